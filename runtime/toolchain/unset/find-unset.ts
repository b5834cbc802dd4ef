import { endOfOwnCode, readProgramInfo, type ProgramInfo } from '../../debug/program-info.ts';
import type { Trap } from '../../guest/trap.ts';
import { UNSET, type Mistake } from '../../project/mistake.ts';
import type { ProjectSettings } from '../../project/settings.ts';
import type { Builder } from '../build/build.ts';
import { explainChecksReport } from '../report/explain-checks-report.ts';
import { Facts } from '../report/facts.ts';
import type { Tools } from '../tools/tools.ts';
import { markStores, type MarkedProgram } from './mark-stores.ts';
import { partOfVariable } from './part-of-variable.ts';
import { MOST_KNOWN, withKnown } from './with-known.ts';

/** How a program is looked through for values that were never set. */
export interface UnsetSearch {
  readonly builder: Builder;
  /** The one that ran, as the builder returned it. */
  readonly program: Uint8Array;
  readonly tools: Tools;
  readonly settings: ProjectSettings;
  readonly signal: AbortSignal;
  /**
   * Runs the module on the answers that the program was given; its trap. Undefined: it ended by itself, or was ended.
   * `isFurther`: there is something to report already, which waits for it.
   */
  readonly replay: (module: Uint8Array<ArrayBuffer>, isFurther: boolean) => Promise<Trap | undefined>;
}

/** A program as it is looked through: it runs on the answers that the first one was given. */
export interface PreparedUnset extends MarkedProgram {
  /** As it was linked, where places are looked up. */
  readonly program: Uint8Array;
  readonly info: ProgramInfo;
}

/**
 * Looks for values that were never set and mattered in the run of `program` that is over: in another build of it, which is told
 * what the run was told. The first one is the mistake, others are among its details. Undefined: there is none, or it cannot be known.
 */
export async function findUnset(search: UnsetSearch): Promise<Mistake | undefined> {
  const prepared = await prepareUnset(search);
  if (!prepared) return undefined;
  const first = await lookOnce(search, prepared, []);
  if (!first) return undefined;
  const others: string[] = [];
  const known = [first.source];
  // The report waits for these: a run that does not come to one soon is the last.
  while (known.length <= MOST_KNOWN && !search.signal.aborted) {
    const next = await lookOnce(search, prepared, known);
    if (!next || known.includes(next.source)) break;
    known.push(next.source);
    others.push(otherSentence(next.mistake));
  }
  const { mistake } = first;
  return { ...mistake, details: [...mistake.details, ...others] };
}

/** The other build, for any number of runs. Undefined: it cannot be had. */
export async function prepareUnset({
  builder,
  program: ran,
  settings,
  signal,
}: Pick<UnsetSearch, 'builder' | 'program' | 'settings' | 'signal'>): Promise<PreparedUnset | undefined> {
  const program = await builder.unset(ran, settings, signal);
  return program && { ...markStores(program, endOfOwnCode(program)), program, info: readProgramInfo(program) };
}

/** What a replay ended by, in words. Undefined: by something else than a value that was never set. */
export async function explainUnset(tools: Tools, prepared: PreparedUnset, trap: Trap): Promise<Mistake | undefined> {
  return (await explain(tools, prepared, trap))?.mistake;
}

interface Found {
  readonly mistake: Mistake;
  /** The variable or block, as the library numbers it. */
  readonly source: number;
}

/** Runs the program until a value is used that was never set and is not of `known`. */
async function lookOnce(
  { tools, replay }: UnsetSearch,
  prepared: PreparedUnset,
  known: readonly number[],
): Promise<Found | undefined> {
  const module = known.length === 0 ? prepared.module : withKnown(prepared.module, known);
  const trap = module && (await replay(module, known.length > 0));
  return trap && explain(tools, prepared, trap);
}

async function explain(tools: Tools, { program, shift, info }: PreparedUnset, trap: Trap): Promise<Found | undefined> {
  if (trap.report === undefined) return undefined;
  const facts = new Facts(trap.report);
  if (facts.kind !== UNSET) return undefined;
  // Places are looked up in the program as it was linked.
  const frames = trap.frames.map((frame) => ({ ...frame, byteOffset: frame.byteOffset - shift }));
  const { mistake } = await explainChecksReport(tools, program, { ...trap, frames }, trap.report, (found) => {
    const [name, word] = [found.text('name'), found.number('word')];
    return name === undefined || word === undefined ? undefined : partOfVariable(info, name, word);
  });
  return { mistake, source: facts.number('source') ?? 0 };
}

function otherSentence({ what, place }: Mistake): string {
  const at = place ? ` at ${place.file}:${place.line}` : '';
  return `Another one${at}: ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
}
