import { extract, pack } from 'tar-stream';

/** One thing in an image. Paths are relative to where the image is mounted, without a leading slash. */
export type TarEntry =
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string };

const MODE = { file: 0o644, symlink: 0o777, directory: 0o755 } as const;

/**
 * Writes plain ustar. Equal entries give equal bytes in any order: sorted by path, owners and times zero, every
 * parent directory present. File contents start on 512-byte boundaries, so the machine can mount an image without copying.
 */
export async function writeTar(entries: readonly TarEntry[]): Promise<Uint8Array> {
  const archive = pack();
  for (const entry of withParents(entries).sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const { kind, path } = entry;
    const header = { name: path, mode: MODE[kind], mtime: new Date(0), uid: 0, gid: 0 };
    if (kind === 'file') archive.entry({ ...header, type: kind }, entry.bytes);
    else archive.entry({ ...header, type: kind, ...(kind === 'symlink' ? { linkname: entry.target } : {}) });
  }
  archive.finalize();
  return collected(archive as AsyncIterable<Uint8Array>);
}

/** Reads ustar. Anything but files, directories and symbolic links is an error, not a skipped entry. */
export async function readTar(image: Uint8Array): Promise<TarEntry[]> {
  const entries: TarEntry[] = [];
  const archive = extract();
  archive.end(image);
  for await (const stream of archive) {
    const { name, type, linkname } = stream.header;
    const path = name.replace(/^\.\//, '').replace(/\/$/, '');
    const bytes = await collected(stream as AsyncIterable<Uint8Array>);
    if (type === 'file') entries.push({ kind: type, path, bytes });
    else if (type === 'directory') entries.push({ kind: type, path });
    else if (type === 'symlink') entries.push({ kind: type, path, target: linkname });
    else throw new Error(`Cannot read ${path} from the tar: entry type "${type}" is not supported`);
  }
  return entries;
}

async function collected(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

function withParents(entries: readonly TarEntry[]): TarEntry[] {
  const all = new Map<string, TarEntry>();
  for (const entry of entries) {
    checkPath(entry.path);
    const seen = all.get(entry.path);
    if (seen !== undefined && !(seen.kind === 'directory' && entry.kind === 'directory')) {
      throw new Error(`Cannot put ${entry.path} into the image twice`);
    }
    all.set(entry.path, entry);
  }
  for (const { path } of entries) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const parent = path.slice(0, slash);
      const found = all.get(parent);
      if (found === undefined) all.set(parent, { kind: 'directory', path: parent });
      else if (found.kind !== 'directory')
        throw new Error(`Cannot put ${path} into the image: ${parent} is a ${found.kind}`);
    }
  }
  return [...all.values()];
}

function checkPath(path: string): void {
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..'))
    throw new Error(`Cannot put "${path}" into the image: it is not a plain relative path`);
}
