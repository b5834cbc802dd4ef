import type { Failure } from '../abi/failure.ts';
import { ALL_RIGHTS, intersect, NO_RIGHTS, permits, rightNames, union, without, type Rights } from '../abi/rights.ts';
import type { Inode } from '../vfs/inode.ts';

/** A capability's rights: on the inode itself, and the most that what is opened beneath it can hold. */
export interface RightsPair {
  readonly base: Rights;
  readonly inheriting: Rights;
}

const NOTHING: RightsPair = { base: NO_RIGHTS, inheriting: NO_RIGHTS };

/**
 * An inode together with what its holder may do to it. Immutable, and `attenuate`, `handOn`, `shrink`, `withdraw` and
 * `revoke` are the only ways to derive one, so no sequence of calls can end with more rights than a preopen had.
 */
export class Capability {
  readonly inode: Inode;
  readonly base: Rights;
  readonly inheriting: Rights;
  /** What the user took back. That counts under every personality: it is a will, not a subtlety. */
  readonly withdrawn: RightsPair;
  readonly isRevoked: boolean;
  /** `withdrawn.base`, where the check of every call finds it at once. */
  readonly #taken: Rights;

  private constructor(inode: Inode, rights: RightsPair, withdrawn: RightsPair, isRevoked = false) {
    this.inode = inode;
    this.base = rights.base;
    this.inheriting = rights.inheriting;
    this.withdrawn = withdrawn;
    this.isRevoked = isRevoked;
    this.#taken = withdrawn.base;
  }

  /** Authority enters a process here and nowhere else; `grant` is the only caller. */
  static preopen(inode: Inode, base: Rights, inheriting: Rights): Capability {
    return new Capability(inode, { base, inheriting }, NOTHING);
  }

  /** What `path_open` hands out: never more than this capability lets its children inherit. */
  attenuate(inode: Inode, base: Rights, inheriting: Rights): Capability {
    const { inheriting: taken } = this.withdrawn;
    return new Capability(
      inode,
      { base: intersect(base, this.inheriting), inheriting: intersect(inheriting, this.inheriting) },
      taken === NO_RIGHTS ? NOTHING : { base: taken, inheriting: taken },
    );
  }

  /** What another process is given of it: the same inode, and never more than this capability holds. */
  handOn(base: Rights, inheriting: Rights): Capability {
    const rights = { base: intersect(base, this.base), inheriting: intersect(inheriting, this.inheriting) };
    return new Capability(this.inode, rights, this.withdrawn, this.isRevoked);
  }

  /** The same inode with fewer rights; asking for one that is not held yields the failure. */
  shrink(base: Rights, inheriting: Rights): Capability | Failure {
    if (!permits(this.base, base)) return this.#refused(base, this.base, this.withdrawn.base);
    if (!permits(this.inheriting, inheriting)) {
      return this.#refused(inheriting, this.inheriting, this.withdrawn.inheriting);
    }
    return new Capability(this.inode, { base, inheriting }, this.withdrawn, this.isRevoked);
  }

  /**
   * The same inode without what the user takes back. What a directory itself loses, it does not hand down
   * either: opening `.` beneath it would bring it back.
   */
  withdraw({ base, inheriting }: RightsPair): Capability {
    const beneath = this.inode.kind === 'directory' ? union(base, inheriting) : inheriting;
    return new Capability(
      this.inode,
      { base: without(this.base, base), inheriting: without(this.inheriting, beneath) },
      { base: union(this.withdrawn.base, base), inheriting: union(this.withdrawn.inheriting, beneath) },
      this.isRevoked,
    );
  }

  /** Nothing is left of it, under any personality. */
  revoke(): Capability {
    return new Capability(this.inode, NOTHING, { base: ALL_RIGHTS, inheriting: ALL_RIGHTS }, true);
  }

  /**
   * The only rights check in the runtime: undefined when every right in `need` is held. `enforced` is the
   * personality's choice of which rights count at all; what was withdrawn counts in any case.
   */
  require(need: Rights, enforced: Rights): Failure | undefined {
    const counted = intersect(need, union(enforced, this.#taken));
    return permits(this.base, counted) ? undefined : this.#refused(counted, this.base, this.#taken);
  }

  /** As `require`, for rights that children would have to inherit. */
  requireInheritable(need: Rights, enforced: Rights): Failure | undefined {
    const { inheriting: taken } = this.withdrawn;
    const counted = intersect(need, union(enforced, taken));
    return permits(this.inheriting, counted) ? undefined : this.#refused(counted, this.inheriting, taken);
  }

  #refused(need: Rights, have: Rights, taken: Rights): Failure {
    const missing = without(need, have);
    if (this.isRevoked) return { kind: 'revoked', need: rightNames(missing) };
    const withdrawn = rightNames(intersect(missing, taken));
    return {
      kind: 'denied',
      need: rightNames(missing),
      have: rightNames(have),
      ...(withdrawn.length > 0 && { withdrawn }),
    };
  }
}
