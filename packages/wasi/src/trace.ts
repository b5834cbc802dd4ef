import { CallTracer } from '../../../runtime/kernel/watch/tracer.ts';
import type { TraceEvent } from '../../../runtime/trace/event.ts';
import type { Trace } from './options.ts';

export { traceLine } from '../../../runtime/trace/wording.ts';
export type { TraceEvent } from '../../../runtime/trace/event.ts';

/** Records every call of a program, in the order in which they are carried out; `traceLine` words one as strace does. */
export function trace(record: (event: TraceEvent) => void): Trace {
  return {
    attach: (process, { root, host }) => void (process.tracer = new CallTracer(process, root, host, record)),
  };
}
