import { fail, type Failure } from '../abi/failure.ts';
import { ok, type Result } from '../base/result.ts';

/**
 * Nanoseconds since the epoch. The clock gives a number (steps of 256 ns, and no allocation on the write
 * path); a program that sets a time gives a bigint, which is kept exactly.
 */
export type Instant = number | bigint;

export function toNs(instant: Instant): bigint {
  return typeof instant === 'bigint' ? instant : BigInt(Math.floor(instant));
}

/** What a volume knows of a `DirectoryEntry`. */
export interface NamedInode {
  readonly name: string;
  readonly inode: { readonly ino: number };
}

export interface VolumeOptions {
  /** Wall clock, ns since the epoch. */
  readonly now: () => number;
  /** Bytes that file contents may take together; beyond it a write is `nospc`. Default: no limit. */
  readonly maxBytes?: number;
  /** Names that its directories may hold together; beyond it a new one is `nospc`. Default: no limit. */
  readonly maxNames?: number;
  /** Nothing on it changes: every mutation is `rofs`. */
  readonly isReadOnly?: boolean;
  /** Called after anything about an inode changed, contents or attributes. Must not re-enter the volume. */
  readonly changed?: (inode: { readonly ino: number }) => void;
  /** Called after a directory got or lost an entry. Must not re-enter the volume. */
  readonly named?: (entry: NamedInode) => void;
  /** What tells its inodes from those of other volumes. Default: a number that no volume here has had. */
  readonly dev?: number;
}

let nextDev = 1;

/** Room that a writer was promised for what it writes without waiting for an answer. */
export interface Promised {
  /** Carries out what was written, and gives back what is not needed for that. Must not write anything else. */
  reclaim(): void;
}

/** One mounted file system: numbers inodes, keeps the time, counts bytes, and says what changed. */
export class Volume {
  readonly dev: number;
  readonly now: () => number;
  isReadOnly: boolean;
  readonly #maxBytes: number;
  readonly #changed: (inode: { readonly ino: number }) => void;
  readonly #named: (entry: NamedInode) => void;
  readonly #maxNames: number;
  #usedBytes = 0;
  #names = 0;
  #promisedBytes = 0;
  readonly #promised = new Set<Promised>();
  #nextIno = 1;

  constructor(options: VolumeOptions) {
    this.dev = options.dev ?? nextDev++;
    this.now = options.now;
    this.isReadOnly = options.isReadOnly ?? false;
    this.#maxBytes = options.maxBytes ?? Infinity;
    this.#maxNames = options.maxNames ?? Infinity;
    this.#changed = options.changed ?? (() => undefined);
    this.#named = options.named ?? (() => undefined);
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** Bytes of content that still fit and are not reserved. */
  get freeBytes(): number {
    return this.isReadOnly ? 0 : this.#maxBytes - this.#usedBytes - this.#promisedBytes;
  }

  /** `holder` is promised `bytes` more, or fewer; `isHolding`: it still has some. */
  promise(holder: Promised, bytes: number, isHolding: boolean): void {
    this.#promisedBytes += bytes;
    if (isHolding) this.#promised.add(holder);
    else this.#promised.delete(holder);
  }

  /**
   * Before `bytes` more are charged: where they do not fit beside what was promised, what was written on promises is
   * carried out first, and the rest is free again. Files may change by it, so it comes before a look at any of them.
   */
  makeRoom(bytes: number): void {
    if (bytes <= this.freeBytes) return;
    for (const holder of [...this.#promised]) holder.reclaim();
  }

  /** A fresh inode number, or `wanted` when a stored volume is being loaded. */
  claimIno(wanted?: number): number {
    if (wanted === undefined) return this.#nextIno++;
    this.#nextIno = Math.max(this.#nextIno, wanted + 1);
    return wanted;
  }

  /** Counts content that is there already, in an image or a stored volume: no limit turns it away. */
  count(bytes: number): void {
    this.#usedBytes += bytes;
  }

  /** Accounts for `bytes` more (or fewer) of content. */
  charge(bytes: number): Result<void, Failure> {
    if (bytes > 0 && this.#usedBytes + this.#promisedBytes + bytes > this.#maxBytes) return fail('nospc');
    this.#usedBytes += bytes;
    return DONE;
  }

  changed(inode: { readonly ino: number }): void {
    this.#changed(inode);
  }

  /** There is no room for another name. */
  get isCrowded(): boolean {
    return this.#names >= this.#maxNames;
  }

  countNames(more: 1 | -1): void {
    this.#names += more;
  }

  named(entry: NamedInode): void {
    this.#named(entry);
  }
}

const DONE: Result<void, never> = ok(undefined);
