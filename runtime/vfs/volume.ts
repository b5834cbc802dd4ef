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

/** One mounted file system: numbers inodes, keeps the time, counts bytes, and says what changed. */
export class Volume {
  readonly dev: number;
  readonly now: () => number;
  isReadOnly: boolean;
  readonly #maxBytes: number;
  readonly #changed: (inode: { readonly ino: number }) => void;
  readonly #named: (entry: NamedInode) => void;
  #usedBytes = 0;
  #nextIno = 1;

  constructor(options: VolumeOptions) {
    this.dev = options.dev ?? nextDev++;
    this.now = options.now;
    this.isReadOnly = options.isReadOnly ?? false;
    this.#maxBytes = options.maxBytes ?? Infinity;
    this.#changed = options.changed ?? (() => undefined);
    this.#named = options.named ?? (() => undefined);
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** Bytes of content that still fit. */
  get freeBytes(): number {
    return this.isReadOnly ? 0 : this.#maxBytes - this.#usedBytes;
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
    if (bytes > 0 && this.#usedBytes + bytes > this.#maxBytes) return fail('nospc');
    this.#usedBytes += bytes;
    return DONE;
  }

  changed(inode: { readonly ino: number }): void {
    this.#changed(inode);
  }

  named(entry: NamedInode): void {
    this.#named(entry);
  }
}

const DONE: Result<void, never> = ok(undefined);
