/** One thing in an image. Paths are relative to where the image is mounted, without a leading slash. */
export type TarEntry =
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string };

const BLOCK = 512;
const TYPE_FLAG = { file: '0', symlink: '2', directory: '5' } as const;
const MODE = { file: 0o644, symlink: 0o777, directory: 0o755 } as const;

/**
 * Writes plain ustar. Equal entries give equal bytes whatever their order: sorted by path, owners and
 * times zero, every parent directory present. File contents start on 512-byte boundaries, so a reader
 * can hand out views of the image instead of copies.
 */
export function writeTar(entries: readonly TarEntry[]): Uint8Array {
  const sorted = withParents(entries).sort((a, b) => (a.path < b.path ? -1 : 1));
  // POSIX ends an archive with two zero blocks.
  const total = sorted.reduce((sum, entry) => sum + BLOCK + padded(sizeOf(entry)), 2 * BLOCK);
  const image = new Uint8Array(total);
  let offset = 0;
  for (const entry of sorted) {
    image.set(header(entry), offset);
    offset += BLOCK;
    if (entry.kind !== 'file') continue;
    image.set(entry.bytes, offset);
    offset += padded(entry.bytes.length);
  }
  return image;
}

/** Reads ustar. File bytes are views of `image`. Anything it does not know is an error, not a skipped entry. */
export function readTar(image: Uint8Array): TarEntry[] {
  const entries: TarEntry[] = [];
  let offset = 0;
  while (offset + BLOCK <= image.length) {
    const block = image.subarray(offset, offset + BLOCK);
    if (block.every((byte) => byte === 0)) return entries;
    if (octal(block, 148, 8) !== checksum(block)) {
      throw new Error(`Cannot read the tar header at byte ${offset}: its checksum is wrong`);
    }
    const prefix = text(block, 345, 155);
    const path = `${prefix === '' ? '' : `${prefix}/`}${text(block, 0, 100)}`.replace(/^\.\//, '').replace(/\/$/, '');
    const size = octal(block, 124, 12);
    offset += BLOCK;
    if (offset + size > image.length) throw new Error(`Cannot read ${path} from the tar: it is cut off`);
    entries.push(lift(String.fromCharCode(block[156] ?? 0), path, image.subarray(offset, offset + size), block));
    offset += padded(size);
  }
  throw new Error('Cannot read the tar: it ends without its closing zero blocks');
}

function lift(flag: string, path: string, bytes: Uint8Array, block: Uint8Array): TarEntry {
  switch (flag) {
    case '\0':
    case TYPE_FLAG.file:
      return { kind: 'file', path, bytes };
    case TYPE_FLAG.directory:
      return { kind: 'directory', path };
    case TYPE_FLAG.symlink:
      return { kind: 'symlink', path, target: text(block, 157, 100) };
    default:
      throw new Error(`Cannot read ${path} from the tar: entry type "${flag}" is not supported`);
  }
}

function withParents(entries: readonly TarEntry[]): TarEntry[] {
  const all = new Map<string, TarEntry>();
  for (const entry of entries) {
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

function header(entry: TarEntry): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const { prefix, name } = splitPath(entry.path);
  put(block, 0, name);
  putOctal(block, 100, MODE[entry.kind], 7);
  putOctal(block, 108, 0, 7);
  putOctal(block, 116, 0, 7);
  putOctal(block, 124, sizeOf(entry), 11);
  putOctal(block, 136, 0, 11);
  put(block, 156, TYPE_FLAG[entry.kind]);
  if (entry.kind === 'symlink') {
    if (utf8(entry.target).length > 100)
      throw new Error(`Cannot store the symlink ${entry.path}: its target is too long for ustar`);
    put(block, 157, entry.target);
  }
  put(block, 257, 'ustar\x0000');
  put(block, 345, prefix);
  putOctal(block, 148, checksum(block), 6);
  put(block, 154, '\0 ');
  return block;
}

/** ustar holds 100 bytes of name after up to 155 bytes of directory prefix. */
function splitPath(path: string): { prefix: string; name: string } {
  if (
    path === '' ||
    path.startsWith('/') ||
    path.split('/').some((part) => part === '' || part === '.' || part === '..')
  ) {
    throw new Error(`Cannot put "${path}" into the image: it is not a plain relative path`);
  }
  if (utf8(path).length <= 100) return { prefix: '', name: path };
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    const prefix = path.slice(0, slash);
    const name = path.slice(slash + 1);
    if (utf8(prefix).length <= 155 && utf8(name).length <= 100) return { prefix, name };
  }
  throw new Error(`Cannot put ${path} into the image: the path is too long for ustar`);
}

/** The sum of the header's bytes, with the checksum field itself read as spaces. */
function checksum(block: Uint8Array): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

function sizeOf(entry: TarEntry): number {
  return entry.kind === 'file' ? entry.bytes.length : 0;
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function utf8(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

function put(block: Uint8Array, at: number, value: string): void {
  block.set(utf8(value), at);
}

function putOctal(block: Uint8Array, at: number, value: number, digits: number): void {
  put(block, at, value.toString(8).padStart(digits, '0'));
}

function text(block: Uint8Array, at: number, length: number): string {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

function octal(block: Uint8Array, at: number, length: number): number {
  const digits = text(block, at, length).trim();
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}
