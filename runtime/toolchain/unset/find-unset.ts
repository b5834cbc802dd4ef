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

/** A program as it is looked through: it runs on the answers that the first one was given. */
export interface PreparedUnset {
  readonly module: Uint8Array<ArrayBuffer>;
  /** As it was linked, where places are looked up. */
  readonly program: Uint8Array;
  readonly shift: number;
}

/**
 * Looks for the first value that was never set and mattered in the run of `program` that is over: in another build of it,
 * which is told what the run was told. Undefined: there is none, or it cannot be known.
 */
export async function findUnset(search: UnsetSearch): Promise<Mistake | undefined> {
  const prepared = await prepareUnset(search);
  const trap = prepared && (await search.replay(prepared.module));
  return trap && explainUnset(search.tools, prepared, trap);
}

/** The other build, for any number of runs. Undefined: it cannot be had. */
export async function prepareUnset({
  builder,
  program: ran,
  settings,
  signal,
}: Pick<UnsetSearch, 'builder' | 'program' | 'settings' | 'signal'>): Promise<PreparedUnset | undefined> {
  const program = await builder.unset(ran, settings, signal);
  if (!program) return undefined;
  const end = Math.max(0, ...readProgramInfo(program).functions.map(({ high }) => high));
  return { ...markStores(program, end), program };
}

/** What a replay ended by, in words. Undefined: by something else than a value that was never set. */
export async function explainUnset(
  tools: Tools,
  { program, shift }: PreparedUnset,
  trap: Trap,
): Promise<Mistake | undefined> {
  if (trap.report === undefined || new Facts(trap.report).kind !== UNSET) return undefined;
  const frames = trap.frames.map((frame) => ({ ...frame, byteOffset: frame.byteOffset - shift }));
  return (await explainChecksReport(tools, program, { ...trap, frames }, trap.report)).mistake;
}
