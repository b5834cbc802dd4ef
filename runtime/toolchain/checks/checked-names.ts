import { readArchive } from '../link/archive.ts';
import { symbolsOf } from '../link/object-symbols.ts';

/** How our library calls its own of a function of libc: one that is told where it is called from, or one that is not. */
export const PLACED = '__placed_';
const CHECKED = '__checked_';

/** The names of our library's functions, by the names of the functions of libc that they check the use of. */
export function checkedNames(library: Uint8Array): ReadonlyMap<string, string> {
  const names = [...(readArchive(library)?.definers.keys() ?? [])];
  return new Map(
    names.flatMap((name) => {
      const prefix = [PLACED, CHECKED].find((one) => name.startsWith(one));
      return prefix === undefined ? [] : [[name.slice(prefix.length), name] as const];
    }),
  );
}

/** Which function of our library each name of `names` means in `objects`: one that the program defines means that. */
export function namesFor(
  names: ReadonlyMap<string, string>,
  objects: readonly Uint8Array[],
): (name: string) => string | undefined {
  const own = new Set(objects.flatMap((object) => symbolsOf(object)?.defined ?? []));
  return (name) => (own.has(name) ? undefined : names.get(name));
}
