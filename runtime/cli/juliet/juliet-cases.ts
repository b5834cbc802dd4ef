import { readdirSync } from 'node:fs';
import path from 'node:path';

/** One case of the suite: a flaw, and correct variants of it. */
export interface JulietCase {
  /** The number that its kind of flaw has. */
  readonly weakness: number;
  readonly name: string;
  /** One file, or the files a, b, c… that it is made of. */
  readonly files: readonly string[];
}

/** Which cases are not run, and why. */
const LEFT_OUT: readonly { readonly why: string; readonly names: RegExp }[] = [
  { why: 'needs Windows, a network or threads', names: /w32|socket|thread/i },
  { why: 'the flaw waits for an input or a random number', names: /fscanf|fgets|rand|file|environment|console/i },
  { why: 'the flaw happens in half of all runs', names: /_12$/ },
  // They give a text of wide characters to %s, which takes the first one for the whole text.
  { why: 'nothing overflows', names: /wchar_t.*snprintf/ },
  // The sum is made as an int and cut off, or is of an unsigned type: C says what comes of that.
  { why: 'nothing overflows', names: /CWE190_.*_(char|short|unsigned_int)_max_/ },
  // They look whether a pointer is null after using it, and it is not.
  { why: 'no null pointer is used', names: /CWE476_.*_null_check_after_deref/ },
  { why: 'the flaw happens when memory has run out', names: /CWE401_.*_malloc_realloc_/ },
];

/** All that are run of a weakness, sorted by name. */
export function casesOf(suite: string, weakness: number): readonly JulietCase[] {
  const all = path.join(suite, 'testcases');
  const folder = readdirSync(all).find((one) => one.startsWith(`CWE${weakness}_`));
  if (folder === undefined) return [];
  const files = new Map<string, string[]>();
  const found = readdirSync(path.join(all, folder), { recursive: true }).map(String).sort();
  for (const file of found) {
    const name = /([^/\\]*_\d\d)[a-e]?\.c$/.exec(file)?.[1];
    if (name === undefined || LEFT_OUT.some(({ names }) => names.test(name))) continue;
    files.set(name, [...(files.get(name) ?? []), path.join(all, folder, file)]);
  }
  return [...files].map(([name, of]) => ({ weakness, name, files: of }));
}

/** At most `most` of `all`, the same ones for the same seed, in their order. */
export function sampleOf<T>(all: readonly T[], most: number, seed: number): readonly T[] {
  if (all.length <= most) return all;
  let state = seed >>> 0;
  const keyed = all.map((one, at) => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return { one, at, key: (t ^ (t >>> 14)) >>> 0 };
  });
  keyed.sort((a, b) => a.key - b.key);
  return keyed
    .slice(0, most)
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
