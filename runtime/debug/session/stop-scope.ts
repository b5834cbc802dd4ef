import type { CType } from '../c-type.ts';
import type { Debuggee } from '../debug-link.ts';
import type { DebugProgram } from '../debug-program.ts';
import { callsByAddress, framesOf, lengthIn, placeOf, stackEndOf, visibleVariables, type Frame } from '../frames.ts';
import type { Site } from '../instrument/sites.ts';
import type { ExpressionScope } from '../values/evaluate-expression.ts';

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
    stackEnd: stackEndOf(frame, debuggee),
    lengthOf: (entry) => lengthIn(entry, frame, memory),
    variable: (name) => {
      const local = locals.find((one) => one.name === name);
      const found = local ?? globals.find((one) => one.name === name);
      const place = found && placeOf(found, memory, local && frame);
      return found && place?.kind === 'memory' ? { type: found.type, address: place.address } : undefined;
    },
    constant: (name) => {
      for (const { type } of [...locals, ...globals]) {
        const found = enumerator(type, name, 2);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/** The value of an enumerator of a type, or of what it is made of. */
function enumerator(type: CType, name: string, depth: number): number | undefined {
  if (type.kind === 'enum') return [...type.enumerators].find(([, one]) => one === name)?.[0];
  if (depth === 0) return undefined;
  if (type.kind === 'array') return enumerator(type.element, name, depth);
  if (type.kind === 'pointer') return enumerator(type.target, name, depth - 1);
  if (type.kind !== 'struct' && type.kind !== 'union') return undefined;
  for (const member of type.members) {
    const found = enumerator(member.type, name, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
