/** What the page is, in five sentences. */
export const WHAT_THIS_IS = [
  'Preopen is an editor for C in which a real clang compiles in your browser.',
  'Your program runs in your browser too, on a small machine whose only way to the world is WASI.',
  'It can open, read and write only what its policy grants; everything else is refused, and the page says why.',
  'While it runs you can see every system call and every file that it holds, and take any of them away.',
  'There is no server: your projects stay in this browser, and the page works without a network after the first visit.',
] as const;

export const WHAT_IT_DOES_NOT = [
  'No threads, no fork() and no connections to the real network: a program that needs them does not compile, and the message says what to do instead.',
  'No C++ exceptions.',
  'Debug needs a page that may share memory between its workers, and says so where it does not.',
  'No automatic formatting of code.',
  'Nothing is sent anywhere, and nothing is kept outside this browser: a cleared browser has lost its projects, so download what you want to keep.',
  'A sandbox limits what a program may reach, not how long it computes: Stop ends it.',
] as const;

/** What the site ships besides its own code. docs/licences.md has the whole list. */
export const LICENCES = [
  ['Preopen', 'MIT'],
  ['LLVM, clang, lld, compiler-rt, libc++', 'Apache-2.0 with LLVM exceptions'],
  ['wasi-libc, with musl, dlmalloc and cloudlibc', 'Apache-2.0 with LLVM exceptions, MIT, CC0-1.0, BSD-2-Clause'],
  ['Monaco, xterm.js, React, cmdk, zustand, fflate, valibot, marked', 'MIT'],
  ['Lucide, idb', 'ISC'],
] as const;
