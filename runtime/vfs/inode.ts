import type { Filetype } from '../abi/flags.ts';
import { fail, type Failure } from '../abi/failure.ts';
import { MAX_PATH_BYTES } from '../abi/path-limit.ts';
import { copyBytes, type Span } from '../abi/types.ts';
import { ok, type Result } from '../base/result.ts';
import type { Stream } from './stream.ts';
import type { Instant, Volume } from './volume.ts';

/** What a name or a descriptor can refer to. Closed on purpose: `switch (inode.kind)` is exhaustive everywhere. */
export type Inode = FileInode | DirectoryInode | SymlinkInode | StreamInode;

/** Largest file we hold; beyond it a write is `fbig`. An ArrayBuffer of more cannot be relied on. */
export const MAX_FILE_BYTES = 2 ** 31;
/** Longest name of one file or folder, as on Linux. */
export const MAX_NAME_BYTES = 255;
/** Names that a volume which programs write to may hold. Each takes memory, however empty its file is. */
export const MAX_NAMES = 1 << 18;
/** Most names in the path of a file from its volume's root. What walks a tree may rely on it. */
export const MAX_DEPTH = 512;
const DONE: Result<void, never> = ok(undefined);

/** What all inodes have. Times are ns since the epoch. */
abstract class Node {
  readonly volume: Volume;
  readonly ino: number;
  nlink = 0;
  atim: Instant;
  mtim: Instant;
  ctim: Instant;

  /** Descriptors that have it open. */
  #holders = 0;
  /** Its names: mostly one, and then without a set. */
  #places: DirectoryEntry | Set<DirectoryEntry> | undefined;

  constructor(volume: Volume, ino?: number) {
    this.volume = volume;
    this.ino = volume.claimIno(ino);
    this.atim = this.mtim = this.ctim = volume.now();
  }

  /** One of its names; undefined for the root of a volume and for what was removed. */
  get place(): DirectoryEntry | undefined {
    const places = this.#places;
    return places instanceof Set ? places.values().next().value : places;
  }

  /** All its names: more than one where `path_link` has been. */
  get places(): Iterable<DirectoryEntry> {
    const places = this.#places;
    if (places === undefined) return [];
    return places instanceof Set ? places : [places];
  }

  /** For the directory that gives it a name. */
  placed(place: DirectoryEntry): void {
    const places = this.#places;
    if (places === undefined) this.#places = place;
    else if (places instanceof Set) places.add(place);
    else this.#places = new Set([places, place]);
  }

  /** For the directory that takes the name away. */
  displaced(place: DirectoryEntry): void {
    const places = this.#places;
    if (places === place) this.#places = undefined;
    else if (places instanceof Set) places.delete(place);
  }

  /** A descriptor refers to it from now on. */
  hold(): void {
    this.#holders++;
  }

  /** A descriptor no longer does. */
  release(): void {
    this.#holders--;
    this.discardIfUnreachable();
  }

  /** Without a name and without a descriptor it cannot be reached again: its space is free. */
  discardIfUnreachable(): void {
    if (this.nlink === 0 && this.#holders === 0) this.discard();
  }

  /** Gives back what it takes up. */
  protected discard(): void {
    // Only contents take up space that is counted.
  }

  /** Contents changed: now. */
  protected modified(): void {
    this.mtim = this.ctim = this.volume.now();
    this.volume.changed(this);
  }

  setTimes(atim: Instant | undefined, mtim: Instant | undefined): Result<void, Failure> {
    if (this.volume.isReadOnly) return fail('rofs');
    if (atim !== undefined) this.atim = atim;
    if (mtim !== undefined) this.mtim = mtim;
    this.ctim = this.volume.now();
    this.volume.changed(this);
    return DONE;
  }
}

export class FileInode extends Node {
  readonly kind = 'regular_file' satisfies Filetype;
  /** May be longer than `size`; bytes past `size` are zero. */
  #bytes: Uint8Array;
  #size: number;
  /** Image and stored contents are borrowed until the first write. */
  #isOwned = false;

  constructor(volume: Volume, bytes: Uint8Array = EMPTY, ino?: number) {
    super(volume, ino);
    this.#bytes = bytes;
    this.#size = bytes.length;
    volume.count(bytes.length);
  }

  get size(): number {
    return this.#size;
  }

