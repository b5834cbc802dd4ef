/** Where a file of the package's sysroot goes: one of the two images, or nowhere, and then why. */
export type Destination =
  { readonly kind: 'c' } | { readonly kind: 'cxx' } | { readonly kind: 'left_out'; readonly reason: string };

const C: Destination = { kind: 'c' };
const CXX: Destination = { kind: 'cxx' };

/**
 * First match wins. Everything the compiler package ships is claimed by some row, so a new version that
 * adds a directory stops the build instead of quietly growing (or shrinking) an image.
 */
const RULES: readonly (readonly [RegExp, Destination])[] = [
  // C++: only `-D_LIBCPP_USE_FROZEN_CXX03_HEADERS` reads the frozen copy; it is a third of libc++'s headers.
  [/^include\/c\+\+\/v1\/__cxx03(\/|$)/, leftOut('libc++ headers frozen for C++03, off by default')],
  [/^include\/c\+\+(\/|$)/, CXX],
  [/^lib\/wasm32-wasip1\/libc\+\+.*\.a$/, CXX],
  [/^share\/libc\+\+\//, leftOut('C++ named modules, which nothing here precompiles')],
  [/^lib\/wasm32-wasip1\/libc\+\+\.modules\.json$/, leftOut('C++ named modules, which nothing here precompiles')],

  // C: wasi-libc for the one target, and compiler-rt's builtins. The empty archives (libm.a, libpthread.a and
  // friends) stay: makefiles name them.
  [/^include\/wasm32-wasip1\//, C],
  [/^lib\/wasm32-wasip1\/.+\.so$/, leftOut('shared objects: there is no dynamic loader')],
  [/^lib\/wasm32-wasip1\/.+\.[ao]$/, C],
  [/^lib\/wasm32-unknown-wasip1\/libclang_rt\.builtins\.a$/, C],
  [
    /^lib\/wasm32-unknown-wasip1\/libclang_rt\.profile\.a$/,
    leftOut('profiling runtime: no llvm-profdata here reads its output'),
  ],

  // clang's own headers: those the C standard asks of a compiler, and wasm's.
  [/^include\/__(float|stdarg|stddef)_\w+\.h$/, C],
  [/^include\/(float|inttypes|iso646|limits|stdalign|stdarg|stdatomic|stdbool|stdckdint|stdcountof)\.h$/, C],
  [/^include\/(stddef|stddefer|stdint|stdnoreturn|tgmath|unwind|varargs|wasm_simd128)\.h$/, C],
  [/^include\/(sanitizer|fuzzer|orc|profile)(\/|$)/, leftOut('runtimes that do not exist for this target')],
  [/^include\/(cuda|llvm_offload|openmp|llvm_libc|zos)_wrappers(\/|$)/, leftOut('offload and other libcs')],
  [/^include\/module\.modulemap$/, leftOut('module map of headers mostly left out')],
  [/^include\/(ppc_wrappers|hlsl)(\/|$)/, leftOut('other targets')],
  [/^include\/[^/]+\.h$/, leftOut('intrinsics and wrappers of other targets')],
];

/** Directories are not listed: an image gets those its files need. */
export function destinationOf(path: string): Destination {
  for (const [pattern, destination] of RULES) {
    if (pattern.test(path)) return destination;
  }
  throw new Error(`Cannot decide which image ${path} belongs to: no rule in selection.ts claims it`);
}

function leftOut(reason: string): Destination {
  return { kind: 'left_out', reason };
}
