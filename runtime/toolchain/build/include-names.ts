import { fileName } from '../../base/file-name.ts';
import type { Language } from '../driver/default-flags.ts';

/** What headers of the system ask for, also where it is not there, and what a compiler looks for by itself. */
const UNASKED = /\.(h|hh|hpp|hxx|inc|gch|pch|modulemap)$/i;
/** As those of C++ are called. */
const WITHOUT_ENDING = /^[^.]*$/;
/** Between them it is one line to the compiler. */
const SPLICE = /(?:\\|\?\?\/)[ \t]*\r?\n/g;
/** What asks for a file, with the name if it stands there: macros can make it, too. */
const ASKS =
  /(?:(?:#|%:|\?\?=)[^\S\n]*(?:include|include_next|import|embed)\b[^\S\n]*|\b__has_(?:include|include_next|embed)[^\S\n]*\([^\S\n]*)("[^"\n]*"|<[^>\n]*>)?/g;
/** Include forms that this regular expression cannot parse: comments, other names of the question, what others than the preprocessor read. */
const UNREADABLE = [
  /(?:#|%:|\?\?=)[^\S\n]*\/\*/,
  /(?<!\b(?:ifdef|ifndef|defined)[^\S\n]*\(?[^\S\n]*)\b__has_(?:include|include_next|embed)\b(?![^\S\n]*\()/,
  /\.(?:incbin|include)\b/,
  // System headers that include it do not list it.
  /\b(?:GCC|clang)\s+(?:dependency|system_header)\b/,
];
/** Through a folder and out again: that is there with any file in it. */
const DETOUR = /[^./]\/\.\.\//;
/** Flags that make headers of the project such of the system. */
const SYSTEM_FOLDER =
  /^-{1,2}(?:isystem|idirafter|cxx-isystem|c-isystem|iwithprefix|isysroot|system-header-prefix|embed-dir)=?(.*)$/;

/**
 * Which of the files at `paths` an include in `texts`, the project's own part of what a source is made of, could mean, or one in a header of the
 * system: when such a file comes or goes, what was found before may no longer be what is found. Any doubt lets a file count.
 */
export function includable(
  paths: readonly string[],
  texts: readonly string[],
  { language, flags }: { readonly language: Language; readonly flags: readonly string[] },
): readonly string[] {
  if (flags.some((flag, i) => isOfProject(SYSTEM_FOLDER.exec(flag), flags[i + 1]))) return paths;
  const asked = namesAsked(texts);
  if (!asked) return paths;
  return paths.filter((path) => {
    const name = fileName(path);
    if (asked.has(name) || UNASKED.test(name)) return true;
    return (language === 'c++' && WITHOUT_ENDING.test(name)) || flags.some((flag) => flag.includes(name));
  });
}

/** Undefined: that cannot be known. */
function namesAsked(texts: readonly string[]): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const text of texts) {
    const spliced = text.replace(SPLICE, '');
    if (UNREADABLE.some((pattern) => pattern.test(spliced))) return undefined;
    for (const [, quoted] of spliced.matchAll(ASKS)) {
      if (quoted === undefined || DETOUR.test(quoted)) return undefined;
      names.add(fileName(quoted.slice(1, -1)));
    }
  }
  return names;
}

/** The folder stands in the flag itself or in the next one. */
function isOfProject(flag: RegExpExecArray | null, next = ''): boolean {
  const [, folder] = flag ?? [];
  return folder !== undefined && !(folder || next).startsWith('/usr/');
}
