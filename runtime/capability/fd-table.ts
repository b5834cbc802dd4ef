import { fail, type Failure } from '../abi/failure.ts';
import type { Filetype } from '../abi/flags.ts';
import { NO_RIGHTS, type Rights } from '../abi/rights.ts';
import type { Fd } from '../abi/types.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { RightsPair } from './capability.ts';
import type { Descriptor } from './descriptor.ts';
import type { Gate } from './gate.ts';
import { LowestFirst } from './lowest-first.ts';

const BADF = fail('badf');
const STANDARD_STREAMS = 3;

/** Made once for each row of the table, so that a refusal allocates nothing. */
export type KindFailures = Readonly<Partial<Record<Filetype, Result<never, Failure>>>>;

/** Called after each change of a table, after it. `fd` is undefined when the descriptor is not in it any more. */
export type TableWatcher = (descriptor: Descriptor, fd: Fd | undefined) => void;

/** What all processes have together that hand descriptors to each other. */
interface Shared {
  /** Numbers for descriptors that are never used again. */
  lastId: number;
  /** See `FdTable.mostOfOthers`. */
  mostOfOthers: number;
}

/** Who holds what: one process's descriptors. Numbers are handed out lowest first, as POSIX programs expect. */
export class FdTable {
  readonly #slots: (Descriptor | undefined)[] = [];
  /** Numbers below `#slots.length` that are free. */
  readonly #free = new LowestFirst();
  readonly #limit: number;
  readonly #enforced: Rights;
  /** What is opened holds the rights that were asked for; otherwise all that its directory hands down. */
  readonly opensAsAsked: boolean;
  #count = 0;
  #most = 0;
  readonly #shared: Shared;
  /** It came of `another`. */
  #isAnother = false;
  /** Set while the program is watched. Offsets and flags are not reported: they change with every call. */
  watcher: TableWatcher | undefined;

  /** `limit`: descriptors open at once. `enforced`: the rights that count under the process's personality. */
  constructor(limit: number, enforced: Rights, opensAsAsked = true, shared: Shared = { lastId: 0, mostOfOthers: 0 }) {
    this.#limit = limit;
    this.#enforced = enforced;
    this.opensAsAsked = opensAsAsked;
    this.#shared = shared;
  }

