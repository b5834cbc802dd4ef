/** A file on its way into the project. */
export interface Incoming {
  /** Relative to where it is brought. */
  readonly path: string;
  readonly read: () => Promise<Uint8Array>;
}

/** What was let go over the page: a file, or an entry of the file system that may be a folder. */
export type Dropped = File | FileSystemEntry;

export function incomingFile(file: File): Incoming {
  const path = file.webkitRelativePath === '' ? file.name : file.webkitRelativePath;
  return { path, read: async () => new Uint8Array(await file.arrayBuffer()) };
}

/** Folders are gone through, with everything in them. */
export async function incomingFrom(dropped: readonly Dropped[]): Promise<readonly Incoming[]> {
  const found = await Promise.all(
    dropped.map(async (one) => (one instanceof File ? [incomingFile(one)] : within(one))),
  );
  return found.flat();
}

async function within(entry: FileSystemEntry): Promise<readonly Incoming[]> {
  // The path begins with a slash.
  if (isFile(entry)) return [{ path: entry.fullPath.slice(1), read: async () => bytesOf(await fileOf(entry)) }];
  if (!isDirectory(entry)) return [];
  const reader = entry.createReader();
  const found: Incoming[] = [];
  for (;;) {
    // A reader answers in portions; an empty one is the end.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return found;
    for (const inner of entries) found.push(...(await within(inner)));
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
  return new Uint8Array(await file.arrayBuffer());
}
