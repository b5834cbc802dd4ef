import { RIGHT_NAMES, type RightName } from '../abi/rights.ts';
import { assertNever } from '../base/assert-never.ts';
import type { Policy, Preopen } from './policy.ts';

/** One more thing to grant, as small as what was refused asks for. */
export type PolicyChange =
  /** A folder under a guest name; where the program has that folder under that name already, the rights join. */
  | { readonly kind: 'add-preopen'; readonly preopen: Preopen }
  /** Rights on the preopen of this guest name. */
  | {
      readonly kind: 'add-rights';
      readonly guest: string;
      readonly base: readonly RightName[];
      readonly inheriting: readonly RightName[];
    }
  | { readonly kind: 'add-socket'; readonly port: number };

/**
 * The policy with the change made. A guest name stands for one folder: a preopen of another folder under the same
 * name takes the place of the one before. Rights for a name that is not granted change nothing.
 */
export function amend(policy: Policy, change: PolicyChange): Policy {
  switch (change.kind) {
    case 'add-preopen':
      return withPreopen(policy, change.preopen);
    case 'add-rights':
      return {
        ...policy,
        preopens: policy.preopens.map((preopen) =>
          preopen.guest === change.guest ? joined(preopen, change) : preopen,
        ),
      };
    case 'add-socket':
      return policy.listen.some(({ port }) => port === change.port)
        ? policy
        : { ...policy, listen: [...policy.listen, { port: change.port }] };
    default:
      return assertNever(change, 'change of a policy');
  }
}

function withPreopen(policy: Policy, added: Preopen): Policy {
  const at = policy.preopens.findIndex(({ guest }) => guest === added.guest);
  const known = policy.preopens[at];
  if (!known) return { ...policy, preopens: [...policy.preopens, added] };
  const preopen = known.folder === added.folder ? joined(known, added) : added;
  return { ...policy, preopens: policy.preopens.with(at, preopen) };
}

function joined(preopen: Preopen, more: Pick<Preopen, 'base' | 'inheriting'>): Preopen {
  return {
    ...preopen,
    base: union(preopen.base, more.base),
    inheriting: union(preopen.inheriting, more.inheriting),
  };
}

function union(a: readonly RightName[], b: readonly RightName[]): readonly RightName[] {
  return RIGHT_NAMES.filter((name) => a.includes(name) || b.includes(name));
}
