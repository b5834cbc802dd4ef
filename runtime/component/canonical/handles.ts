import { GuestFault } from '../../guest/guest-memory.ts';
import { uncatchable } from '../../guest/uncatchable.ts';
import type { ResourceType } from './types.ts';

interface Entry {
  readonly resource: ResourceType;
  /** What the handle stands for: an object of the machine’s, or a number of the component’s own. */
  readonly rep: unknown;
  /** The call that the handle was lent for; undefined: the instance owns what it stands for. */
  readonly loan: Loan | undefined;
}

/** What an instance was lent for one call of it, and has to drop before the call returns. */
interface Loan {
  left: number;
}

/**
 * The handles of one component instance. A guest knows indices into this table, which are its own: what another component
 * holds has no index here. An index that is not in it, or is one of another resource, is the guest’s fault.
 */
export class Handles {
  readonly #entries: (Entry | undefined)[] = [undefined];
  readonly #free: number[] = [];
  #loan: Loan | undefined;

  /** A new handle that owns. Nothing becomes one but what its resource is made of, whatever a component says that it is. */
  add(resource: ResourceType, rep: unknown): number {
    return this.#insert(resource, rep, undefined);
  }

  /** A new handle that is there for the call whose parameters are `lending`. */
  lend(resource: ResourceType, rep: unknown): number {
    const loan = this.#loan;
    if (!loan) throw fault(`A component returned a ${resource.name} that it only lends`);
    const index = this.#insert(resource, rep, loan);
    loan.left++;
    return index;
  }

  /**
   * Calls `lower`, which puts the parameters of one call, and returns what to call when that call returns. That traps where a
   * handle that was lent for it is left: its lender may end what it stands for, and the number would reach what comes after it.
   */
  lending(lower: () => void): () => void {
    const loan: Loan = { left: 0 };
    this.#loan = loan;
    lower();
    this.#loan = undefined;
    return () => {
      if (loan.left > 0)
        throw fault(
          `A component returned from a call and kept ${loan.left === 1 ? 'a handle' : `${loan.left} handles`} that it was lent for it: it has to drop what it borrows`,
        );
    };
  }

  /** What the handle stands for, which stays held. */
  borrow(index: number, resource: ResourceType): unknown {
    return this.#at(index, resource).rep;
  }

  /** What the handle stands for, which its holder gives away. */
  take(index: number, resource: ResourceType): unknown {
    const entry = this.#at(index, resource);
    if (entry.loan) throw fault(`A component gave away handle ${index}, which it had only borrowed`);
    this.#remove(index);
    return entry.rep;
  }

  /** The holder is done with it. */
  drop(index: number, resource: ResourceType): void {
    const { rep, loan } = this.#at(index, resource);
    this.#remove(index);
    if (loan) loan.left--;
    else resource.destroy?.(rep);
  }

  /** The holder is gone, and with it all that it owned. */
  dropAll(): void {
    for (const [index, entry] of this.#entries.entries()) {
      if (!entry) continue;
      this.#remove(index);
      if (!entry.loan && entry.resource.owner === undefined) entry.resource.destroy?.(entry.rep);
    }
  }

  #at(index: number, resource: ResourceType): Entry {
    const entry = this.#entries[index];
    if (entry?.resource !== resource)
      throw fault(`A component used ${index} as a handle of ${resource.name}, and holds none with this number`);
    return entry;
  }

  /** All that the instance can use, each with its number. */
  shown(): readonly string[] {
    return this.#entries.flatMap((entry, index) => {
      if (!entry) return [];
      const { rep, resource } = entry;
      const what = typeof rep === 'object' && rep !== null && 'shown' in rep ? String(rep.shown) : resource.name;
      return [`${index}: ${what}`];
    });
  }

  #insert(resource: ResourceType, rep: unknown, loan: Loan | undefined): number {
    checkRep(resource, rep);
    const index = this.#free.pop() ?? this.#entries.length;
    this.#entries[index] = { resource, rep, loan };
    return index;
  }

  #remove(index: number): void {
    this.#entries[index] = undefined;
    this.#free.push(index);
  }
}

/** Traps where a value is not what a handle of the resource stands for. */
export function checkRep(resource: ResourceType, rep: unknown): void {
  if (!resource.isRep(rep)) throw fault(`A component passed something that is not a ${resource.name}`);
}

export function fault(message: string): Error {
  return uncatchable(new GuestFault(message));
}
