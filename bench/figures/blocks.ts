import { closeSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { withHarness } from '../drive/harness-page.ts';
import { NodeGuests } from '../drive/node-guest.ts';
import { MEMORY_FOLDER } from '../drive/peers.ts';
import { missing, type Figure, type Group } from '../figure.ts';
import { numberSaid, programSource } from '../programs.ts';
import { median, range, repeat } from '../statistics.ts';

const BLOCK_BYTES = 65536;
const WAYS = ['write', 'read'] as const;
/** GB a second, at least. */
const GOALS = { write: 0.5, read: 1 } as const;

/** A large file in blocks of 64 KiB, there and back. */
export const blocks: Group = {
  name: 'blocks',
  async *measure({ browsers, isQuick }) {
    const mebibytes = isQuick ? 64 : 256;
    const reference = nodeFiles(mebibytes);
    const rounds = isQuick ? 1 : 5;
    const figures = (where: Figure['where'], said: readonly string[]): readonly Figure[] =>
      WAYS.map((way) => {
        const rates = said.map((each) => rate(mebibytes, numberSaid(each, way)));
        return {
          name: `${way} ${mebibytes} MiB in 64 KiB blocks`,
          where,
          value: median(rates),
          unit: 'GB/s',
          goal: GOALS[way],
          reference: { value: rate(mebibytes, reference[way]), what: `node:fs on ${MEMORY_FOLDER}` },
          note: range(rates, 2),
        };
      });

    for (const browser of browsers) {
      try {
        yield* figures(
          browser,
          await withHarness(browser, 'shared', (harness) =>
            repeat(rounds, () => harness.measure(programSource('blocks'), String(mebibytes))),
          ),
        );
      } catch (error) {
        yield missing({ name: `${mebibytes} MiB in 64 KiB blocks`, where: browser, unit: 'GB/s' }, error);
      }
    }
    const guests = new NodeGuests();
    const program = await guests.build(programSource('blocks'));
    yield* figures('node', await repeat(rounds, () => guests.measure(program, [String(mebibytes)])));
  },
};

/** GB (of 10^9 bytes) a second. */
function rate(mebibytes: number, ns: number): number {
  return (mebibytes * 2 ** 20) / ns;
}

/** The same with Node's own files: ns for each way. */
function nodeFiles(mebibytes: number): Readonly<Record<(typeof WAYS)[number], number>> {
  const name = path.join(MEMORY_FOLDER, `preopen-bench-${process.pid}`);
  const block = new Uint8Array(BLOCK_BYTES).fill(120);
  const count = (mebibytes * 2 ** 20) / BLOCK_BYTES;
  const file = openSync(name, 'w+');
  try {
    ftruncateSync(file, 0);
    const written = timedNs(() => {
      for (let i = 0; i < count; i++) writeSync(file, block);
    });
    const read = timedNs(() => {
      for (let i = 0; i < count; i++) readSync(file, block, 0, BLOCK_BYTES, i * BLOCK_BYTES);
    });
    return { write: written, read };
  } finally {
    closeSync(file);
    rmSync(name);
  }
}

function timedNs(work: () => void): number {
  const startedAt = performance.now();
  work();
  return (performance.now() - startedAt) * 1e6;
}
