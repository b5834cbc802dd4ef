import {
  CHECKED_COMPILE_FLAGS,
  CHECKED_CXX_FLAGS,
  CHECKED_LIBRARY,
  CHECKED_LINK_FLAGS,
  checkedLinkFlag,
} from '../checks/checked-flags.ts';
import { isChecked } from '../checks/is-checked.ts';
import { defaultFlags, type Language } from './default-flags.ts';
import type { ProjectSettings } from '../../project/settings.ts';
import { choiceFlags } from '../../project/settings-table.ts';
import { words } from '../../project/words.ts';

/** There is one thread: clang is to ignore what asks for more, while the program sees that OpenMP is on. */
const OPENMP = ['-fopenmp-simd', '-D_OPENMP=202011'];

/** The driver's words for a compile: the defaults first, so that the project's own flags win. */
export function compileFlags(settings: ProjectSettings, language: Language): readonly string[] {
  const own = words(settings.extraFlags);
  const checked = isChecked(settings);
  const without = new Set(settings.withoutDefaults);
  return [
    '-g',
    // All that the cheap checks find, the others find as well.
    ...defaultFlags(language, 'compile', checked ? without.add('checks') : without),
    ...(checked ? CHECKED_COMPILE_FLAGS : []),
    ...(checked && language === 'c++' ? CHECKED_CXX_FLAGS : []),
    ...choiceFlags(settings, language),
    ...own.filter((flag) => !isForLinking(flag)).flatMap((flag) => (flag === '-fopenmp' ? OPENMP : [flag])),
  ];
}

/**
 * The driver's words for a link. Of two flags that contradict, the linker takes the last, so the project's come
 * after the defaults; of two libraries that define a name, the first, so its libraries come before those of the defaults.
 */
export function linkFlags(settings: ProjectSettings, language: Language): readonly string[] {
  const defaults = defaultFlags(language, 'link', new Set(settings.withoutDefaults));
  const own = words(settings.extraFlags).filter(isForLinking);
  const checked = isChecked(settings);
  return [
    ...defaults.filter((flag) => !isLibrary(flag)),
    ...(checked ? [...CHECKED_LINK_FLAGS, ...own.map(checkedLinkFlag)] : own),
    ...words(settings.libraries).map((name) => (name.startsWith('-') ? name : `-l${name}`)),
    ...(checked ? [CHECKED_LIBRARY] : []),
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
