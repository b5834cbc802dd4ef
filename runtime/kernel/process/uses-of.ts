import { rightNames } from '../../abi/rights.ts';
import type { Needs } from '../../capability/needed.ts';
import type { GrantUse, Uses } from '../../policy/uses.ts';
import type { Process } from './process.ts';

const STREAMS = 3;

/** What `process` has used so far of what it was granted, with all that it started. */
export function usesOf({ needs, fds, clock, read }: Process): Uses {
  const [preopens, listen] = [needs.preopens.map(useOf), needs.listen.map(useOf)];
  const granted = STREAMS + preopens.length + listen.length;
  // A child does not begin with what is granted, so a grant that goes because it is not used leaves it no more room.
  const kept = STREAMS + [...preopens, ...listen].filter(({ isTouched }) => isTouched).length;
  return {
    preopens,
    listen,
    stdin: needs.stdin.own.isTouched || needs.stdin.own.rights !== 0,
    clocks: clock.isRead,
    random: read.random,
    args: read.args,
    environ: read.environ,
    openFiles: Math.max(0, fds.most - granted, fds.mostOfOthers - kept),
  };
}

function useOf({ own, beneath }: Needs): GrantUse {
  return {
    base: rightNames(own.rights),
    inheriting: rightNames(beneath.rights),
    isTouched: own.isTouched || own.rights !== 0,
  };
}
