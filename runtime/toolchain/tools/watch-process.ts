import type { Kernel } from '../../kernel/kernel.ts';
import type { Process } from '../../kernel/process/process.ts';
import { Refusals } from '../../kernel/watch/refusals.ts';
import { CallTracer } from '../../kernel/watch/tracer.ts';
import type { Watcher } from './machine.ts';

export interface Watched {
  readonly tracer: CallTracer;
  readonly refusals: Refusals;
}

/**
 * Records what `process` is refused from now on. Its calls are traced once it is given the tracer. `like`: of the program that
 * started it, whose events these are counted with.
 */
export function watchProcess(
  process: Process,
  { root, host }: Pick<Kernel, 'root' | 'host'>,
  watcher: Watcher,
  like?: Watched,
): Watched {
  const refusals = new Refusals(process, root, host, (event) => watcher.refused(event), like?.refusals);
  process.refusals = refusals;
  const tracer = new CallTracer(
    process,
    root,
    host,
    (event) => {
      watcher.record(event);
      refusals.note(event);
    },
    like?.tracer,
  );
  return { tracer, refusals };
}
