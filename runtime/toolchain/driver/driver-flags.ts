import { defaultFlags, type Language } from './default-flags.ts';
import { impliedFlags } from './runtime-flags.ts';
import type { ProjectSettings } from '../../project/settings.ts';
import { choiceFlags } from '../../project/settings-table.ts';
import { words } from '../../project/words.ts';

/** There is one thread: clang is to ignore what asks for more, while the program sees that OpenMP is on. */
const OPENMP = ['-fopenmp-simd', '-D_OPENMP=202011'];

/** What the driver is told to compile with: the defaults first, so that the project's own flags win. */
export function compileFlags(settings: ProjectSettings, language: Language): readonly string[] {
  const own = words(settings.extraFlags);
  return [
    '-g',
    ...defaultFlags(language, 'compile', new Set(settings.withoutDefaults)),
    ...choiceFlags(settings, language),
    ...impliedFlags(own),
    ...own.filter((flag) => !isForLinking(flag)).flatMap((flag) => (flag === '-fopenmp' ? OPENMP : [flag])),
  ];
}

/**
 * What the driver is told to link with. Of two flags that contradict, the linker takes the last, so the project's come
 * after the defaults; of two libraries that define a name, the first, so its libraries come before those of the defaults.
 */
export function linkFlags(settings: ProjectSettings, language: Language): readonly string[] {
  const defaults = defaultFlags(language, 'link', new Set(settings.withoutDefaults));
  return [
    ...defaults.filter((flag) => !isLibrary(flag)),
    ...words(settings.extraFlags).filter(isForLinking),
    ...words(settings.libraries).map((name) => (name.startsWith('-') ? name : `-l${name}`)),
    ...defaults.filter(isLibrary),
  ];
}

function isLibrary(flag: string): boolean {
  return flag.startsWith('-l');
}

function isForLinking(flag: string): boolean {
  return /^-(Wl,|l|L)/.test(flag);
}

/**
 * The language of a source file by its ending; undefined for what is not compiled by itself. Capitals do not count:
 * MAIN.C comes from a system that writes all names so, although gcc and clang take .C for C++.
 */
export function languageOf(path: string): Language | undefined {
  if (/\.c$/i.test(path)) return 'c';
  return /\.(cpp|cc|cxx)$/i.test(path) ? 'c++' : undefined;
}
