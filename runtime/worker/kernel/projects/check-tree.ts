import * as v from 'valibot';
import { MAX_PATH_BYTES } from '../../../abi/path-limit.ts';
import { MAX_DEPTH, MAX_NAME_BYTES, nameBytes } from '../../../vfs/inode.ts';
import { EntryRecord, fieldOf, MAX_INO, NodeRecord, type StoredNode } from './stored-records.ts';

export const ROOT_INO = 1;
const LOST_AND_FOUND = 'lost+found';

/** One record as it is stored: `key` is what stands after the project's id. */
export interface RawNode {
  readonly key: unknown;
  readonly value: unknown;
}

/** A tree in which every record is sound, and every one but the root has a name. */
export interface CheckedTree {
  readonly nodes: ReadonlyMap<number, StoredNode>;
  /** What was wrong and how it was put right, as sentences without a full stop. None: the records are as they were stored. */
  readonly repairs: readonly string[];
}

type Folder = Extract<StoredNode, { readonly kind: 'folder' }>;
type Entries = Map<string, number>;

/** How far a folder lies from the top: names in its path, and bytes of it. */
interface Reach {
  readonly depth: number;
  readonly bytes: number;
}

/**
 * The files of a project from its stored records: damaged records are dropped or mended, circles are
 * cut, names that lead to nothing go, and what has no name any more is put into `lost+found`. Undefined: there is
 * nothing that could be read. It needs no stack, however deep the folders lie.
 */
export function checkTree(records: readonly RawNode[]): CheckedTree | undefined {
  return new TreeCheck(records).run();
}

class TreeCheck {
  readonly #nodes = new Map<number, StoredNode>();
  readonly #entries = new Map<number, Entries>();
  readonly #raw = new Map<number, readonly unknown[]>();
  readonly #reach = new Map<number, Reach>();
  readonly #numbers = new Map<string, number>();
  readonly #reached = new Set<number>();
  /** What lost its place, with the name that it had. */
  #homeless: { readonly ino: number; readonly name: string }[] = [];
  readonly #counts = new Map<string, { count: number; names: string[] }>();
  readonly #records: readonly RawNode[];
  #nextIno = ROOT_INO + 1;

  constructor(records: readonly RawNode[]) {
    this.#records = records;
  }

  run(): CheckedTree | undefined {
    this.#readAll();
    if (this.#nodes.size === 0) return undefined;
    this.#findRoot();
    this.#walk(ROOT_INO, { depth: 0, bytes: 0 });
    this.#house();
    return { nodes: this.#result(), repairs: this.#repairs() };
  }

  #readAll(): void {
    const unnumbered: unknown[] = [];
    for (const { key, value } of this.#records) {
      if (!isIno(key)) unnumbered.push(value);
      else this.#read(key, value);
      if (isIno(key)) this.#nextIno = Math.max(this.#nextIno, key + 1);
    }
    for (const value of unnumbered) {
      this.#note('number');
      this.#read(this.#nextIno++, value, true);
    }
  }

  #read(ino: number, value: unknown, isRenumbered = false): void {
    const parsed = v.safeParse(NodeRecord, value);
    const node = parsed.success ? parsed.output : salvage(value);
    if (!parsed.success) this.#note(node ? 'mended' : 'dropped');
    if (!node) return;
    if (parsed.success && node.ino !== ino && !isRenumbered) this.#note('number');
    if (node.kind === 'folder') {
      this.#raw.set(ino, node.entries);
      this.#nodes.set(ino, { ...node, ino, entries: [] });
    } else this.#nodes.set(ino, node.ino === ino ? node : { ...node, ino });
  }

