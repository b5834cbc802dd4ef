import type { ProjectSettings } from '../../project/settings.ts';
import type { Language } from '../driver/default-flags.ts';
import { linkFlags } from '../driver/driver-flags.ts';
import { hasMain, type LinkedSource } from '../link/revise-files.ts';
import type { Source } from './source.ts';

const MADE_COMPONENT = /^[ \t]*#[ \t]*include[ \t]*<preopen\/component\.h>/m;
const DEFINES_LIBRARY = /^[ \t]*PREOPEN_LIBRARY[ \t]*\(/m;
/** What the header's PREOPEN_LIBRARY defines. */
const STARTS_LIBRARY = '__preopen_library_start';

export interface LibraryFiles {
  readonly sources: readonly Source[];
  /** The file that includes the header. */
  readonly asks: string;
}

/**
 * The sources that are linked apart from the program, as a component of their own: those that define the library, where a file of
 * the project includes the header that asks for it. Undefined: nothing asks. `textOf`: of a file of the project.
 */
export function librarySources(
  sources: readonly Source[],
  paths: readonly string[],
  textOf: (path: string) => string,
): LibraryFiles | undefined {
  const asks = paths.find(
    (path) => /\.(c|h|cc|cpp|cxx|hh|hpp|hxx)$/i.test(path) && isInCode(MADE_COMPONENT, textOf(path)),
  );
  return asks === undefined
    ? undefined
    : { sources: sources.filter(({ path }) => isInCode(DEFINES_LIBRARY, textOf(path))), asks };
}

/** Why the compiled files of a library can be no component; undefined: they can. `asks`: the file that includes the header. */
export function libraryProblem(files: readonly LinkedSource[], asks: string): string | undefined {
  const main = files.find(hasMain);
  if (main)
    return `main() stands in ${main.path}, which is the library: put PREOPEN_LIBRARY into a file of its own, and main() into another`;
  const isStarted = files.some(({ symbols }) => symbols?.defined.some((name) => name.includes(STARTS_LIBRARY)));
  return isStarted
    ? undefined
    : `${asks} includes <preopen/component.h>, and the compiler does not read that line in the file that uses PREOPEN_LIBRARY, so there is no component to make. Remove the line, or the condition around it`;
}

/** Comments and literals are passed over. */
function isInCode(pattern: RegExp, text: string): boolean {
  return (
    pattern.test(text) && pattern.test(text.replace(COMMENT_OR_LITERAL, (part) => (part.startsWith('/') ? ' ' : part)))
  );
}

const COMMENT_OR_LITERAL = /\/\*[^]*?(?:\*\/|(?![^]))|\/\/[^\n]*|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?/g;

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
