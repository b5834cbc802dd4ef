import { accessOf, holdsTogether, unionAccess, type Access, type Held } from './access.ts';

/** How the folders of some grants lie to each other. Arguments are positions in the list of grants. */
export interface Layout {
  /** The folder of `inner` is that of `outer`, or lies in it. */
  readonly isBeneath: (inner: number, outer: number) => boolean;
  /** A file can be linked and renamed between the two: they are on one volume. */
  readonly isJoined: (a: number, b: number) => boolean;
}

/** More than this many grants are taken together, which says more than is true and never less. */
const MOST_TOLD_APART = 30;

/**
 * What may come to be done to what lies in each folder, when the program uses all of its grants together. A file that
 * may be linked or moved out of one folder into another can be read and changed there as far as that one goes, and so
 * on from there; a folder that is held open and moved takes the rights that it is held with along.
 */
export function accessTogether(grants: readonly Held[], layout: Layout): readonly Access[] {
  const own = grants.map(accessOf);
  if (grants.length > MOST_TOLD_APART) return coarse(grants, own);
  const sets = new Sets(grants, layout);
  return grants.map((_grant, i) => {
    const { reached, isLinked } = sets.from(1 << i);
    const others = own.filter((_access, j) => j !== i && reached & (1 << j));
    const gained = others.reduce((sum, { sees, reads, writes }) => {
      return unionAccess(sum, { sees, reads, writes, creates: false, removes: false });
    }, own[i] as Access);
    // A link changes the file it is made to: how many names it has, and when it was changed.
    return isLinked ? { ...gained, writes: true } : gained;
  });
}

/** Sets of grants as bits. */
class Sets {
  readonly #linkSources: number;
  readonly #linkTargets: number;
  readonly #renameSources: number;
  readonly #renameTargets: number;
  readonly #joined: readonly number[];
  /** Of each grant, those whose rights may act on a folder somewhere beneath its own, and those above. */
  readonly #beneath: number[];
  readonly #above: number[];

  constructor(grants: readonly Held[], { isBeneath, isJoined }: Layout) {
    const where = (holds: (i: number) => boolean): number =>
      grants.reduce((bits, _grant, i) => (holds(i) ? bits | (1 << i) : bits), 0);
    const holding = (name: Parameters<typeof holdsTogether>[1]): number =>
      where((i) => holdsTogether(grants[i] as Held, name));
    this.#linkSources = holding('path_link_source');
    this.#linkTargets = holding('path_link_target');
    this.#renameSources = holding('path_rename_source');
    this.#renameTargets = holding('path_rename_target');
    this.#joined = grants.map((_grant, i) => where((j) => isJoined(i, j)));
    this.#beneath = grants.map((_grant, i) => where((j) => isBeneath(j, i)));
    this.#above = grants.map((_grant, i) => where((j) => isBeneath(i, j)));
    // A folder of one grant that is moved beneath another one is held with the rights of the first. What that lets be
    // moved may let more be moved, until nothing is new.
    for (let isNew = true; isNew;) {
      isNew = false;
      grants.forEach((_grant, i) => {
        const { reached, movedTo } = this.from((1 << i) | (this.#above[i] as number));
        for (const b of bitsOf(movedTo)) {
          if ((reached & ~(this.#beneath[b] as number)) === 0) continue;
          isNew = true;
          this.#beneath[b] = (this.#beneath[b] as number) | reached;
          for (const c of bitsOf(reached)) this.#above[c] = (this.#above[c] as number) | (1 << b);
        }
      });
    }
  }

  /** The grants that may come to act on what those in `start` act on, and where it can be moved. */
  from(start: number): { readonly reached: number; readonly movedTo: number; readonly isLinked: boolean } {
    let reached = start;
    for (;;) {
      const joined = bitsOf(reached).reduce((bits, i) => bits | (this.#joined[i] as number), 0);
      const movedTo = reached & this.#renameSources ? this.#renameTargets & joined : 0;
      const linkedTo = reached & this.#linkSources ? this.#linkTargets & joined : 0;
      let next = reached | movedTo | linkedTo;
      for (const b of bitsOf(movedTo | linkedTo)) next |= (this.#beneath[b] as number) | (this.#above[b] as number);
      if (next === reached) return { reached, movedTo, isLinked: linkedTo !== 0 };
      reached = next;
    }
  }
}

function bitsOf(set: number): readonly number[] {
  const bits: number[] = [];
  for (let i = 0; i < 31; i++) if (set & (1 << i)) bits.push(i);
  return bits;
}

/** A program that may link or move what is in a folder may do to it what any of the grants allows. */
function coarse(grants: readonly Held[], own: readonly Access[]): readonly Access[] {
  const all = own.reduce(unionAccess);
  return own.map((access, i) => {
    const held = grants[i] as Held;
    const gives = holdsTogether(held, 'path_link_source') || holdsTogether(held, 'path_rename_source');
    return gives ? { ...all, writes: true } : access;
  });
}
