import { SYSROOT_MOUNT } from '../layout.ts';

/** A command line of the linker, as far as it says which members of archives are taken. */
export interface LinkLine {
  /** Its words, with undefined in place of all the libraries. */
  readonly words: readonly (string | undefined)[];
  /** Paths of objects. */
  readonly objects: readonly string[];
  /** The places where each library may be, in the order in which they are tried. */
  readonly libraries: readonly (readonly string[])[];
  /** What flags name, or might: one too many does no harm. */
  readonly names: readonly string[];
}

/** Flags that have no say in which members are taken, but for the names in them. */
const KNOWN_FLAG =
  /^--(fatal-warnings|stack-first|strip-(all|debug)|(export|undefined|wrap|global-base|trace-symbol|initial-heap|initial-memory|max-memory)=.*)$/;
/** The same, with their value in the next word. */
const KNOWN_PAIR = /^-(m|z|mllvm|o)$/;
/** Where the libraries are that never change. */
const IN_SYSROOT = new RegExp(`^/${SYSROOT_MOUNT}(/[\\w-]+)*(/[\\w+-]+(\\.[\\w+-]+)*\\.[ao])?$`);
const ARCHIVE = /\.a$/;

/** Undefined for a line that holds anything else than links mostly do: the linker knows what it means. */
export function readLinkLine([tool, ...rest]: readonly string[]): LinkLine | undefined {
  if (tool !== 'wasm-ld') return undefined;
  const words: (string | undefined)[] = [tool];
  const objects: string[] = [];
  const libraries: (readonly string[])[] = [];
  const names: string[] = [];
  const folders = rest.filter((word) => word.startsWith('-L')).map((word) => word.slice(2));
  if (!folders.every((folder) => IN_SYSROOT.test(folder))) return undefined;
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] ?? '';
    if (KNOWN_FLAG.test(word)) {
      names.push(...namesOf(word));
      words.push(word);
    } else if (KNOWN_PAIR.test(word)) words.push(word, rest[++i] ?? '');
    else if (word.startsWith('-L')) words.push(word);
    else if (word.startsWith('-l') || ARCHIVE.test(word)) {
      if (libraries.length === 0) words.push(undefined);
      libraries.push(word.startsWith('-l') ? folders.map((folder) => `${folder}/lib${word.slice(2)}.a`) : [word]);
    } else if (word.startsWith('-') || libraries.length > 0) return undefined;
    else {
      objects.push(word);
      words.push(word);
    }
  }
  const isFixed = libraries.every((places) => places.every((place) => IN_SYSROOT.test(place)));
  return isFixed && libraries.length > 0 ? { words, objects, libraries, names } : undefined;
}

/** `--wrap` asks for two names that it makes of one. */
function namesOf(flag: string): readonly string[] {
  const value = flag.slice(flag.indexOf('=') + 1);
  return flag.includes('=') ? [value, `__wrap_${value}`, `__real_${value}`] : [];
}
