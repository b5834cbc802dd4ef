import { folderOf } from '../../base/file-name.ts';
import { FolderFiles } from '../../vfs/folder-files.ts';
import type { Diagnostic, Place } from '../../project/diagnostic.ts';
import { findHeader, pathBelow } from './find-header.ts';
import { Tools, type ToolRun } from '../tools/tools.ts';

/** Where the system's headers lie, as the compiler calls the folders. */
const HEADER_FOLDER = /^\/usr\/include\/(?:preopen\/|wasm32-wasip1\/)?(?=\w)/;
/** A declaration of the program and one of a header that cannot both be. */
const CLASH =
  /^(?:conflicting types for|redefinition of|static declaration of|non-static declaration of) '(\w+)'|^typedef redefinition with different types/;
const MISSING = /^'(.+?)' file not found/;
/** Each compile names one more header; of a program that needs more, the next one is reported. */
const MOST_ATTEMPTS = 12;

/** How a compile differs from what was asked, because it failed as asked. */
interface Changes {
  readonly folders: Set<string>;
  /** Headers by the name that an #include has for them, with what they are. */
  readonly forwards: Map<string, string>;
  /** Names by the header that is to keep its declarations of them to itself. */
  readonly hidden: Map<string, Set<string>>;
  /** In the compiler's format. */
  readonly notes: string[];
}

/**
 * Compiles again what failed for a reason that does not make the program wrong: a header of the project that lies in
 * another folder, and a name that a header of the system has declared for something else, such as getline().
 */
export class Remedies {
  readonly #tools: Tools;
  readonly #parse: (stderr: string) => readonly Diagnostic[];
  readonly #lineOf: (path: string, line: number) => string | undefined;
  readonly #folders = new Map<string, string>();

  constructor(
    tools: Tools,
    parse: (stderr: string) => readonly Diagnostic[],
    lineOf: (path: string, line: number) => string | undefined,
  ) {
    this.#tools = tools;
    this.#parse = parse;
    this.#lineOf = lineOf;
  }

  /** `run` compiles, with further words for cc1. What was changed is noted in front of what the compiler says. */
  async run(
    run: (words: readonly string[]) => Promise<ToolRun>,
    paths: () => readonly string[],
    isC: boolean,
  ): Promise<ToolRun> {
    const first = await run([]);
    let last = first;
    const changes: Changes = { folders: new Set(), forwards: new Map(), hidden: new Map(), notes: [] };
    for (let i = 0; i < MOST_ATTEMPTS && hasFailed(last); i++) {
      const errors = this.#parse(last.stderr).filter(({ severity }) => severity === 'error');
      if (!this.#extend(changes, errors, paths, isC)) break;
      last = await run(this.#words(changes));
      // A header of the system that no longer works needs what was hidden.
      if (hasFailed(last) && this.#parse(last.stderr).some(isOfSystem)) return first;
    }
    return { ...last, stderr: changes.notes.join('') + last.stderr };
  }

  /** Adds what helps against `errors`; false: nothing does. */
  #extend(changes: Changes, errors: readonly Diagnostic[], paths: () => readonly string[], isC: boolean): boolean {
    let isExtended = false;
    for (const error of errors) {
      const missing = MISSING.exec(error.message)?.[1];
      if (missing !== undefined && error.place)
        isExtended = this.#findMissing(changes, missing, error.place, paths) || isExtended;
      else if (isC) isExtended = this.#hide(changes, error) || isExtended;
    }
    return isExtended;
  }

  #findMissing(changes: Changes, name: string, place: Place, paths: () => readonly string[]): boolean {
    if (changes.forwards.has(name)) return false;
    const path = findHeader(name, place.file, paths());
    if (path !== undefined) {
      const folder = folderOf(path) === '' ? '.' : path.slice(0, Math.max(0, path.length - name.length - 1)) || '.';
      const isBelow = path === name || path.endsWith(`/${name}`);
      if (isBelow && changes.folders.has(folder)) return false;
      if (isBelow) changes.folders.add(folder);
      else changes.forwards.set(name, `#include "/${path}"\n`);
      const elsewhere = isBelow
        ? `Found in ${folder === '.' ? 'the project’s folder' : folder}, as with -I${folder}: other compilers need that flag`
        : `Found as ${path}: other compilers need #include "${pathBelow(folderOf(place.file), path)}"`;
      changes.notes.push(noteAt(place, `"${name}" is not there. ${elsewhere}`));
      return true;
    }
    const lower = name.toLowerCase().replaceAll('\\', '/');
    const isOfSystem = ['preopen/', 'wasm32-wasip1/', ''].some((folder) =>
      this.#tools.sysrootFile(`/usr/include/${folder}${lower}`),
    );
    if (lower === name || !isOfSystem) return false;
    changes.forwards.set(name, `#include <${lower}>\n`);
    changes.notes.push(noteAt(place, `Found as <${lower}>: where capitals count, there is no <${name}>`));
    return true;
  }

  #hide(changes: Changes, error: Diagnostic): boolean {
    const match = CLASH.exec(error.message);
    const { place } = error;
    const other = error.notes.find((note) => /^previous (declaration|definition) is here/.test(note.message))?.place;
    if (!match || !place || !other) return false;
    const [own, theirs] = place.file.startsWith('/') ? [other, place] : [place, other];
    const header = theirs.file.replace(HEADER_FOLDER, '');
    if (own.file.startsWith('/') || header === theirs.file) return false;
    const name = match[1] ?? this.#wordAt(own);
    if (name === undefined || changes.hidden.get(header)?.has(name) === true) return false;
    changes.hidden.set(header, new Set([...(changes.hidden.get(header) ?? []), name]));
    changes.notes.push(
      noteAt(
        own,
        `${name} is the program’s own here: <${header}> declares another ${name}, which is hidden from this file. A name of its own avoids the clash`,
      ),
    );
    return true;
  }

