import { assertNever } from '../../base/assert-never.ts';
import type { TrapReason } from '../../abi/trap-reason.ts';
import { exitedWith, type ExitedOutcome } from '../../abi/exit-status.ts';
import type { JobEnd } from '../tools/machine.ts';
import { explainTrap } from './explain-trap.ts';
import { namesOf, symbolize, type SourcePlace } from './symbolize.ts';
import type { Tools } from '../tools/tools.ts';

/** How a program's run ended, with the C places of a trap. */
export type ProgramOutcome =
  | ExitedOutcome
  | { readonly kind: 'signalled'; readonly signal: string }
  | {
      readonly kind: 'trapped';
      readonly reason: TrapReason;
      readonly message: string;
      readonly stack: readonly SourcePlace[];
      /** What happened and what to do, in whole sentences, where more is known than the reason. */
      readonly explanation?: string;
    }
  | { readonly kind: 'stopped' }
  /** Our own code failed: not the program's fault. */
  | { readonly kind: 'faulted'; readonly message: string }
  | { readonly kind: 'not-started'; readonly message: string };

/** Looks up where in the source a trapped `program` was, if there are tools for it; everything else is told as it is. */
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
      const { reason, message } = end.trap;
      if (!tools) return { kind: 'trapped', reason, message, stack: namesOf(end.trap) };
      const explained = await explainTrap(tools, program, end.trap, await symbolize(tools, program, end.trap));
      const { explanation } = explained;
      return {
        kind: 'trapped',
        reason: explained.reason,
        message,
        stack: explained.stack.map(({ function: name, file, line }) => ({ function: name, file, line })),
        ...(explanation === undefined ? {} : { explanation }),
      };
    }
    default:
      return assertNever(end, 'end of a job');
  }
}
