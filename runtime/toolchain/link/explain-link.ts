import type { Diagnostic, Place } from '../../project/diagnostic.ts';
import type { Guidance } from '../report/guidance.ts';
import { listed } from '../build/program-files.ts';
import { nearestName } from '../report/nearest-name.ts';
import { explained, withMeaning } from '../report/explanations.ts';
import { hasMain, MAIN_NAMES, type LinkedSource } from './revise-files.ts';

/** What a link that failed was made of, to find words for what the linker said. */
export interface FailedLink {
  readonly sources: readonly (LinkedSource & {
    /** The files of the project that it was made from. */
    readonly inputs: readonly string[];
  })[];
  /** Files that are no part of the program. */
  readonly leftOut: readonly LinkedSource[];
  /** Names of functions that libraries have. */
  readonly libraryNames: () => Iterable<string>;
  readonly textOf: (path: string) => string | undefined;
  readonly guidance: Guidance;
  /** It is of a library that becomes a component of its own. */
  readonly isLibrary: boolean;
}

/** A complaint of the linker with the sentence for it where its cause can be found, at the place that it comes from. */
export function explainLink(diagnostic: Diagnostic, link: FailedLink): Diagnostic {
  const duplicate = /^duplicate symbol: (.+)$/.exec(diagnostic.message)?.[1];
  if (duplicate !== undefined) return explainDuplicate(diagnostic, duplicate, link);
  const [, missing, user = ''] = /^undefined symbol: (.+?)(?:, used in (.+))?$/.exec(diagnostic.message) ?? [];
  if (missing === undefined) return explained(diagnostic, link.guidance);
  const place = placeOf(user, plainName(missing), link);
  const placed = place ? { ...diagnostic, place } : diagnostic;
  const sentence = sentenceForMissing(missing, user, link);
  return sentence === undefined ? explained(placed, link.guidance) : withMeaning(placed, sentence);
}

function explainDuplicate(diagnostic: Diagnostic, name: string, link: FailedLink): Diagnostic {
  const places = diagnostic.notes.flatMap(({ message }) => /^defined in (.+)$/.exec(message)?.[1] ?? []);
  const definers = link.sources.filter(({ path }) => places.includes(path));
  const [first, second] = definers;
  if (!first || !second) return explained(diagnostic, link.guidance);
  const both = listed(definers.map(({ path }) => path));
  const plain = plainName(name);
  if (MAIN_NAMES.includes(name))
    return withMeaning(diagnostic, `${both} each have a main(), and a program has one. Rename or remove one of them`);
  const [one, other] = first.inputs.includes(second.path) ? [first, second] : [second, first];
  if (one.inputs.includes(other.path))
    return withMeaning(
      diagnostic,
      `${one.path} includes ${other.path}, and ${other.path} is compiled by itself as well, so ${plain} is there twice. Remove the #include and declare in a header what ${one.path} uses`,
    );
  const isFunction = first.symbols?.functions.has(name) === true;
  for (const header of first.inputs.filter((path) => path !== first.path && second.inputs.includes(path))) {
    const place = placeOf(header, plain, link);
    if (!place) continue;
    const remedy = isFunction
      ? `Leave only its declaration in ${header} and move the body to one .c file, or write static in front of it`
      : `Write extern in front of it in ${header}, without a value, and define it in one .c file`;
    const why = `${plain} is defined in ${header}, which ${both} include, so each of them has one`;
    return withMeaning({ ...diagnostic, place }, `${why}. ${remedy}`);
  }
  const remedy = isFunction
    ? 'write static in front of those that only their own file uses'
    : 'write extern in front of all but one';
  return withMeaning(
    diagnostic,
    `${both} each define ${plain}, and a program has one of each name. Rename or remove one, or ${remedy}`,
  );
}

function sentenceForMissing(name: string, user: string, link: FailedLink): string | undefined {
  const plain = plainName(name);
  const all = [...link.sources, ...link.leftOut];
  const out = link.leftOut.find((source) => defines(source, name));
  if (out) {
    if (!hasMain(out)) return `${out.path} defines ${plain}, and is no part of the program`;
    return `${out.path} defines ${plain}, and is left out because it has a main() of its own. Move ${plain} to a file without main()`;
  }
  const inC = plain === name ? undefined : all.find((source) => defines(source, plain));
  if (inC) return `${inC.path} defines ${plain} in C, and ${user} calls it as C++. Declare it as extern "C" for C++`;
  const hidden = all.find(({ path }) => path !== user && isStaticIn(link.textOf(path), plain));
  if (hidden) return `${plain} is static in ${hidden.path}, so no other file can use it. Remove static there`;
  const inlined = inputsOf(user, link).find((path) => isInlineIn(link.textOf(path), plain));
  if (inlined !== undefined)
    return `${plain} is defined in ${inlined} with inline alone, which gives no function to call when the compiler does not insert its body. Write static inline${inlined.endsWith('.c') ? ', or remove inline' : ''}`;
  if (link.isLibrary)
    return `Only the files that use PREOPEN_LIBRARY belong to the library component, and none of them defines ${plain}. Move it into one of them`;
  const ofProject = all.flatMap(({ symbols }) => symbols?.defined ?? []);
  const near = nearestName(plain, ofProject) ?? nearestName(plain, link.libraryNames());
  return near && `Nothing defines ${plain}. There is a ${near}: is that what was meant?`;
}

/** The file, and what it includes of the project. */
function inputsOf(path: string, { sources }: FailedLink): readonly string[] {
  return [path, ...(sources.find((source) => source.path === path)?.inputs ?? [])];
}

function defines({ symbols }: LinkedSource, name: string): boolean {
  return symbols?.defined.includes(name) === true;
}

/** Without the parameters that belong to a name in C++. */
function plainName(name: string): string {
  return name.replace(/\(.*$/, '');
}

function isStaticIn(text: string | undefined, name: string): boolean {
  return text !== undefined && new RegExp(`^[ \\t]*static\\b[^;{}()=]*\\b${escaped(name)}\\s*[(=;[]`, 'm').test(text);
}

/** Whether it is defined as an inline function that is neither static nor extern. */
function isInlineIn(text: string | undefined, name: string): boolean {
  const begins = new RegExp(`^[ \\t]*((?:\\w+[\\s*]+){0,8}?)${escaped(name)}\\s*\\([^;{}]*\\{`, 'gm');
  return Array.from(text?.matchAll(begins) ?? []).some(
    ([, before = '']) => /\b(?:__)?inline\b/.test(before) && !/\b(?:static|extern)\b/.test(before),
  );
}

/** Where a file first names it. */
function placeOf(file: string, name: string, { textOf }: FailedLink): Place | undefined {
  const lines = textOf(file)?.split('\n') ?? [];
  const word = new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`);
  for (const [i, text] of lines.entries()) {
    const found = word.exec(text);
    if (!found || /^\s*(\/\/|\/?\*)/.test(text)) continue;
    const column = found.index + 1;
    return { file, line: i + 1, column, endLine: i + 1, endColumn: column + name.length };
  }
  return undefined;
}

function escaped(text: string): string {
  return text.replace(/[^\w]/g, '\\$&');
}
