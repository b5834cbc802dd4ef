import type { Debuggee } from '../debug-link.ts';
import type { DebugProgram } from '../debug-program.ts';
import { callsByAddress, framesOf, lengthIn, placeOf, stackEndOf, visibleVariables, type Frame } from '../frames.ts';
import type { Site } from '../instrument/sites.ts';
import type { ExpressionScope } from '../values/expression-value.ts';

/** What the names in an expression mean in the innermost call. */
export function stopScope(program: DebugProgram, debuggee: Debuggee, site: Site, record: number): ExpressionScope {
  const { memory, heap } = debuggee;
  const frame: Frame = { depth: 1, function: site.function, site, record };
  const locals = visibleVariables(frame);
  const { globals } = program.info;
  return {
    memory,
    heap,
    callAt: callsByAddress(memory, framesOf(memory, program.sites, site, record)),
    functionAt: (pointer) => program.pointedFunctions.get(pointer),
    stackEnd: stackEndOf(frame, debuggee),
    lengthOf: (entry) => lengthIn(entry, frame, memory),
    variable: (name) => {
      const local = locals.find((one) => one.name === name);
      const found = local ?? globals.find((one) => one.name === name);
      const place = found && placeOf(found, memory, local && frame);
      return found && place?.kind === 'memory' ? { type: found.type, address: place.address } : undefined;
    },
    typeNamed: program.info.typeNamed,
    constant: program.info.constantNamed,
  };
}
