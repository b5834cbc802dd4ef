import type { Failure } from '../abi/failure.ts';
import { intersect, NO_RIGHTS, permits, rights, union, type Rights } from '../abi/rights.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { DirectoryInode, Inode } from '../vfs/inode.ts';
import type { Capability, RightsPair } from './capability.ts';
import type { Gate } from './gate.ts';
import { newNeeds, type Needed, type Needs } from './needed.ts';

/** The name that something was opened by: where it stands in the machine for as long as the name is its. */
export interface Place {
  readonly parent: DirectoryInode;
  readonly name: string;
}

export interface DescriptorOptions {
  readonly flags?: number;
  readonly preopen?: string;
  /** The machine's path of what is granted. */
  readonly folder?: string;
  /** What it was opened beneath; absent: it was granted, or handed on. */
  readonly parent?: Descriptor;
  /** Another process's, which it was handed on from. */
  readonly handed?: { readonly from: Descriptor; readonly fd: number };
  readonly place?: Place | undefined;
  readonly gate?: Gate | undefined;
  /** Rights that may be used without a question, though the gate is shut. */
  readonly free?: Rights;
  /** Where it is kept what is needed of this descriptor, and of what is opened beneath it. */
  readonly needs?: Needs;
}

/** What `access()` looks for in the rights that a directory reports. */
const LOOKED_FOR = rights('fd_read', 'fd_write', 'fd_readdir');

const DECLINED: Result<never, Failure> = err({ kind: 'declined', need: [] });

/** An open descriptor: a capability, and the state that goes with having it open. */
export class Descriptor {
  #capability: Capability;
  #parent: Descriptor | undefined;
  /** The user has to be asked about what `free` does not hold. */
  #isAsking: boolean;
  /** Bytes from the start of the file. */
  offset = 0;
  /** `$fdflags` bits. */
  flags: number;
  /** Why a write that was taken on trust came to nothing: the next write, sync or close fails with it. */
  lost: Failure | undefined;
  /** Room for writes that need no answer. */
  promise: { release(): void } | undefined;
  /** Given by the table that holds it; never used again there, unlike a number. 0: none holds it yet. */
  id = 0;
  isOpen = true;
  /** The guest's name for it, when it was granted rather than opened. */
  readonly preopen: string | undefined;
  readonly folder: string | undefined;
  /** Where it came from, for the trace: a path in the guest's words. */
  readonly origin: string;
  readonly place: Place | undefined;
  /** The descriptor that its process began with, and that it descends from; perhaps itself. */
  readonly root: Descriptor;
  /** The number that `root` was granted under. */
  rootNumber = -1;
  /** Must be open before a call may use this for more than `free`. */
  readonly gate: Gate | undefined;
  /** What the answer allowed by which it was opened. */
  readonly free: Rights;
  /** See `DescriptorOptions.handed`. */
  readonly handed: DescriptorOptions['handed'];
  /** What it could do when it was opened. */
  readonly first: RightsPair;
  /** `ok(this)`, made once: a successful look-up allocates nothing. */
  readonly itself: Result<Descriptor, never>;
  readonly #needed: Needed;
  readonly #beneath: Needed;
  #isReported = false;

  constructor(capability: Capability, origin: string, options: DescriptorOptions = {}) {
    this.#capability = capability;
    this.first = { base: capability.base, inheriting: capability.inheriting };
    this.origin = origin;
    this.flags = options.flags ?? 0;
    this.preopen = options.preopen;
    this.folder = options.folder;
    this.place = options.place;
    this.gate = options.gate;
    this.handed = options.handed;
    this.#parent = options.parent ?? options.handed?.from;
    this.root = options.parent?.root ?? this;
    this.itself = ok(this);
    this.free = options.free ?? NO_RIGHTS;
    this.#isAsking = this.gate !== undefined && !this.gate.isOpen;
    const needs = options.needs ?? newNeeds();
    this.#needed = needs.own;
    this.#beneath = needs.beneath;
  }

  get capability(): Capability {
    return this.#capability;
  }

  get inode(): Inode {
    return this.#capability.inode;
  }

  /** What the policy granted, and this descends from, through all processes that it was handed through. */
  get granted(): Descriptor {
    return this.root.handed?.from.granted ?? this.root;
  }

  /** What a process that this is handed on to keeps its needs in. */
  get needs(): Needs {
    return { own: this.#needed, beneath: this.#beneath };
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
   * The guest is given the rights of the descriptor. libc asks this before it opens something beneath, to ask for no more
   * than that; asked for another reason, as `access()` does, the answer itself was needed.
   */
  report(): void {
    this.touch();
    if (this.inode.kind !== 'directory') return;
    this.settleReport();
    this.#isReported = true;
  }

  /** Something is opened beneath: whether the guest asks for exactly the rights that were reported to it. */
  takesReport(inheriting: Rights, meaningful: Rights): boolean {
    const isAdapted = this.#isReported && inheriting === intersect(this.#capability.inheriting, meaningful);
    if (isAdapted) this.#isReported = false;
    return isAdapted;
  }

  /** The rights that it reported were not used to open something. */
  settleReport(): void {
    if (this.#isReported) this.needBeneath(intersect(LOOKED_FOR, this.#capability.inheriting));
    this.#isReported = false;
  }

  /** Rights that were needed of what is beneath. */
  needBeneath(need: Rights): void {
    this.#beneath.rights = union(this.#beneath.rights, need);
  }

  /** The directory that its process began with: nothing above it is reported, not even its number. */
  get top(): Inode {
    return this.root.inode;
  }

  /**
   * The nearest descriptor still open that this was opened beneath. Those that were closed are skipped for good, so
   * that a program which opens beneath what it opened, and closes that, leaves no chain.
   */
  get parent(): Descriptor | undefined {
    while (this.#parent?.isOpen === false && this.#parent.#parent) this.#parent = this.#parent.#parent;
    return this.#parent;
  }

  /** The user need not be asked about anything that its rights allow. */
  get isFree(): boolean {
    return !this.#isAsking;
  }

  /** What a look-up that needs `need` finds: itself, or that the user has to be asked first. */
  found(need: Rights): Result<Descriptor, Failure> {
    return this.#isAsking && !permits(this.free, need) ? DECLINED : this.itself;
  }

  /** Why a write came to nothing, which is then said. */
  takeLost(): Failure | undefined {
    const { lost } = this;
    this.lost = undefined;
    return lost;
  }

  descendsFrom(other: Descriptor): boolean {
    for (let at = this.parent; at; at = at.parent) if (at === other) return true;
    return false;
  }

  /** Replaces the capability by one with fewer rights. See `Capability.shrink`. */
  shrink(base: Rights, inheriting: Rights): Result<void, Failure> {
    const smaller = this.#capability.shrink(base, inheriting);
    if ('kind' in smaller) return { ok: false, error: smaller };
    this.#capability = smaller;
    // With fewer to begin with, what was just asked for would have been refused.
    this.#needed.rights = union(this.#needed.rights, base);
    this.needBeneath(inheriting);
    return ok(undefined);
  }

  /** The user takes rights back. */
  withdraw(taken: RightsPair): void {
    this.#capability = this.#capability.withdraw(taken);
  }

  /** The user takes everything back. What descends from it is the table's to find. */
  revoke(): void {
    this.#capability = this.#capability.revoke();
    this.passGate();
  }

  /** The user need not be asked any more. */
  passGate(): void {
    this.#isAsking = false;
  }
}
