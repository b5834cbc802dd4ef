import type { Failure } from '../abi/failure.ts';
import { intersect, permits, rightNames, without, type Rights } from '../abi/rights.ts';
import type { Inode } from '../vfs/inode.ts';

/**
 * An inode together with what its holder may do to it. Immutable, and `attenuate` and `shrink` are the only
 * ways to derive one, so no sequence of calls can end with more rights than a preopen had.
 */
export class Capability {
  readonly inode: Inode;
  readonly base: Rights;
  readonly inheriting: Rights;

  private constructor(inode: Inode, base: Rights, inheriting: Rights) {
    this.inode = inode;
    this.base = base;
    this.inheriting = inheriting;
  }

  /** Authority enters a process here and nowhere else; `grant` is the only caller. */
  static preopen(inode: Inode, base: Rights, inheriting: Rights): Capability {
    return new Capability(inode, base, inheriting);
  }

  /** What `path_open` hands out: never more than this capability lets its children inherit. */
  attenuate(inode: Inode, base: Rights, inheriting: Rights): Capability {
    return new Capability(inode, intersect(base, this.inheriting), intersect(inheriting, this.inheriting));
  }

  /** The same inode with fewer rights; asking for one that is not held yields the failure. */
  shrink(base: Rights, inheriting: Rights): Capability | Failure {
    if (!permits(this.base, base)) return this.#denied(base, this.base);
    if (!permits(this.inheriting, inheriting)) return this.#denied(inheriting, this.inheriting);
    return new Capability(this.inode, base, inheriting);
  }

  /**
   * The only rights check in the runtime: undefined when every right in `need` is held. `enforced` is the
   * personality's choice of which rights count at all.
   */
  require(need: Rights, enforced: Rights): Failure | undefined {
    const counted = intersect(need, enforced);
    return permits(this.base, counted) ? undefined : this.#denied(counted, this.base);
  }

  /** As `require`, for rights that children would have to inherit. */
  requireInheritable(need: Rights, enforced: Rights): Failure | undefined {
    const counted = intersect(need, enforced);
    return permits(this.inheriting, counted) ? undefined : this.#denied(counted, this.inheriting);
  }

  #denied(need: Rights, have: Rights): Failure {
    return { kind: 'denied', need: rightNames(without(need, have)), have: rightNames(have) };
  }
}