  #findRoot(): void {
    const found = this.#nodes.get(ROOT_INO);
    if (found?.kind === 'folder') return;
    this.#note('root');
    if (found) {
      const ino = this.#nextIno++;
      this.#nodes.set(ino, { ...found, ino });
    }
    this.#addFolder(ROOT_INO);
  }

  /** Goes through everything beneath a folder, or reaches a file. */
  #walk(start: number, reach: Reach): void {
    this.#reached.add(start);
    this.#reach.set(start, reach);
    const queue = [start];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      const raw = this.#raw.get(at);
      if (!raw) continue;
      const entries: Entries = this.#entries.get(at) ?? new Map<string, number>();
      this.#entries.set(at, entries);
      for (const one of raw) {
        const child = this.#entry(at, one, entries);
        if (child !== undefined) queue.push(child);
      }
    }
  }

  /** Takes one entry over, if it is sound; returns the folder to go through next. */
  #entry(at: number, one: unknown, entries: Entries): number | undefined {
    const parsed = v.safeParse(EntryRecord, one);
    const refuse = (why: Kind, name?: string): undefined => {
      this.#note(why, name);
      return undefined;
    };
    if (!parsed.success) {
      refuse('entry');
      return;
    }
    const [name, ino] = parsed.output;
    const child = this.#nodes.get(ino);
    if (!child) {
      refuse('dangling', name);
      return;
    }
    const isFolder = child.kind === 'folder';
    if (isFolder && this.#reached.has(ino)) {
      refuse('circle', name);
      return;
    }
    if (!isName(name)) {
      this.#homeless.push({ ino, name: '' });
      refuse('name');
      return;
    }
    const reach = beneath(this.#reach.get(at), name);
    if (reach.depth > MAX_DEPTH || reach.bytes > MAX_PATH_BYTES) {
      this.#homeless.push({ ino, name });
      refuse('deep');
      return;
    }
    let free = name;
    if (entries.has(free)) {
      free = this.#freeName(name, entries);
      refuse('twice', name);
    }
    entries.set(free, ino);
    this.#reached.add(ino);
    if (!isFolder) return undefined;
    this.#reach.set(ino, reach);
    return ino;
  }

  /** Puts what was not reached into `lost+found`: first what nothing else holds, then the circles that hold themselves. */
  #house(): void {
    if (this.#reached.size === this.#nodes.size) return;
    const held = new Set<number>();
    for (const [ino, raw] of this.#raw)
      if (!this.#reached.has(ino)) for (const one of raw) if (isPair(one) && one[1] !== ino) held.add(one[1]);
    const lost = [...this.#nodes.keys()].filter((ino) => !this.#reached.has(ino));
    const named = this.#homeless;
    this.#homeless = [];
    const waiting = [
      ...named,
      ...lost.filter((ino) => !held.has(ino)).map((ino) => ({ ino, name: '' })),
      ...lost.filter((ino) => held.has(ino)).map((ino) => ({ ino, name: '' })),
    ];
    const folder = this.#lostAndFound();
    const entries = this.#entries.get(folder);
    if (!entries) throw new Error('lost+found is a folder and has entries');
    for (const one of waiting) this.#take(folder, one, entries);
  }

  /** With all that lies too deep beneath it, each piece beside it. */
  #take(folder: number, first: { readonly ino: number; readonly name: string }, entries: Entries): void {
    const waiting = [first];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (this.#reached.has(at.ino)) continue;
      const wanted = at.name === '' ? `#${at.ino}` : at.name;
      const name = entries.has(wanted) ? this.#freeName(wanted, entries) : wanted;
      entries.set(name, at.ino);
      this.#note('found');
      this.#walk(at.ino, beneath(this.#reach.get(folder), name));
      waiting.push(...this.#homeless);
      this.#homeless = [];
    }
  }

  #lostAndFound(): number {
    const entries = this.#entries.get(ROOT_INO);
    if (!entries) throw new Error('The root was walked and has no entries');
    const there = entries.get(LOST_AND_FOUND);
    if (there !== undefined && this.#nodes.get(there)?.kind === 'folder') return there;
    const ino = this.#addFolder(this.#nextIno++);
    entries.set(there === undefined ? LOST_AND_FOUND : this.#freeName(LOST_AND_FOUND, entries), ino);
    this.#reached.add(ino);
    this.#reach.set(ino, { depth: 1, bytes: LOST_AND_FOUND.length + 4 });
    return ino;
  }

  #addFolder(ino: number): number {
    this.#nodes.set(ino, { kind: 'folder', ino, entries: [], atim: 0n, mtim: 0n, ctim: 0n });
    this.#raw.set(ino, []);
    this.#entries.set(ino, new Map<string, number>());
    return ino;
  }

  #result(): ReadonlyMap<number, StoredNode> {
    for (const [ino, entries] of this.#entries) {
      const node = this.#nodes.get(ino) as Folder;
      this.#nodes.set(ino, { ...node, entries: [...entries] });
    }
    return this.#nodes;
  }

  /** `name`, numbered so that no other entry has it, and short enough. */
  #freeName(name: string, entries: ReadonlyMap<string, unknown>): string {
    let base = name;
    while (nameBytes(base) > MAX_NAME_BYTES - 12) base = base.replace(/.$/su, '');
    for (let n = this.#numbers.get(base) ?? 2; ; n += 1) {
      const free = `${base} (${n})`;
      if (entries.has(free)) continue;
      // Counted on for all folders, so that many equal names take no longer than others.
      this.#numbers.set(base, n + 1);
      return free;
    }
  }

  #note(kind: Kind, name?: string): void {
    const noted = this.#counts.get(kind) ?? { count: 0, names: [] };
    noted.count += 1;
    if (name !== undefined && noted.names.length < 3) noted.names.push(`“${name.slice(0, 40)}”`);
    this.#counts.set(kind, noted);
  }

  #repairs(): readonly string[] {
    return [...this.#counts].map(([kind, { count, names }]) => {
      const some = names.length === 0 ? '' : ` (${names.join(', ')}${count > names.length ? '…' : ''})`;
      return WORDS[kind as Kind](count === 1, String(count)) + some;
    });
  }
}

