import { rightNames } from '../../abi/rights.ts';
import type { Needs } from '../../capability/needed.ts';
import type { GrantUse, Uses } from '../../policy/uses.ts';
import type { Process } from './process.ts';

/** What `process` has used so far of what it was granted. */
export function usesOf({ needs, fds, clock, read }: Process): Uses {
  const granted = 3 + needs.preopens.length + needs.listen.length;
  return {
    preopens: needs.preopens.map(useOf),
    listen: needs.listen.map(useOf),
    stdin: needs.stdin.own.isTouched || needs.stdin.own.rights !== 0,
    clocks: clock.isRead,
    random: read.random,
    args: read.args,
    environ: read.environ,
    openFiles: Math.max(0, fds.most - granted),
  };
}

function useOf({ own, beneath }: Needs): GrantUse {
  return {
    base: rightNames(own.rights),
    inheriting: rightNames(beneath.rights),
    isTouched: own.isTouched || own.rights !== 0,
  };
}
