import { withHarness } from '../drive/harness-page.ts';
import { NativeToolchain } from '../drive/native.ts';
import { missing, type Figure, type Group } from '../figure.ts';
import { programSource } from '../programs.ts';
import { median, range, repeat } from '../statistics.ts';

const PARTS = 19;
const CASES = ['all files changed', 'one file changed', 'nothing changed'] as const;
type Case = (typeof CASES)[number];

/** A project of twenty files, built again after a change: compiled side by side, and only what has to be. */
export const project: Group = {
  name: 'project',
  async *measure({ browsers, isQuick }) {
    const count = isQuick ? 3 : 9;
    using native = await NativeToolchain.find();
    const reference = native && (await inAllCases(count, (path, text) => native.write(path, text), makeWith(native)));
    for (const browser of browsers) {
      try {
        yield* await withHarness(browser, 'shared', async (harness) => {
          let mostAtWork = 0;
          const build = async (): Promise<number> => {
            const run = await harness.runProject();
            if (run.outcome.kind !== 'exited') throw new Error(`The project was not built: ${JSON.stringify(run)}`);
            mostAtWork = Math.max(mostAtWork, run.mostAtWork);
            return run.buildMs;
          };
          const ours = await inAllCases(count, (path, text) => harness.write(path, text), build);
          return CASES.map((which): Figure => {
            const ms = reference?.[which];
            return {
              name: `${PARTS + 1} files, ${which}`,
              where: browser,
              value: median(ours[which]),
              unit: 'ms',
              reference: ms && { value: median(ms), what: `make -j with ${native?.what ?? ''}` },
              note: `${range(ours[which], 1)}${which === CASES[0] ? `; ${mostAtWork} compilers at once` : ''}`,
            };
          });
        });
      } catch (error) {
        yield missing({ name: `${PARTS + 1} files`, where: browser, unit: 'ms' }, error);
      }
    }
  },
};

/** ms of each build in each case. Comments are what changes, of another length each time. */
async function inAllCases(
  count: number,
  write: (path: string, text: string) => unknown,
  build: () => number | Promise<number>,
): Promise<Readonly<Record<Case, readonly number[]>>> {
  let version = 0;
  const writeParts = async (which: readonly number[]): Promise<void> => {
    version++;
    for (const number of which) await write(`part${number}.c`, partSource(number, version));
  };
  const all = Array.from({ length: PARTS }, (_, number) => number);
  await write('part.h', programSource('part', 'h'));
  const writeAll = async (): Promise<void> => {
    await write('main.c', mainSource(version + 1));
    await writeParts(all);
  };
  // Plans are made and code is compiled before it counts.
  await writeAll();
  await build();
  await writeAll();
  await build();
  const timed = (change: () => unknown): Promise<readonly number[]> =>
    repeat(count, async () => {
      await change();
      return build();
    });
  return {
    'all files changed': await timed(writeAll),
    'one file changed': await timed(() => writeParts([7])),
    'nothing changed': await timed(() => undefined),
  };
}

function partSource(number: number, version: number): string {
  return `${programSource('part').replaceAll('NUMBER', String(number))}const int version_${number} = ${version};\n`;
}

function mainSource(version: number): string {
  const numbers = Array.from({ length: PARTS }, (_, number) => number);
  return `#include "part.h"
#include <stdio.h>
${numbers.map((number) => `double work_${number}(const double *values, size_t count);`).join('\n')}
const struct part parts[] = { ${numbers.map((number) => `{ "part ${number}", work_${number} }`).join(', ')} };
const size_t part_count = ${PARTS};
const int version = ${version};
int main(void)
{
    const double values[] = { 3, 1, 4, 1, 5, 9, 2, 6 };
    double sum = 0;
    for (size_t i = 0; i < part_count; i++) sum += parts[i].work(values, 8);
    printf("%g\\n", sum);
    return 0;
}
`;
}

function makeWith(native: NativeToolchain): () => number {
  native.writeMakefile(['main', ...Array.from({ length: PARTS }, (_, number) => `part${number}`)], 'part.h');
  return () => native.make();
}
