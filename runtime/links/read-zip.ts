import { isRecord } from '../base/is-record.ts';
import {
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  configure,
  type FileEntry,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { err, ok, type Result } from '../base/result.ts';
import type { ProjectSettings } from '../protocol/project.ts';
import { readBreakpoints } from '../stops/read-breakpoints.ts';
import type { Breakpoint } from '../stops/stop.ts';
import { PROJECT_FILE } from './linked-project.ts';
import { isOdd, pathProblem, quoted } from './paths.ts';

/** What a zip may hold, unpacked. */
export const MOST_IN_ZIP = { bytes: 64 << 20, files: 10_000, depth: 64, pathBytes: 4096, nameBytes: 255 } as const;

/** What was in a zip: a project, and the entries that were left out. */
export interface ZippedProject {
  /** Undefined: the zip does not say. */
  readonly name: string | undefined;
  /** Undefined: it was not made here, or they could not be read. */
  readonly settings: ProjectSettings | undefined;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Folders with nothing in them. */
  readonly folders: readonly string[];
  readonly breakpoints: readonly Breakpoint[];
  readonly refused: readonly RefusedEntry[];
}

export interface RefusedEntry {
  /** As the zip has it, fit to be shown. */
  readonly path: string;
  /** A clause: “it leads out of the project”. */
  readonly reason: string;
}

/** Validates settings that come from outside; undefined: they are none. */
export type ReadSettings = (value: unknown) => ProjectSettings | undefined;

// In the packing worker already, and with no script of another origin.
configure({ useWebWorkers: false });

/**
 * Reads a zip as a project. An entry that cannot be one of a project's files is left out, with its reason; the error is a
 * sentence about the zip as a whole. Never holds more than `MOST_IN_ZIP.bytes` of what it unpacks, also where the zip states other sizes.
 */
export async function readZip(bytes: Uint8Array, readSettings: ReadSettings): Promise<Result<ZippedProject, string>> {
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { strictness: 'tolerant', checkOverlappingEntry: true });
  try {
    const found = new Found();
    const entries: FileEntry[] = [];
    let count = 0;
    for await (const entry of reader.getEntriesGenerator()) {
      if (++count > MOST_IN_ZIP.files)
        return err(`The zip holds more than ${MOST_IN_ZIP.files.toLocaleString('en')} files.`);
      if (entry.directory) found.addFolder(entry.filename);
      else entries.push(entry);
    }
    let left: number = MOST_IN_ZIP.bytes;
    for (const entry of entries) {
      const path = plainPath(entry.filename);
      const problem = entryProblem(entry) ?? found.problem(path);
      if (problem !== undefined) {
        found.refuse(entry.filename, problem);
        continue;
      }
      const content = await contentOf(entry, left);
      if (content === 'too-much')
        return err(`The zip holds more than ${MOST_IN_ZIP.bytes >> 20} MB. Nothing of it was opened.`);
      if (content === 'damaged') found.refuse(entry.filename, 'it is damaged');
      else {
        left -= content.length;
        found.files.set(path, content);
      }
    }
    return ok(projectOf(found, readSettings));
  } catch {
    return err('It is not a zip file, or it is damaged.');
  } finally {
    await reader.close();
  }
}

/** What has been taken out of the zip so far. */
class Found {
  readonly files = new Map<string, Uint8Array>();
  readonly folders = new Set<string>();
  readonly refused: RefusedEntry[] = [];

  addFolder(name: string): void {
    const path = plainPath(name).replace(/\/+$/, '');
    const problem = this.problem(path);
    if (problem === undefined) this.folders.add(path);
    else if (problem !== TWICE) this.refuse(name, problem);
  }

  refuse(name: string, reason: string): void {
    this.refused.push({ path: quoted(name), reason });
  }

  /** Why `path` cannot be added to what there is, as a clause. */
  problem(path: string): string | undefined {
    const names = path.split('/');
    if (path === '') return 'it has no name';
    if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'its path is absolute';
    if (names.includes('..')) return 'it leads out of the project';
    if (names.includes('.') || names.includes('')) return 'its path has an empty name in it';
    if (isOdd(path)) return 'its name holds characters that cannot be shown';
    if (names.includes('__MACOSX') || names.at(-1) === '.DS_Store')
      return 'macOS puts it beside the files; it is not one of them';
    if (pathProblem(path, MOST_IN_ZIP) !== undefined) return 'its path is too long or too deep';
    if (this.files.has(path) || this.folders.has(path)) return TWICE;
    if (foldersAbove(path).some((folder) => this.files.has(folder)))
      return 'a file of the zip has the name of its folder';
    return undefined;
  }
}

const TWICE = 'the zip has this path twice, and the first one was taken';

function foldersAbove(path: string): readonly string[] {
  const names = path.split('/');
  return names.slice(1).map((_, depth) => names.slice(0, depth + 1).join('/'));
}

/** Old zips of Windows have backslashes between names. */
function plainPath(name: string): string {
  return name.replaceAll('\\', '/');
}

function entryProblem(entry: FileEntry): string | undefined {
  if (entry.symlink) return 'it is a symbolic link, which a project’s files cannot be';
  if (entry.encrypted) return 'it is locked with a password';
  return undefined;
}

/** Stops as soon as there is more than `most` bytes: what a zip says of its sizes may be untrue. */
async function contentOf(entry: FileEntry, most: number): Promise<Uint8Array | 'too-much' | 'damaged'> {
  if (entry.uncompressedSize > most) return 'too-much';
  let written = 0;
  const writer = new Uint8ArrayWriter();
  const writable = new WritableStream<Uint8Array>({
    write(chunk) {
      written += chunk.length;
      if (written > most) throw new Error('more than a zip may hold');
      return writer.writeUint8Array(chunk);
    },
  });
  try {
    await writer.init?.(entry.uncompressedSize);
    await entry.getData(writable, { checkSignature: true });
    return await writer.getData();
  } catch {
    return written > most ? 'too-much' : 'damaged';
  }
}

function projectOf({ files, folders, refused }: Found, readSettings: ReadSettings): ZippedProject {
  const wrapper = files.has(PROJECT_FILE) ? '' : commonFolder([...files.keys(), ...folders]);
  const within = (path: string): string => path.slice(wrapper.length);
  const taken = new Map([...files].map(([path, content]) => [within(path), content]));
  const about = parsed(taken.get(PROJECT_FILE));
  const settings = about && readSettings(about['settings']);
  // What is not ours stays a file like any other.
  if (settings) taken.delete(PROJECT_FILE);
  const name = settings && typeof about['name'] === 'string' ? about['name'] : wrapper.slice(0, -1);
  const filled = new Set([...taken.keys(), ...[...folders].map(within)].flatMap(foldersAbove));
  return {
    name: name === '' ? undefined : name,
    settings,
    files: taken,
    folders: [...folders].map(within).filter((folder) => folder !== '' && !filled.has(folder)),
    breakpoints: readBreakpoints(settings && about['breakpoints']).filter(({ file }) => taken.has(file)),
    refused,
  };
}

/** With its slash, where everything lies in one folder, as in a zip made of a folder; '' otherwise. */
function commonFolder(paths: readonly string[]): string {
  const first = paths[0]?.split('/')[0];
  if (first === undefined) return '';
  const isIn = (path: string): boolean => path.startsWith(`${first}/`) || path === first;
  return paths.every(isIn) && paths.some((path) => path.startsWith(`${first}/`)) ? `${first}/` : '';
}

function parsed(bytes: Uint8Array | undefined): Readonly<Record<string, unknown>> | undefined {
  if (!bytes) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
