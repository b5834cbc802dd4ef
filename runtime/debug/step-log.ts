import type { Link } from '../guest/run.ts';
import { uncatchable } from '../guest/uncatchable.ts';
import type { DebugProgram } from './debug-program.ts';
import { debugLink } from './debug-link.ts';
import { StepsInto } from './steps.ts';
import { stopJson, type JsonStop } from './stop-json.ts';

/** Thrown through the program when enough of it has been seen. */
export class SeenEnough extends Error {
  override readonly name = 'SeenEnough';
}

/** Completes an instance that steps through its program from the first line of `main` on, and gives `take` each stop. */
export function stepLog(program: DebugProgram, most: number, take: (stop: JsonStop) => void): Link {
  const own = new Set(program.functionNumbers);
  const steps = new StepsInto(program.sites, (index) => own.has(index));
  let count = 0;
  return debugLink(
    program,
    ({ switches }) => switches.arm(1),
    (debuggee, site, record) => {
      debuggee.switches.arm(1);
      if (!steps.ends(debuggee, site, record)) return;
      if (count >= most) throw uncatchable(new SeenEnough('Enough stops have been seen'));
      count++;
      take(stopJson(program, debuggee.memory, debuggee.heap, site, record));
      if (count >= most) throw uncatchable(new SeenEnough('Enough stops have been seen'));
    },
  );
}
