import { readProgramInfo } from '../../debug/program-info.ts';
import type { Trap } from '../../guest/trap.ts';
import { UNSET, type Mistake } from '../../project/mistake.ts';
import type { ProjectSettings } from '../../project/settings.ts';
import type { Builder } from '../build/build.ts';
import { explainChecksReport } from '../report/explain-checks-report.ts';
import { Facts } from '../report/facts.ts';
import type { Tools } from '../tools/tools.ts';
import { markStores } from './mark-stores.ts';

/** How a program is looked through for values that were never set. */
export interface UnsetSearch {
  readonly builder: Builder;
  /** The one that ran, as the builder returned it. */
  readonly program: Uint8Array;
  readonly tools: Tools;
  readonly settings: ProjectSettings;
  readonly signal: AbortSignal;
  /** Runs the module on the answers that the program was given; its trap. Undefined: it ended by itself, or was ended. */
  readonly replay: (module: Uint8Array<ArrayBuffer>) => Promise<Trap | undefined>;
}

/**
 * Looks for the first value that was never set and mattered in the run of `program` that is over: in another build of it,
 * which is told what the run was told. Undefined: there is none, or it cannot be known.
 */
export async function findUnset(search: UnsetSearch): Promise<Mistake | undefined> {
  const { builder, program: ran, tools, settings, signal, replay } = search;
  const program = await builder.unset(ran, settings, signal);
  if (!program) return undefined;
  const end = Math.max(0, ...readProgramInfo(program).functions.map(({ high }) => high));
  const { module, shift } = markStores(program, end);
  const trap = await replay(module);
  if (trap?.report === undefined || new Facts(trap.report).kind !== UNSET) return undefined;
  // Places are looked up in the program as it was linked.
  const frames = trap.frames.map((frame) => ({ ...frame, byteOffset: frame.byteOffset - shift }));
  return (await explainChecksReport(tools, program, { ...trap, frames }, trap.report)).mistake;
}
