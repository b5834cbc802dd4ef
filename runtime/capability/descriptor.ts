import type { Failure } from '../abi/failure.ts';
import type { Rights } from '../abi/rights.ts';
import { ok, type Result } from '../base/result.ts';
import type { Inode } from '../vfs/inode.ts';
import type { Capability } from './capability.ts';

export interface DescriptorOptions {
  readonly flags?: number;
  readonly preopen?: string;
  readonly top?: Inode;
}

/** An open descriptor: a capability, and the state that goes with having it open. */
export class Descriptor {
  #capability: Capability;
  /** Bytes from the start of the file. */
  offset = 0;
  /** `$fdflags` bits. */
  flags: number;
  /** Why a write that was taken on trust came to nothing; the next write is told. */
  lost: Failure | undefined;
  /** The guest's name for it, when it was granted rather than opened. */
  readonly preopen: string | undefined;
  /** Where it came from, for the trace: a path in the guest's words. */
  readonly origin: string;
  /** The granted directory that it descends from: nothing above it is told, not even its number. */
  readonly top: Inode;
  /** `ok(this)`, made once: a successful look-up allocates nothing. */
  readonly found: Result<Descriptor, never>;

  constructor(capability: Capability, origin: string, options: DescriptorOptions = {}) {
    this.#capability = capability;
    this.origin = origin;
    this.flags = options.flags ?? 0;
    this.preopen = options.preopen;
    this.top = options.top ?? capability.inode;
    this.found = ok(this);
  }

  get capability(): Capability {
    return this.#capability;
  }

  get inode(): Inode {
    return this.#capability.inode;
  }

  /** Replaces the capability by one with fewer rights. See `Capability.shrink`. */
  shrink(base: Rights, inheriting: Rights): Result<void, Exclude<ReturnType<Capability['shrink']>, Capability>> {
    const smaller = this.#capability.shrink(base, inheriting);
    if ('kind' in smaller) return { ok: false, error: smaller };
    this.#capability = smaller;
    return ok(undefined);
  }
}
