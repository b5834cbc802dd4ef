import type { RightName } from '../../../runtime/abi/rights.ts';
import { policyInWords } from '../../../runtime/policy/in-words.ts';
import { NOTHING, readOnly, type Policy } from '../../../runtime/policy/policy.ts';

/** What a visitor can answer to what a link asks for. */
export interface Grant {
  readonly id: 'asked' | 'read-only' | 'nothing';
  readonly label: string;
  /** What the program can do then. */
  readonly words: string;
  readonly policy: Policy;
}

/** What is asked for, and what is less than that; never the same thing twice. */
export function grantsFor(asked: Policy): readonly Grant[] {
  const grants: readonly Omit<Grant, 'words'>[] = [
    { id: 'asked', label: 'What it asks for', policy: asked },
    { id: 'read-only', label: 'Only to read', policy: onlyReading(asked) },
    { id: 'nothing', label: 'Nothing but the terminal', policy: { ...asked, ...NO_REACH } },
  ];
  return grants
    .map((grant) => ({ ...grant, words: sentence(policyInWords(grant.policy)) }))
    .filter(({ words }, i, all) => all.findIndex((other) => other.words === words) === i);
}

/** Neither files nor network, time or randomness; what the program reads as input stays. */
const NO_REACH: Pick<Policy, 'preopens' | 'listen' | 'clocks' | 'random'> = {
  preopens: NOTHING.preopens,
  listen: NOTHING.listen,
  clocks: NOTHING.clocks,
  random: NOTHING.random,
};

function onlyReading(asked: Policy): Policy {
  const { base, inheriting } = readOnly('', '');
  return {
    ...asked,
    preopens: asked.preopens.map((preopen) => ({
      ...preopen,
      base: both(preopen.base, base),
      inheriting: both(preopen.inheriting, inheriting),
    })),
    listen: [],
    // A host that does not enforce every right would let more through.
    personality: 'strict',
  };
}

function both(a: readonly RightName[], b: readonly RightName[]): readonly RightName[] {
  return a.filter((right) => b.includes(right));
}

/** “It reads the project’s files, listens on port 80 and nothing else.” */
function sentence(phrases: readonly string[]): string {
  return `It ${phrases.join('; ')}.`;
}
