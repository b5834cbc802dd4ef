/** A file on its way into the project. */
export interface Incoming {
  /** Relative to where it is brought. */
  readonly path: string;
  readonly read: () => Promise<Uint8Array>;
}

/** Files that may be brought at a time, and bytes of each. */
export const MOST_BROUGHT = 10_000;
const MOST_BYTES = 256 << 20;
export const TOO_MANY = 'No more than 10,000 files can be uploaded at a time; choose a folder with fewer.';

/** What was let go over the page: a file, or an entry of the file system that may be a folder. */
export type Dropped = File | FileSystemEntry;

export function incomingFile(file: File): Incoming {
  const path = file.webkitRelativePath === '' ? file.name : file.webkitRelativePath;
  return { path, read: () => bytesOf(file) };
}

/** Folders are gone through, with everything in them; throws a sentence where that is more than may be brought. */
export async function incomingFrom(dropped: readonly Dropped[]): Promise<readonly Incoming[]> {
  const found: Incoming[] = [];
  const ahead: Dropped[] = [...dropped].reverse();
  for (let one = ahead.pop(); one; one = ahead.pop()) {
    if (one instanceof File) found.push(incomingFile(one));
    else if (isFile(one)) found.push(incomingEntry(one));
    else if (isDirectory(one)) for (const inner of (await entriesIn(one)).reverse()) ahead.push(inner);
    if (found.length + ahead.length > MOST_BROUGHT) throw new Error(TOO_MANY);
  }
  return found;
}

function incomingEntry(entry: FileSystemFileEntry): Incoming {
  // The path begins with a slash.
  return { path: entry.fullPath.slice(1), read: async () => bytesOf(await fileOf(entry)) };
}

async function entriesIn(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    // A reader answers in portions; an empty one is the end.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return found;
    found.push(...entries);
    if (found.length > MOST_BROUGHT) throw new Error(TOO_MANY);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function bytesOf(file: File): Promise<Uint8Array> {
  if (file.size > MOST_BYTES) throw new Error('It is larger than 256 MB.');
  return new Uint8Array(await file.arrayBuffer());
}