  #wordAt({ file, line, column }: Place): string | undefined {
    return /^\w+/.exec(this.#lineOf(file, line)?.slice(column - 1) ?? '')?.[0];
  }

  #words({ folders, forwards, hidden }: Changes): readonly string[] {
    const words = [...folders].flatMap((folder) => ['-I', folder]);
    if (forwards.size > 0) {
      // An include may begin with steps out of the folder that is searched.
      const inner = 'a/a/a/a';
      const files = [...forwards].map(([name, text]) => [pathBelow('', `${inner}/${name}`), text] as const);
      words.push('-I', `${this.#folderWith([[`${inner}/none`, ''], ...files])}/${inner}`);
    }
    if (hidden.size > 0) {
      const files = [...hidden].map(([header, names]) => [header, hidingHeader(header, [...names])] as const);
      words.push('-isystem', this.#folderWith(files));
      for (const names of hidden.values()) words.push(...Array.from(names, (name) => `-fno-builtin-${name}`));
    }
    return words;
  }

  /** A folder with just these files, by path and text; the same one for the same files. */
  #folderWith(files: readonly (readonly [string, string])[]): string {
    const key = JSON.stringify(files);
    let folder = this.#folders.get(key);
    if (folder === undefined) {
      folder = `headers-${this.#folders.size + 1}`;
      this.#folders.set(key, folder);
      const build = new FolderFiles(this.#tools.build);
      for (const [path, text] of files) build.write(`${folder}/${path}`, new TextEncoder().encode(text));
    }
    return Tools.inBuild(folder);
  }
}

/** A header in front of the system's one of the same name, in which that one declares `names` under others. */
function hidingHeader(header: string, names: readonly string[]): string {
  return [
    ...names.map((name) => `#define ${name} __preopen_hidden_${name}`),
    `#include_next <${header}>`,
    ...names.map((name) => `#undef ${name}`),
    '',
  ].join('\n');
}

function noteAt({ file, line, column }: Place, message: string): string {
  return `${file}:${line}:${column}: note: ${message}\n`;
}

function hasFailed({ end }: ToolRun): boolean {
  return end.kind === 'exited' && end.code === 1;
}

function isOfSystem({ severity, place, message }: Diagnostic): boolean {
  return severity === 'error' && place?.file.startsWith('/usr/') === true && !CLASH.test(message);
}
