import { assertNever } from '../../base/assert-never.ts';
import type { CPlace, ProgramOutcome } from '../../project/program-outcome.ts';
import { exitedWith } from '../../abi/exit-status.ts';
import type { JobEnd } from '../tools/machine.ts';
import { explainLeaks } from './explain-leaks.ts';
import { explainChecksReport } from './explain-checks-report.ts';
import { Facts } from './facts.ts';
import { explainTrap } from './explain-trap.ts';
import { namesOf, symbolize } from './symbolize.ts';
import type { Tools } from '../tools/tools.ts';

/** Looks up where in the source a trapped `program` was, if there are tools for it; every other end is passed on as it is. */
export async function outcomeOf(tools: Tools | undefined, program: Uint8Array, end: JobEnd): Promise<ProgramOutcome> {
  switch (end.kind) {
    case 'exited':
      return exitedWith(end.code);
    case 'signalled':
    case 'faulted':
    case 'not-started':
      return end;
    case 'killed':
      return { kind: 'stopped' };
    case 'trapped': {
      const { reason, message, report } = end.trap;
      if (!tools && report !== undefined && new Facts(report).kind === LEAKS)
        return exitedWith(new Facts(report).number('code') ?? 0);
      if (!tools) return { kind: 'trapped', reason, message, stack: namesOf(end.trap) };
      if (report !== undefined && new Facts(report).kind === LEAKS) {
        const facts = new Facts(report);
        return { ...exitedWith(facts.number('code') ?? 0), leaks: await explainLeaks(tools, program, facts) };
      }
      if (report !== undefined && new Facts(report).kind !== STACK_USED_UP) {
        const { mistake, stack } = await explainChecksReport(tools, program, end.trap, report);
        return { kind: 'trapped', reason, message, stack: stack.map(plainPlace), mistake };
      }
      const trap = report === undefined ? end.trap : { ...end.trap, reason: 'stack-overflow' as const };
      const explained = await explainTrap(tools, program, trap, await symbolize(tools, program, trap));
      const { explanation } = explained;
      return {
        kind: 'trapped',
        reason: explained.reason,
        message,
        stack: explained.stack.map(plainPlace),
        ...(explanation === undefined ? {} : { explanation }),
      };
    }
    default:
      return assertNever(end, 'end of a job');
  }
}

/** Worded as it is for a program without checks. */
const STACK_USED_UP = 'stack-used-up';
/** Found when the program had ended by itself. */
const LEAKS = 'leaks';

function plainPlace({ function: name, file, line }: CPlace): CPlace {
  return { function: name, file, line };
}