  /**
   * An empty table for a process that this one's descriptors are handed on to. The numbers of the standard streams are given
   * to nothing that it opens: what is meant for a stream that it does not have must not go into a file.
   */
  another(): FdTable {
    const table = new FdTable(this.#limit, this.#enforced, this.opensAsAsked, this.#shared);
    table.#slots.length = STANDARD_STREAMS;
    table.#isAnother = true;
    return table;
  }

  /** The rights that count at all. */
  get enforced(): Rights {
    return this.#enforced;
  }

  /** Descriptors open at once, at most so far. */
  get most(): number {
    return this.#most;
  }

  /** The highest limit that a table has needed so far which came of this one by `another`: for its descriptors, and for their numbers. */
  get mostOfOthers(): number {
    return this.#shared.mostOfOthers;
  }

  /** Nothing more can be inserted: to be asked before an open changes anything. */
  get isFull(): boolean {
    return this.#count >= this.#limit;
  }

  insert(descriptor: Descriptor): Result<Fd, Failure> {
    if (this.isFull) return fail('mfile');
    const fd = this.#free.take() ?? this.#slots.length;
    this.#put(fd, descriptor);
    return ok(fd as Fd);
  }

  /** As `insert`, under the number `fd`: `exist` where that is taken, `inval` where no descriptor can have it. */
  insertAt(fd: number, descriptor: Descriptor): Result<Fd, Failure> {
    if (this.isFull) return fail('mfile');
    if (fd >= this.#limit) return fail('inval');
    if (this.#slots[fd] !== undefined) return fail('exist');
    if (fd < this.#slots.length) this.#free.remove(fd);
    for (let between = this.#slots.length; between < fd; between++) {
      this.#slots[between] = undefined;
      this.#free.put(between);
    }
    this.#put(fd, descriptor);
    if (this.#isAnother) this.#needsLimit(fd + 1);
    return ok(fd as Fd);
  }

  /** The lowest free number that is not below `least`. */
  nextFrom(least: number): number {
    let fd = least;
    while (this.#slots[fd] !== undefined) fd++;
    return fd;
  }

  /**
   * There is no `get` without `need`: a handler cannot reach a descriptor it has not justified. `notFor`: the kinds of
   * descriptor that no right makes fit for what is wanted of it, and the answer for each.
   */
  get(fd: number, need: Rights, notFor?: KindFailures): Result<Descriptor, Failure> {
    const descriptor = this.#slots[fd];
    if (descriptor === undefined) return BADF;
    if (notFor !== undefined) {
      const unfit = notFor[descriptor.inode.kind];
      if (unfit !== undefined) {
        descriptor.touch();
        return unfit;
      }
    }
    const refused = descriptor.require(need, this.#enforced);
    if (refused !== undefined) return err(refused);
    // A call that needs no right leaves nothing to ask the user about.
    return need === NO_RIGHTS ? descriptor.itself : descriptor.found(need);
  }

  /** By what it is called for good; undefined once it was closed. */
  byId(id: number): Descriptor | undefined {
    return this.#slots.find((descriptor) => descriptor?.id === id);
  }

  /** A call that names `fd` was refused before it came to that: without the grant, it would have gone another way. */
  touch(fd: number): void {
    this.#slots[fd]?.touch();
  }

  /** Removes `fd`. What no other descriptor holds is closed here, once. */
  close(fd: number): Result<void, Failure> {
    const descriptor = this.#slots[fd];
    if (descriptor === undefined) return BADF;
    this.#vacate(fd);
    this.#closed(descriptor);
    return ok(undefined);
  }

  /** Gives rights up. See `Capability.shrink`. */
  shrink(fd: number, base: Rights, inheriting: Rights): Result<void, Failure> {
    const descriptor = this.#slots[fd];
    if (descriptor === undefined) return BADF;
    const shrunk = descriptor.shrink(base, inheriting);
    if (shrunk.ok) this.watcher?.(descriptor, fd as Fd);
    return shrunk;
  }

  /** The user takes rights of one descriptor back. */
  withdraw(descriptor: Descriptor, taken: RightsPair): void {
    descriptor.withdraw(taken);
    this.watcher?.(descriptor, this.#slots.indexOf(descriptor) as Fd);
  }

  /** The user takes a descriptor back, and everything that was opened beneath it. */
  revoke(revoked: Descriptor): void {
    for (const [fd, descriptor] of this.#slots.entries()) {
      if (!descriptor || (descriptor !== revoked && !descriptor.descendsFrom(revoked))) continue;
      descriptor.revoke();
      this.watcher?.(descriptor, fd as Fd);
    }
  }

  /** The user need not be asked any more about what `gate` guards. */
  openGate(gate: Gate): void {
    gate.open();
    for (const [fd, descriptor] of this.#slots.entries()) {
      if (descriptor?.gate !== gate) continue;
      descriptor.passGate();
      this.watcher?.(descriptor, fd as Fd);
    }
  }

  /** `from` takes over the number `to`, whose descriptor is closed. */
  renumber(from: number, to: number): Result<void, Failure> {
    const moving = this.#slots[from];
    if (moving === undefined || this.#slots[to] === undefined) return BADF;
    if (from === to) return ok(undefined);
    this.#vacate(from);
    const replaced = this.#slots[to];
    this.#slots[to] = moving;
    this.#closed(replaced);
    this.watcher?.(moving, to as Fd);
    return ok(undefined);
  }

  closeAll(): void {
    for (let fd = 0; fd < this.#slots.length; fd++) if (this.#slots[fd]) this.close(fd);
  }

  /** For showing, not for deciding: every open descriptor with its number. */
  list(): readonly (readonly [Fd, Descriptor])[] {
    return this.#slots.flatMap((descriptor, fd) => (descriptor ? [[fd as Fd, descriptor] as const] : []));
  }

  #vacate(fd: number): void {
    this.#slots[fd] = undefined;
    this.#free.put(fd);
    this.#count--;
  }

  #put(fd: number, descriptor: Descriptor): void {
    this.#slots[fd] = descriptor;
    this.#count++;
    if (this.#count > this.#most) {
      this.#most = this.#count;
      if (this.#isAnother) this.#needsLimit(this.#count);
    }
    descriptor.id = ++this.#shared.lastId;
    descriptor.rootNumber = descriptor.root === descriptor ? fd : descriptor.root.rootNumber;
    descriptor.inode.hold();
    this.watcher?.(descriptor, fd as Fd);
  }

  #needsLimit(limit: number): void {
    this.#shared.mostOfOthers = Math.max(this.#shared.mostOfOthers, limit);
  }

  #closed(descriptor: Descriptor): void {
    descriptor.isOpen = false;
    descriptor.settleReport();
    descriptor.promise?.release();
    descriptor.inode.release();
    this.watcher?.(descriptor, undefined);
  }
}
