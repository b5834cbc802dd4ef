const MAGIC = '!<arch>\n';
const HEADER = 60;
/** Within a member's header: its name, and the length of its contents in decimal. */
const NAME = { at: 0, length: 16 } as const;
const SIZE = { at: 48, length: 10 } as const;
const END_OF_HEADER = '`\n';
/** Between the two: time, owner, group and mode. */
const NOBODYS = [12, 6, 6, 8].map((width) => '0'.padEnd(width)).join('');

/** An archive of objects, in the common format of System V and GNU, with the index that `ranlib` makes. */
export interface Archive {
  readonly members: readonly Uint8Array[];
  /** Which members define a symbol, by their places in `members`. */
  readonly definers: ReadonlyMap<string, readonly number[]>;
}

/** What is in `bytes`; undefined for what is not an archive of this format, or has objects and no index of them. */
export function readArchive(bytes: Uint8Array): Archive | undefined {
  if (ascii(bytes, 0, MAGIC.length) !== MAGIC) return undefined;
  const members: Uint8Array[] = [];
  const memberAt = new Map<number, number>();
  let index: Uint8Array | undefined;
  for (let at = MAGIC.length; at < bytes.length;) {
    const name = ascii(bytes, at + NAME.at, NAME.length).trimEnd();
    const size = Number(ascii(bytes, at + SIZE.at, SIZE.length));
    const contents = bytes.subarray(at + HEADER, at + HEADER + size);
    if (contents.length !== size) return undefined;
    if (name === '/') index = contents;
    else if (name !== '//') {
      memberAt.set(at, members.length);
      members.push(contents);
    }
    at += HEADER + size + (size % 2);
  }
  if (!index) return members.length === 0 ? { members, definers: new Map() } : undefined;
  return { members, definers: readIndex(index, memberAt) };
}

/** The number of symbols, the offset of each one's member, and their names: big-endian, and ended by zeros. */
function readIndex(index: Uint8Array, memberAt: ReadonlyMap<number, number>): Archive['definers'] {
  const view = new DataView(index.buffer, index.byteOffset, index.byteLength);
  const count = view.getUint32(0);
  const names = new TextDecoder().decode(index.subarray(4 + 4 * count)).split('\0');
  const definers = new Map<string, number[]>();
  for (let i = 0; i < count; i++) {
    const member = memberAt.get(view.getUint32(4 + 4 * i));
    const name = names[i];
    if (member === undefined || name === undefined) continue;
    const known = definers.get(name);
    if (known) known.push(member);
    else definers.set(name, [member]);
  }
  return definers;
}

/** An archive of `members`, without an index. */
export function writeArchive(members: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = members.reduce((sum, { length: size }) => sum + HEADER + size + (size % 2), MAGIC.length);
  const bytes = new Uint8Array(length).fill('\n'.charCodeAt(0));
  put(bytes, 0, MAGIC);
  let at = MAGIC.length;
  members.forEach((contents, i) => {
    const fields = [`${i}/`.padEnd(NAME.length), NOBODYS, String(contents.length).padEnd(SIZE.length), END_OF_HEADER];
    put(bytes, at, fields.join(''));
    bytes.set(contents, at + HEADER);
    at += HEADER + contents.length + (contents.length % 2);
  });
  return bytes;
}

function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function put(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}
