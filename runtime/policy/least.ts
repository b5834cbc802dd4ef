import { RIGHT_NAMES, type RightName } from '../abi/rights.ts';
import { visible } from '../base/visible-text.ts';
import { NOTHING, type Policy, type Preopen } from './policy.ts';
import type { GrantUse, Uses } from './uses.ts';

const UNUSED: GrantUse = { base: [], inheriting: [], isTouched: false };

/**
 * The smallest policy under which the run that `uses` tells of would have gone the same way: what was not used is not
 * granted. A preopen that refused what was asked of it stays, for without it the answer would be another. Folders stay
 * as wide as they are, and so does memory: how much of them was used is not known. Only the numbers of descriptors can
 * become others, where a preopen goes that came before.
 */
export function leastPolicy(policy: Policy, uses: Uses): Policy {
  return {
    ...policy,
    preopens: policy.preopens.flatMap((preopen, i) => {
      const use = uses.preopens[i] ?? UNUSED;
      return use.isTouched ? [narrowed(preopen, use)] : [];
    }),
    listen: policy.listen.filter((_socket, i) => uses.listen[i]?.isTouched),
    stdin: uses.stdin ? policy.stdin : NOTHING.stdin,
    clocks: uses.clocks ? policy.clocks : NOTHING.clocks,
    random: uses.random ? policy.random : NOTHING.random,
    limits: { ...policy.limits, openFiles: Math.min(policy.limits.openFiles, uses.openFiles) },
  };
}

function narrowed(preopen: Preopen, use: GrantUse): Preopen {
  return { ...preopen, base: both(preopen.base, use.base), inheriting: both(preopen.inheriting, use.inheriting) };
}

function both(a: readonly RightName[], b: readonly RightName[]): readonly RightName[] {
  return RIGHT_NAMES.filter((name) => a.includes(name) && b.includes(name));
}

/** A grant beside what was used of it, in words. */
export interface Compared {
  readonly what: string;
  /** What was used; undefined: nothing. */
  readonly used: string | undefined;
  /** What was granted and not used; undefined: nothing. */
  readonly surplus: string | undefined;
  /** The rights of the surplus by name, where it is part of a preopen. */
  readonly rights?: string;
}

/** Everything that was granted, beside what the run used of it. */
export function compareUses(policy: Policy, uses: Uses): readonly Compared[] {
  const yes = (what: string, isUsed: boolean, used: string, surplus: string): Compared => ({
    what,
    used: isUsed ? used : undefined,
    surplus: isUsed ? undefined : surplus,
  });
  return [
    ...policy.preopens.map((preopen, i) => comparePreopen(preopen, uses.preopens[i] ?? UNUSED)),
    ...policy.listen.map(({ port }, i) =>
      yes(`Port ${port}`, uses.listen[i]?.isTouched ?? false, 'it waited for connections', 'never listened on'),
    ),
    ...(policy.stdin.kind === 'empty' ? [] : [yes('Standard input', uses.stdin, 'was read', 'never read')]),
    ...(policy.clocks.kind === 'frozen' ? [] : [yes('The clock', uses.clocks, 'was read', 'never read')]),
    ...(policy.random.kind === 'seeded' ? [] : [yes('Random numbers', uses.random, 'were used', 'never used')]),
    compareOpenFiles(policy.limits.openFiles, uses.openFiles),
  ];
}

function comparePreopen({ guest, base, inheriting }: Preopen, use: GrantUse): Compared {
  const what = `“${visible(guest)}”`;
  if (!use.isTouched) return { what, used: undefined, surplus: 'all of it' };
  const used = rightsInWords(both(base, use.base), both(inheriting, use.inheriting));
  const [moreBase, moreInheriting] = [
    base.filter((name) => !use.base.includes(name)),
    inheriting.filter((name) => !use.inheriting.includes(name)),
  ];
  const rights = rightsInWords(moreBase, moreInheriting);
  const surplus = rights && `${moreBase.length} rights on the folder, ${moreInheriting.length} beneath it`;
  return { what, used: used ?? 'asked, and was refused', surplus, ...(rights !== undefined && { rights }) };
}

function rightsInWords(base: readonly RightName[], inheriting: readonly RightName[]): string | undefined {
  const parts = [
    ...(base.length > 0 ? [`on the folder ${base.join(', ')}`] : []),
    ...(inheriting.length > 0 ? [`beneath it ${inheriting.join(', ')}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

function compareOpenFiles(most: number, used: number): Compared {
  return {
    what: 'Open files',
    used: used === 0 ? undefined : `${used} at once`,
    surplus: used >= most ? undefined : `${most - used} more`,
  };
}

/** Whether `policy` grants no more than the run needed. */
export function isLeast(policy: Policy, uses: Uses): boolean {
  return JSON.stringify(leastPolicy(policy, uses)) === JSON.stringify(policy);
}
