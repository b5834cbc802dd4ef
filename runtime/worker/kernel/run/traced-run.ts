import type { CPlace } from '../../../project/program-outcome.ts';
import { namesOf, symbolizeStacks } from '../../../toolchain/report/symbolize.ts';
import type { ChildPrograms } from '../../../toolchain/tools/child-programs.ts';
import { processOfStack } from '../../../toolchain/tools/child-starter.ts';
import type { RunProgram } from './program-maker.ts';
import type { TraceFeed } from './trace-feed.ts';

/** A run, with what the stacks of its calls are looked up in. */
export interface TracedRun {
  readonly run: number;
  readonly feed: TraceFeed;
  readonly program: RunProgram;
  readonly children: ChildPrograms | undefined;
}

/** Where its stacks were, in the C source where that is known, and otherwise by names alone. */
export async function symbolizeTraced(
  { feed, program, children }: TracedRun,
  numbers: readonly number[],
): Promise<readonly (readonly CPlace[])[]> {
  const stacks = await feed.framesOf(numbers);
  const { toolchain } = program;
  if (!toolchain) return stacks.map((frames) => namesOf({ frames }));
  const places = stacks.map((): readonly CPlace[] => []);
  // Each process has its own program, and the stacks of one are looked up together.
  for (const process of new Set(numbers.map(processOfStack))) {
    const of = numbers.flatMap((number, i) => (processOfStack(number) === process ? [i] : []));
    const bytes = children?.bytesOf(process) ?? program.bytes;
    const found = await symbolizeStacks(
      toolchain.tools,
      bytes,
      of.map((i) => stacks[i] ?? []),
    );
    for (const [at, i] of of.entries()) places[i] = found[at] ?? [];
  }
  return places;
}
