import { visible } from '../base/visible-text.ts';
import { heldUnder, NO_ACCESS, unionAccess, type Access } from './access.ts';
import type { Policy, Preopen } from './policy.ts';
import { accessTogether } from './together.ts';

/** How far a program gets with one file or folder, in the words used everywhere. */
export type ReachLevel = 'read-write' | 'read' | 'write' | 'names' | 'nothing';

/** One way to a file or folder: through a preopen, under a name. */
export interface Way {
  /** The preopen's own name. */
  readonly guest: string;
  /** What the program would call it. */
  readonly path: string;
  readonly access: Access;
  readonly ask: boolean;
}

/** What a program under a policy may do to one file or folder of the machine. */
export interface Reach {
  readonly level: ReachLevel;
  /** Nothing without a question first. */
  readonly asks: boolean;
  /** Every way there, whether or not it leads to anything; the one that libc takes for its path comes first. */
  readonly ways: readonly Way[];
}

/**
 * What a program under `policy` may do to what lies at `path`, an absolute path of the machine: through any preopen
 * that covers it, for a program is free to use any of its descriptors. Links count as the names that they are:
 * where they lead is found when they are followed, and never outside the preopen. `isFrozen`: the volume takes no
 * changes, with any rights.
 */
export function reachOf(policy: Policy, path: string, isFrozen = false): Reach {
  const held = accessesOf(policy);
  const accesses = isFrozen ? held.map(withoutChanges) : held;
  const ways = policy.preopens
    .flatMap((preopen, i) => wayThrough(preopen, path, accesses[i] ?? NO_ACCESS))
    // libc goes by the longest name that fits.
    .sort((a, b) => b.guest.length - a.guest.length);
  const open = ways.filter(({ access }) => levelOf(access) !== 'nothing');
  return {
    level: levelOf(open.reduce((sum, { access }) => unionAccess(sum, access), NO_ACCESS)),
    asks: open.length > 0 && open.every(({ ask }) => ask),
    ways,
  };
}

/**
 * What a program under `policy` may do to what lies in each folder that it is granted, with all of its grants used
 * together: a file that may be linked from one folder into another can be changed where that one can.
 */
export function accessesOf(policy: Policy): readonly Access[] {
  let accesses = known.get(policy);
  if (!accesses) {
    const { preopens, personality } = policy;
    const folder = (i: number): string => preopens[i]?.folder ?? '';
    accesses = accessTogether(
      preopens.map((preopen) => heldUnder(preopen, personality)),
      {
        isBeneath: (inner, outer) => isWithin(folder(inner), folder(outer)),
        isJoined: (a, b) => volumeOf(folder(a)) === volumeOf(folder(b)),
      },
    );
    known.set(policy, accesses);
  }
  return accesses;
}

/** Policies are immutable, and the file tree asks about one for every row. */
const known = new WeakMap<Policy, readonly Access[]>();

/** Whether `path` is `folder` or lies in it; both are absolute paths of the machine. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Each folder at the top of the machine is a volume of its own, and nothing is linked or renamed across. */
export function volumeOf(path: string): string {
  return path.split('/', 2).join('/');
}

function wayThrough({ folder, guest, ask }: Preopen, path: string, access: Access): readonly Way[] {
  if (!isWithin(path, folder)) return [];
  const rest = path.slice(folder.length + 1);
  const name = rest === '' ? guest : `${guest.replace(/\/+$/, '')}/${rest}`;
  return [{ guest, path: name, access, ask }];
}

function withoutChanges(access: Access): Access {
  return { ...access, writes: false, creates: false, removes: false };
}

/** How far `access` goes, in one word. */
export function levelOf({ sees, reads, writes, creates, removes }: Access): ReachLevel {
  const changes = writes || creates || removes;
  if (reads) return changes ? 'read-write' : 'read';
  if (changes) return 'write';
  return sees ? 'names' : 'nothing';
}

/** The signs by which reach is known everywhere. */
export const REACH_SIGNS: Readonly<Record<ReachLevel, string>> = {
  'read-write': '●',
  read: '◐',
  write: '◑',
  names: '◌',
  nothing: '○',
};

export const LEVEL_WORDS: Readonly<Record<ReachLevel, string>> = {
  'read-write': 'read and write',
  read: 'read only',
  write: 'write only',
  names: 'names only',
  nothing: 'nothing',
};

/** “read and write, will ask”. */
export function reachInWords({ level, asks }: Pick<Reach, 'level' | 'asks'>): string {
  return asks ? `${LEVEL_WORDS[level]}, will ask` : LEVEL_WORDS[level];
}

/** Under which names it is found, and where they differ in what they allow, how; a sentence each. */
export function waysInWords({ ways }: Reach): readonly string[] {
  return ways.map((way, i) => {
    const shadowed = ways.slice(0, i).find(({ path }) => path === way.path);
    const what = reachInWords({ level: levelOf(way.access), asks: way.ask });
    return shadowed === undefined
      ? `As ${visible(way.path)}: ${what}`
      : `By the descriptor of “${visible(way.guest)}”: ${what}; open("${visible(way.path)}") goes through “${visible(shadowed.guest)}”`;
  });
}
