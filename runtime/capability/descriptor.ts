import type { Failure } from '../abi/failure.ts';
import { intersect, rights, union, type Rights } from '../abi/rights.ts';
import { ok, type Result } from '../base/result.ts';
import type { Inode } from '../vfs/inode.ts';
import type { Capability } from './capability.ts';
import { newNeeds, type Needed, type Needs } from './needed.ts';

export interface DescriptorOptions {
  readonly flags?: number;
  readonly preopen?: string;
  readonly top?: Inode;
  /** Where it is kept what is needed of this descriptor, and of what is opened beneath it. */
  readonly needs?: Needs;
}

/** What `access()` looks for in what it is told of a directory. */
const LOOKED_FOR = rights('fd_read', 'fd_write', 'fd_readdir');

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
  readonly #needed: Needed;
  readonly #beneath: Needed;
  #isReported = false;

  constructor(capability: Capability, origin: string, options: DescriptorOptions = {}) {
    this.#capability = capability;
    this.origin = origin;
    this.flags = options.flags ?? 0;
    this.preopen = options.preopen;
    this.top = options.top ?? capability.inode;
    const needs = options.needs ?? newNeeds();
    this.#needed = needs.own;
    this.#beneath = needs.beneath;
    this.found = ok(this);
  }

  get capability(): Capability {
    return this.#capability;
  }

  get inode(): Inode {
    return this.#capability.inode;
  }

  /** What a descriptor opened beneath this one keeps its needs in. */
  get needsBeneath(): Needs {
    return { own: this.#beneath, beneath: this.#beneath };
  }

  /** As `Capability.require`; what is needed and held is remembered. */
  require(need: Rights, enforced: Rights): Failure | undefined {
    const refused = this.#capability.require(need, enforced);
    if (refused === undefined) this.#needed.rights = union(this.#needed.rights, need);
    else this.#needed.isTouched = true;
    return refused;
  }

  /** Something that needs no right was asked of it. */
  touch(): void {
    this.#needed.isTouched = true;
  }

  /**
   * The guest is told what the descriptor may do. libc asks this before it opens something beneath, to ask for no more
   * than that; asked for another reason, as `access()` does, the answer itself was needed.
   */
  report(): void {
    this.touch();
    if (this.inode.kind !== 'directory') return;
    this.settleReport();
    this.#isReported = true;
  }

  /** Something is opened beneath: whether the guest asks for what it was told that it may have, whatever that is. */
  takesReport(inheriting: Rights, meaningful: Rights): boolean {
    const isAdapted = this.#isReported && inheriting === intersect(this.#capability.inheriting, meaningful);
    if (isAdapted) this.#isReported = false;
    return isAdapted;
  }

  /** What was told of it was not used to open something. */
  settleReport(): void {
    if (this.#isReported) this.needBeneath(intersect(LOOKED_FOR, this.#capability.inheriting));
    this.#isReported = false;
  }

  /** Rights that were needed of what is beneath. */
  needBeneath(need: Rights): void {
    this.#beneath.rights = union(this.#beneath.rights, need);
  }

  /** Replaces the capability by one with fewer rights. See `Capability.shrink`. */
  shrink(base: Rights, inheriting: Rights): Result<void, Exclude<ReturnType<Capability['shrink']>, Capability>> {
    const smaller = this.#capability.shrink(base, inheriting);
    if ('kind' in smaller) return { ok: false, error: smaller };
    this.#capability = smaller;
    // With fewer to begin with, what was just asked for would have been refused.
    this.#needed.rights = union(this.#needed.rights, base);
    this.needBeneath(inheriting);
    return ok(undefined);
  }
}
