import { accessOf, NO_ACCESS, unionAccess, type Access } from './access.ts';
import type { Policy, Preopen } from './policy.ts';

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
 * that covers it, for a program is free to use any of its descriptors. Links are told as the names that they are:
 * where they lead is found when they are followed, and never outside the preopen.
 */
export function reachOf(policy: Policy, path: string): Reach {
  const ways = policy.preopens
    .flatMap((preopen) => wayThrough(preopen, path, policy))
    // libc goes by the longest name that fits.
    .sort((a, b) => b.guest.length - a.guest.length);
  const open = ways.filter(({ access }) => levelOf(access) !== 'nothing');
  return {
    level: levelOf(open.reduce((sum, { access }) => unionAccess(sum, access), NO_ACCESS)),
    asks: open.length > 0 && open.every(({ ask }) => ask),
    ways,
  };
}

function wayThrough(preopen: Preopen, path: string, { personality }: Policy): readonly Way[] {
  const { folder, guest, ask } = preopen;
  if (path !== folder && !path.startsWith(`${folder}/`)) return [];
  const rest = path.slice(folder.length + 1);
  const name = rest === '' ? guest : `${guest.replace(/\/+$/, '')}/${rest}`;
  return [{ guest, path: name, access: accessOf(preopen, personality), ask }];
}

function levelOf({ sees, reads, writes, creates, removes }: Access): ReachLevel {
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

const LEVEL_WORDS: Readonly<Record<ReachLevel, string>> = {
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
      ? `As ${way.path}: ${what}`
      : `By the descriptor of “${way.guest}”: ${what}; open("${way.path}") goes through “${shadowed.guest}”`;
  });
}
