import type { Func } from './canonical/functions.ts';
import type { Entity, Instance } from './scope.ts';
import { checkSignature, interfaceName, signatureOf } from './wasi/signatures.ts';

/** A function of an interface of WASI 0.2 that a component exports: `wasi:cli/run` with `run` makes it a command. */
export function exportedFunc({ exports }: Instance, from: string, name: string): Func | undefined {
  for (const [full, entity] of exports) {
    if (interfaceName(full).name !== from || entity.sort !== 'instance') continue;
    const found: Entity | undefined = entity.instance.exports.get(name);
    const wanted = signatureOf(full, name);
    if (found?.sort !== 'func' || !wanted) continue;
    checkSignature(full, name, found.func.type, wanted);
    return found.func;
  }
  return undefined;
}
