import { fail, type Failure } from '../abi/failure.ts';
import type { Rights } from '../abi/rights.ts';
import type { Fd } from '../abi/types.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Descriptor } from './descriptor.ts';

const BADF = fail('badf');

/** Who holds what: one process's descriptors. Numbers are handed out lowest first, as POSIX programs expect. */
export class FdTable {
  readonly #slots: (Descriptor | undefined)[] = [];
  readonly #limit: number;
  readonly #enforced: Rights;
  #count = 0;
  #most = 0;

  /** `limit`: descriptors open at once. `enforced`: the rights that count under the process's personality. */
  constructor(limit: number, enforced: Rights) {
    this.#limit = limit;
    this.#enforced = enforced;
  }

  /** The rights that count at all. */
  get enforced(): Rights {
    return this.#enforced;
  }

  /** Descriptors open at once, at most so far. */
  get most(): number {
    return this.#most;
  }

  /** Nothing more can be inserted: to be asked before an open changes anything. */
  get isFull(): boolean {
    return this.#count >= this.#limit;
  }

  insert(descriptor: Descriptor): Result<Fd, Failure> {
    if (this.isFull) return fail('mfile');
    let fd = 0;
    while (this.#slots[fd] !== undefined) fd++;
    this.#put(fd, descriptor);
    return ok(fd as Fd);
  }

  /** There is no `get` without `need`: a handler cannot reach a descriptor it has not justified. */
  get(fd: number, need: Rights): Result<Descriptor, Failure> {
    const descriptor = this.#slots[fd];
    if (descriptor === undefined) return BADF;
    const refused = descriptor.require(need, this.#enforced);
    return refused === undefined ? descriptor.found : err(refused);
  }

  /** A call that names `fd` was refused before it came to that: without the grant, it would have gone another way. */
  touch(fd: number): void {
    this.#slots[fd]?.touch();
  }

  /** Forgets `fd`. Closing what nobody else holds is done here, once. */
  close(fd: number): Result<void, Failure> {
    const descriptor = this.#slots[fd];
    if (descriptor === undefined) return BADF;
    this.#slots[fd] = undefined;
    this.#count--;
    descriptor.settleReport();
    descriptor.inode.release();
    return ok(undefined);
  }

  /** `from` takes over the number `to`, whose descriptor is closed. */
  renumber(from: number, to: number): Result<void, Failure> {
    const moving = this.#slots[from];
    if (moving === undefined || this.#slots[to] === undefined) return BADF;
    if (from === to) return ok(undefined);
    this.#slots[from] = undefined;
    this.#count--;
    const replaced = this.#slots[to];
    this.#slots[to] = moving;
    replaced.settleReport();
    replaced.inode.release();
    return ok(undefined);
  }

  closeAll(): void {
    for (let fd = 0; fd < this.#slots.length; fd++) if (this.#slots[fd]) this.close(fd);
  }

  /** For showing, not for deciding: every open descriptor with its number. */
  list(): readonly (readonly [Fd, Descriptor])[] {
    return this.#slots.flatMap((descriptor, fd) => (descriptor ? [[fd as Fd, descriptor] as const] : []));
  }

  #put(fd: number, descriptor: Descriptor): void {
    this.#slots[fd] = descriptor;
    this.#count++;
    this.#most = Math.max(this.#most, this.#count);
    descriptor.inode.hold();
  }
}