type Kind =
  'number' | 'mended' | 'dropped' | 'root' | 'entry' | 'dangling' | 'circle' | 'name' | 'deep' | 'twice' | 'found';

const WORDS: Readonly<Record<Kind, (isOne: boolean, count: string) => string>> = {
  number: (isOne, count) => (isOne ? 'One record had a wrong number' : `${count} records had wrong numbers`),
  mended: (isOne, count) =>
    isOne
      ? 'One record was damaged; its contents were kept'
      : `${count} records were damaged; their contents were kept`,
  dropped: (isOne, count) =>
    isOne ? 'One record could not be read and is gone' : `${count} records could not be read and are gone`,
  root: () => 'The top folder was missing and was made anew',
  entry: (isOne, count) =>
    isOne ? 'One entry of a folder could not be read' : `${count} entries of folders could not be read`,
  dangling: (isOne, count) =>
    isOne ? 'One name led to nothing and was removed' : `${count} names led to nothing and were removed`,
  circle: (isOne, count) =>
    isOne
      ? 'One folder had a second place or lay within itself; it has one place now'
      : `${count} folders had second places or lay within themselves; each has one place now`,
  name: (isOne, count) => (isOne ? 'One name was not valid for a file' : `${count} names were not valid for files`),
  deep: (isOne, count) =>
    isOne
      ? `One item lay deeper than ${MAX_DEPTH} folders, or had too long a path, and was moved to lost+found`
      : `${count} items lay deeper than ${MAX_DEPTH} folders, or had too long a path, and were moved to lost+found`,
  twice: (isOne, count) =>
    isOne
      ? 'One name stood twice in a folder; the second has a number now'
      : `${count} names stood twice in a folder; the second ones have numbers now`,
  found: (isOne, count) =>
    isOne ? 'One item without a place is in lost+found' : `${count} items without a place are in lost+found`,
};

function isIno(key: unknown): key is number {
  return typeof key === 'number' && Number.isInteger(key) && key >= ROOT_INO && key <= MAX_INO;
}

function isPair(one: unknown): one is readonly [unknown, number] {
  return Array.isArray(one) && typeof one[1] === 'number';
}

function isName(name: string): boolean {
  if (name === '' || name === '.' || name === '..' || name.includes('/') || name.includes('\0')) return false;
  return !/\p{Surrogate}/u.test(name) && nameBytes(name) <= MAX_NAME_BYTES;
}

function beneath(folder: Reach | undefined, name: string): Reach {
  const { depth, bytes } = folder ?? { depth: 0, bytes: 0 };
  return { depth: depth + 1, bytes: bytes + nameBytes(name) + (depth > 0 ? 1 : 0) };
}

/** What can still be taken out of a record that is not as it should be: contents before attributes. */
function salvage(value: unknown): StoredNode | undefined {
  const common = { ino: 0, atim: 0n, mtim: 0n, ctim: 0n };
  const [bytes, entries, target] = [fieldOf(value, 'bytes'), fieldOf(value, 'entries'), fieldOf(value, 'target')];
  if (bytes instanceof Uint8Array) return { ...common, kind: 'file', bytes };
  if (Array.isArray(entries)) return { ...common, kind: 'folder', entries };
  if (typeof target === 'string' && target.length <= 4096) return { ...common, kind: 'link', target };
  return undefined;
}
