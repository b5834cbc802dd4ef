import { folderOf } from '../../base/file-name.ts';
import type { FileInode } from '../../vfs/inode.ts';
import { noteLine } from '../report/explanations.ts';
import type { Guidance } from '../report/guidance.ts';
import { scanSource, type SourceScan } from './scan-source.ts';
import type { ProjectSettings } from '../../project/settings.ts';
import type { Source } from './source.ts';

/** Why a source is no part of the program. */
export type LeftOut =
  | { readonly why: 'other main'; readonly source: Source }
  /** It is compiled as a part of `by`. */
  | { readonly why: 'included'; readonly source: Source; readonly by: string };

/** The sources of one program. */
export interface ProgramFiles {
  readonly files: readonly Source[];
  /** The one with the main(), where there are several; otherwise empty. */
  readonly main: string;
  readonly leftOut: readonly LeftOut[];
  /** What the choice was, for the terminal; empty where there was none. */
  readonly note: string;
}

export type MainChoice = Pick<ProjectSettings, 'mainFile' | 'openFile'>;

/**
 * Chooses the sources of the program that is meant. A project may hold several programs, as a folder of exercises does:
 * the one whose main() is in view is built, with all files that have none. This goes by a scan of the sources, which
 * costs no compiling; where the scan was wrong the link fails, and the object files say what is right.
 */
export class ProgramFilesChooser {
  readonly #find: (path: string) => FileInode | undefined;
  readonly #guidance: Guidance;
  readonly #scans = new WeakMap<FileInode, { readonly ctim: FileInode['ctim']; readonly scan: SourceScan }>();

  constructor(find: (path: string) => FileInode | undefined, guidance: Guidance) {
    this.#find = find;
    this.#guidance = guidance;
  }

  choose(sources: readonly Source[], choice: MainChoice): ProgramFiles {
    if (sources.length < 2) return { files: sources, main: '', leftOut: [], note: '' };
    const scans = new Map(sources.map(({ path }) => [path, this.#scan(path)]));
    const certain = sources.map(({ path }) => path).filter((path) => scans.get(path)?.main === 'certain');
    // A file in view whose main() depends on a condition is left to the link.
    const isOpen = scans.get(choice.mainFile || (choice.openFile ?? ''))?.main === 'maybe';
    const main = certain.length > 1 && !isOpen ? chooseMain(certain, choice) : undefined;
    const leftOut: LeftOut[] = [];
    if (main !== undefined)
      for (const source of sources)
        if (source.path !== main && certain.includes(source.path)) leftOut.push({ why: 'other main', source });
    const isOut = (path: string): boolean => leftOut.some(({ source }) => source.path === path);
    for (const source of sources) {
      const by = sources.find(({ path }) => !isOut(path) && includes(path, scans.get(path), source.path));
      if (by && !isOut(source.path)) leftOut.push({ why: 'included', source, by: by.path });
    }
    const files = sources.filter(({ path }) => !isOut(path));
    // Files that include each other in a circle: all of them is what a compiler would be given.
    if (files.length === 0) return { files: sources, main: '', leftOut: [], note: '' };
    return {
      files,
      main: main ?? '',
      leftOut,
      note: (main === undefined ? '' : mainNote(main, certain, choice, this.#guidance)) + includedNote(leftOut),
    };
  }

  #scan(path: string): SourceScan {
    const file = this.#find(path);
    if (!file) return { main: 'none', includedSources: [] };
    const known = this.#scans.get(file);
    if (known?.ctim === file.ctim) return known.scan;
    const scan = scanSource(new TextDecoder().decode(file.contents));
    this.#scans.set(file, { ctim: file.ctim, scan });
    return scan;
  }
}

/** Which of the files with a main() is meant. */
export function chooseMain(mains: readonly string[], { mainFile, openFile }: MainChoice): string {
  for (const path of [mainFile, openFile]) if (path !== undefined && mains.includes(path)) return path;
  const beside = openFile === undefined ? [] : mains.filter((path) => folderOf(path) === folderOf(openFile));
  const near = beside.length > 0 ? beside : mains;
  const [first = ''] = near;
  return near.find((path) => /(^|\/)main\.[^/.]+$/i.test(path)) ?? first;
}

/** Says which main() was chosen of `mains`, and how to choose another. */
export function mainNote(
  main: string,
  mains: readonly string[],
  { mainFile, openFile }: MainChoice,
  { opened, anotherMain }: Guidance,
): string {
  const how = main === mainFile ? ', which Settings name' : main === openFile ? `, ${opened}` : '';
  const others = mains.filter((path) => path !== main);
  const gone =
    mainFile === '' || mainFile === main ? '' : `Settings name ${mainFile}, which is no file with a main() now. `;
  const another = main === mainFile ? '' : `. ${anotherMain}`;
  return noteLine(
    `${gone}${mains.length} files have a main(). This is ${main}${how}, without ${listed(others)}${another}`,
  );
}

function includedNote(leftOut: readonly LeftOut[]): string {
  return leftOut
    .flatMap((one) =>
      one.why === 'included'
        ? noteLine(`${one.by} includes ${one.source.path}, so that file is not compiled by itself as well`)
        : [],
    )
    .join('');
}

/** `a`, `a and b`, `a, b and 5 more`. */
export function listed(names: readonly string[]): string {
  if (names.length < 3) return names.join(' and ');
  return names.length === 3
    ? `${names.slice(0, 2).join(', ')} and ${names[2] ?? ''}`
    : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

function includes(by: string, scan: SourceScan | undefined, path: string): boolean {
  if (by === path || !scan) return false;
  return scan.includedSources.some((name) => path === resolved(folderOf(by), name));
}

/** The path that an include in a file of `folder` means. */
function resolved(folder: string, name: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${name.replaceAll('\\', '/')}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
