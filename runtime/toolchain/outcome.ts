import { assertNever } from '../base/assert-never.ts';
import type { TrapReason } from '../abi/trap-reason.ts';
import { exitedWith, type ExitedOutcome } from '../abi/exit-status.ts';
import type { JobEnd } from './machine.ts';
import { namesOf, symbolize, type SourcePlace } from './symbolize.ts';
import type { Tools } from './tools.ts';

/** How a program's run ended, with the C places of a trap. */
export type ProgramOutcome =
  | ExitedOutcome
  | { readonly kind: 'signalled'; readonly signal: string }
  | {
      readonly kind: 'trapped';
      readonly reason: TrapReason;
      readonly message: string;
      readonly stack: readonly SourcePlace[];
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
      return {
        kind: 'trapped',
        reason,
        message,
        stack: tools ? await symbolize(tools, program, end.trap) : namesOf(end.trap),
      };
    }
    default:
      return assertNever(end, 'end of a job');
  }
}