  /** The contents as they are now. A view: valid until the next write. */
  get contents(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  /** Copies into `target` from `offset` on; returns how many bytes there were. */
  read(offset: number, target: Span): number {
    const count = Math.max(0, Math.min(target.length, this.#size - offset));
    copyBytes(this.#bytes, offset, target.bytes, target.start, count);
    return count;
  }

  write(offset: number, source: Span): Result<void, Failure> {
    const end = offset + source.length;
    if (end > this.#size) {
      const grown = this.#setSize(end);
      if (!grown.ok) return grown;
    } else if (this.volume.isReadOnly) return fail('rofs');
    else {
      const owned = this.#own(this.#size);
      if (!owned.ok) return owned;
    }
    copyBytes(source.bytes, source.start, this.#bytes, offset, source.length);
    this.modified();
    return DONE;
  }

  /** Cuts, or extends with zeros. */
  resize(size: number): Result<void, Failure> {
    const done = this.#setSize(size);
    if (done.ok) this.modified();
    return done;
  }

  /** Everything at once, as an editor saves. */
  replace(bytes: Uint8Array): Result<void, Failure> {
    if (this.volume.isReadOnly) return fail('rofs');
    const charged = this.volume.charge(bytes.length - this.#size);
    if (!charged.ok) return charged;
    this.#bytes = bytes;
    this.#size = bytes.length;
    this.#isOwned = false;
    this.modified();
    return DONE;
  }

  protected override discard(): void {
    this.volume.charge(-this.#size);
    this.#bytes = EMPTY;
    this.#size = 0;
  }

  #setSize(size: number): Result<void, Failure> {
    if (this.volume.isReadOnly) return fail('rofs');
    if (size > MAX_FILE_BYTES) return fail('fbig');
    const charged = this.volume.charge(size - this.#size);
    if (!charged.ok) return charged;
    if (size > this.#bytes.length || !this.#isOwned) {
      const grown = this.#own(size);
      if (!grown.ok) {
        this.volume.charge(this.#size - size);
        return grown;
      }
    }
    if (size < this.#size) this.#bytes.fill(0, size, this.#size);
    this.#size = size;
    return DONE;
  }

  /** Makes the buffer ours and at least `size` long, with room for more where it grows. */
  #own(size: number): Result<void, Failure> {
    if (this.#isOwned && size <= this.#bytes.length) return DONE;
    const capacity = size > this.#bytes.length ? capacityFor(size, this.#bytes.length) : size;
    const bytes = allocated(capacity) ?? allocated(size);
    // The engine has no memory left for it: for the guest, the device is full.
    if (!bytes) return fail('nospc');
    bytes.set(this.#bytes.subarray(0, Math.min(this.#size, capacity)));
    this.#bytes = bytes;
    this.#isOwned = true;
    return DONE;
  }
}

/** Up to here a buffer that is too short is followed by one four times as long, beyond by one twice as long. */
const FAST_GROWTH_BYTES = 64 << 20;
/** Below this, zeroing what is not needed costs more than copying what is there. */
const LEAST_FAST_BYTES = 64 << 10;
const LEAST_CAPACITY = 64;

/**
 * Appending has to stay linear, and every byte that is copied into a longer buffer is written again; memory that nobody
 * has touched yet, on the other hand, costs nothing.
 */
function capacityFor(size: number, capacity: number): number {
  const factor = capacity <= FAST_GROWTH_BYTES && capacity >= LEAST_FAST_BYTES ? 4 : 2;
  return Math.min(MAX_FILE_BYTES, Math.max(size, capacity * factor, LEAST_CAPACITY));
}

/** Zeroed memory; undefined when the engine has not so much. */
function allocated(length: number): Uint8Array | undefined {
  try {
    return new Uint8Array(length);
  } catch {
    return undefined;
  }
}

const EMPTY = new Uint8Array();

/** A name in a directory. */
export interface DirectoryEntry {
  readonly parent: DirectoryInode;
  readonly name: string;
  /** Length of the name in UTF-8. */
  readonly bytes: number;
  readonly inode: Inode;
  /** Position in the directory's history; never reused, so a readdir cookie stays good while names come and go. */
  readonly sequence: number;
}

/** Below this many, gaps in a directory's order are not worth closing. */
const FEW_GAPS = 32;

export class DirectoryInode extends Node {
  readonly kind = 'directory' satisfies Filetype;
  /** Undefined for the root of a volume, and for a directory that was removed. */
  parent: DirectoryInode | undefined;
  isRemoved = false;
  readonly #entries = new Map<string, DirectoryEntry>();
  /** By sequence, and with entries that are gone: `readdir` finds its cookie by halving. */
  #order: DirectoryEntry[] = [];
  #gaps = 0;
  #nextSequence = 0;
  /** How far what lies below reaches at most: bytes of path, and names. Removing does not lower it; `#measure` does. */
  #mostBytesBelow = 0;
  #mostDepthBelow = 0;
  #subdirectories = 0;

  /** Entries that are directories. */
  get subdirectories(): number {
    return this.#subdirectories;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** What the entry that comes next will have. */
  get nextSequence(): number {
    return this.#nextSequence;
  }

  get entries(): ReadonlyMap<string, DirectoryEntry> {
    return this.#entries;
  }

  /** The entries whose sequence is `sequence` or later, in order. Finding the first takes O(log n). */
  *entriesFrom(sequence: number): Generator<DirectoryEntry, void> {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#order[middle]?.sequence ?? 0) < sequence) low = middle + 1;
      else high = middle;
    }
    for (; low < this.#order.length; low++) {
      const entry = this.#order[low];
      if (entry && this.#entries.get(entry.name) === entry) yield entry;
    }
  }

  lookup(name: string): Inode | undefined {
    return this.#entries.get(name)?.inode;
  }

  /** Gives `inode` the name `name` here. */
  link(name: string, inode: Inode): Result<void, Failure> {
    if (this.volume.isReadOnly) return fail('rofs');
    if (this.isRemoved) return fail('noent');
    if (this.#entries.has(name)) return fail('exist');
    if (this.volume.isCrowded) return fail('nospc');
    const accepted = this.accepts(name, inode);
    if (!accepted.ok) return accepted;
    this.#insert(name, inode);
    inode.ctim = this.volume.now();
    this.volume.changed(inode);
    this.modified();
    return DONE;
  }

  /** Whether `inode`, with everything below it, may be called `name` here: neither name, path nor depth is too long. */
  accepts(name: string, inode: Inode): Result<void, Failure> {
    const bytes = nameBytes(name);
    if (bytes > MAX_NAME_BYTES) return fail('nametoolong');
    let pathBytes = bytes;
    let depth = 1;
    for (let at = this.place; at; at = at.parent.place) {
      pathBytes += at.bytes + 1;
      depth++;
    }
    if (inode.kind === 'directory' && !inode.#reachesWithin(MAX_PATH_BYTES - pathBytes, MAX_DEPTH - depth))
      return fail('nametoolong');
    return pathBytes > MAX_PATH_BYTES || depth > MAX_DEPTH ? fail('nametoolong') : DONE;
  }

  /** Puts another volume's root here. Only while the machine is being set up: the name is the mount point. */
  mount(name: string, root: DirectoryInode): void {
    const before = this.#entries.get(name);
    if (before) this.#delete(before);
    this.#add(name, root);
  }

  /** Takes the name away; the inode lives on while a descriptor or another name holds it. */
  unlink(name: string): Result<Inode, Failure> {
    if (this.volume.isReadOnly) return fail('rofs');
    const entry = this.#entries.get(name);
    if (!entry) return fail('noent');
    const { inode } = entry;
    this.#remove(entry);
    inode.ctim = this.volume.now();
    if (inode.kind === 'directory') {
      inode.isRemoved = true;
      inode.parent = undefined;
    }
    inode.discardIfUnreachable();
    this.volume.changed(inode);
    this.modified();
    return ok(inode);
  }

  /** Moves `name` to `newName` in `target`, which must not hold it any more. The inode stays the same. */
  move(name: string, target: DirectoryInode, newName: string): Result<void, Failure> {
    if (this.volume.isReadOnly || target.volume.isReadOnly) return fail('rofs');
    const entry = this.#entries.get(name);
    if (!entry || target.isRemoved) return fail('noent');
    const accepted = target.accepts(newName, entry.inode);
    if (!accepted.ok) return accepted;
    this.#remove(entry);
    target.#insert(newName, entry.inode);
    this.modified();
    if (target !== this) target.modified();
    return DONE;
  }

  /** Is `this` the directory `other` or somewhere above it? */
  contains(other: DirectoryInode): boolean {
    for (let at: DirectoryInode | undefined = other; at; at = at.parent) if (at === this) return true;
    return false;
  }

  #insert(name: string, inode: Inode): void {
    const entry = this.#add(name, inode);
    inode.nlink++;
    inode.placed(entry);
    if (inode.kind === 'directory') inode.parent = this;
    this.#reaches(entry);
    this.volume.countNames(1);
    this.volume.named(entry);
  }

  #remove(entry: DirectoryEntry): void {
    this.#delete(entry);
    entry.inode.nlink--;
    entry.inode.displaced(entry);
    this.volume.countNames(-1);
    this.volume.named(entry);
  }

  #add(name: string, inode: Inode): DirectoryEntry {
    const entry = { parent: this, name, bytes: nameBytes(name), inode, sequence: this.#nextSequence++ };
    this.#entries.set(name, entry);
    this.#order.push(entry);
    if (inode.kind === 'directory') this.#subdirectories++;
    return entry;
  }

  #delete(entry: DirectoryEntry): void {
    this.#entries.delete(entry.name);
    if (entry.inode.kind === 'directory') this.#subdirectories--;
    if (++this.#gaps <= FEW_GAPS || this.#gaps <= this.#entries.size) return;
    this.#order = [...this.#entries.values()];
    this.#gaps = 0;
  }

  /** Something lies below from now on: those above reach at least as far. */
  #reaches(entry: DirectoryEntry): void {
    for (let at: DirectoryEntry | undefined = entry; at; at = at.parent.place) {
      const { inode, parent } = at;
      const bytes = at.bytes + 1 + (inode.kind === 'directory' ? inode.#mostBytesBelow : 0);
      const depth = 1 + (inode.kind === 'directory' ? inode.#mostDepthBelow : 0);
      if (bytes <= parent.#mostBytesBelow && depth <= parent.#mostDepthBelow) return;
      parent.#mostBytesBelow = Math.max(parent.#mostBytesBelow, bytes);
      parent.#mostDepthBelow = Math.max(parent.#mostDepthBelow, depth);
    }
  }

  /** Whether no path below has more bytes or names than that. Looks through what is below only if it seems not so. */
  #reachesWithin(bytes: number, depth: number): boolean {
    if (this.#mostBytesBelow <= bytes && this.#mostDepthBelow <= depth) return true;
    this.#measure();
    return this.#mostBytesBelow <= bytes && this.#mostDepthBelow <= depth;
  }

  #measure(): void {
    this.#mostBytesBelow = this.#mostDepthBelow = 0;
    const ahead = [{ directory: this as DirectoryInode, bytes: 0, depth: 0 }];
    for (let at = ahead.pop(); at; at = ahead.pop()) {
      for (const entry of at.directory.#entries.values()) {
        const bytes = at.bytes + entry.bytes + 1;
        const depth = at.depth + 1;
        this.#mostBytesBelow = Math.max(this.#mostBytesBelow, bytes);
        this.#mostDepthBelow = Math.max(this.#mostDepthBelow, depth);
        if (entry.inode.kind === 'directory') ahead.push({ directory: entry.inode, bytes, depth });
      }
    }
  }
}

export class SymlinkInode extends Node {
  readonly kind = 'symbolic_link' satisfies Filetype;
  readonly target: string;

  constructor(volume: Volume, target: string, ino?: number) {
    super(volume, ino);
    this.target = target;
  }

  get size(): number {
    return nameBytes(this.target);
  }
}

/** A terminal, the null device, a pipe's end or a socket: bytes that flow instead of lying somewhere. */
export class StreamInode extends Node {
  readonly kind: Extract<Filetype, 'character_device' | 'socket_stream' | 'unknown'>;
  readonly stream: Stream;
  readonly size = 0;

  constructor(volume: Volume, kind: StreamInode['kind'], stream: Stream) {
    super(volume);
    this.kind = kind;
    this.stream = stream;
  }

  override hold(): void {
    super.hold();
    this.stream.opened();
  }

  override release(): void {
    super.release();
    this.stream.closed();
  }
}

/**
 * How many names lead to `inode`, as `stat` says: a directory's own, its `.` and the `..` of each directory in it; one for
 * what has no name in any directory (devices, pipes, sockets); none only for what was removed.
 */
export function linksOf(inode: Inode): number {
  switch (inode.kind) {
    case 'regular_file':
    case 'symbolic_link':
      return inode.nlink;
    case 'directory':
      return inode.isRemoved ? 0 : 2 + inode.subdirectories;
    default:
      return 1;
  }
}

const encoder = new TextEncoder();

/** Bytes of a name in UTF-8, which is what limits and lengths count. */
export function nameBytes(name: string): number {
  return encoder.encode(name).length;
}
