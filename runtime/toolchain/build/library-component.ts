import type { ProjectSettings } from '../../project/settings.ts';
import type { Language } from '../driver/default-flags.ts';
import { linkFlags } from '../driver/driver-flags.ts';
import type { Source } from './source.ts';

const MADE_COMPONENT = /^[ \t]*#[ \t]*include[ \t]*<preopen\/component\.h>/m;
const DEFINES_LIBRARY = /^[ \t]*PREOPEN_LIBRARY[ \t]*\(/m;

/**
 * The sources that are linked apart from the program, as a component of their own: those that define the library, where a file of
 * the project includes the header that asks for it. Undefined: nothing asks. `textOf`: of a file of the project.
 */
export function librarySources(
  sources: readonly Source[],
  paths: readonly string[],
  textOf: (path: string) => string,
): readonly Source[] | undefined {
  const isAsked = paths.some(
    (path) => /\.(c|h|cc|cpp|cxx|hh|hpp|hxx)$/i.test(path) && MADE_COMPONENT.test(textOf(path)),
  );
  return isAsked ? sources.filter(({ path }) => DEFINES_LIBRARY.test(textOf(path))) : undefined;
}

/**
 * The driver’s words for linking them. There is no main() to start, and what prepares libc for one would bring system calls with it,
 * which such a component does not have.
 */
export function libraryLinkFlags(settings: ProjectSettings, language: Language): readonly string[] {
  const withoutDefaults = [...settings.withoutDefaults, 'compat' as const];
  return [
    '-nostartfiles',
    '-Wl,--no-entry',
    ...linkFlags({ ...settings, withoutDefaults }, language),
    '-lpreopen-compat',
  ];
}
