import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SuiteCompiler } from '../cli/conformance/compile-suite.ts';
import { NodeWasi } from '../cli/conformance/node-wasi.ts';
import { NodeMachine } from '../cli/node-machine.ts';
import { NODE_DIFFERENCES, PRELUDE } from './node-differences.ts';
import { runCase } from './run-case.ts';

/** More runs take another seed each time; `PREOPEN_SEED` takes one of them again. */
const RUNS = Number(process.env['PREOPEN_RUNS'] ?? 150);
const SEED = Number(
  process.env['PREOPEN_SEED'] ?? (process.env['PREOPEN_RUNS'] === undefined ? 1 : Date.now() % 2 ** 31),
);
const TIME_LIMIT_MS = process.env['PREOPEN_RUNS'] === undefined ? 20_000 : 3_600_000;

const nodeWasi = new NodeWasi();
let wasm: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  wasm = await new SuiteCompiler().compile('interp.c');
});
afterAll(() => nodeWasi.close());

/** What every line of a script printed, here and on `node:wasi`. */
async function bothAnswers(
  script: readonly string[],
): Promise<{ readonly ours: readonly string[]; readonly theirs: readonly string[] }> {
  const stdin = script.map((line) => `${line}\n`).join('');
  const theirs = await nodeWasi.run({ wasm, stdin });
  if ('failure' in theirs) throw new Error(theirs.failure);
  const ours = await runCase(new NodeMachine(), {
    wasm,
    argv: ['interp'],
    env: [],
    preopens: [{ guest: '/', files: [] }],
    stdin: new TextEncoder().encode(stdin),
    personality: 'strict',
  });
  expect([ours.end, theirs.code]).toEqual([{ kind: 'exited', code: 0 }, 0]);
  return { ours: ours.stdout.trimEnd().split('\n'), theirs: theirs.stdout.trimEnd().split('\n') };
}

const NAMES = ['a', 'b', 'd', 'e', 'l', 'k'];
const PATHS = [
  ...NAMES,
  './a',
  'd/',
  'a/',
  'd/a',
  'd/b',
  'd/e',
  'e/b',
  'l/a',
  'd/./e/a',
  'e//a',
  'nope/a',
  'd/l',
  'l/',
];
const CALLS_BY_PATH = ['open', 'stat', 'touch', 'mkdir', 'rmdir', 'unlink', 'rename', 'link', 'symlink', 'readlink'];

const path = fc.constantFrom(...PATHS);
const slot = fc.nat({ max: 5 });
/** Mostly the granted directory, so that what a path names is mostly there. One for both ends: uvwasi crashes when two do not both hold. */
const directory = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: slot });
const text = fc.constantFrom('x', 'words', '0123456789', 'a-longer-line-of-text');
const bit = fc.nat({ max: 1 });
/** Files and directories, created, truncated, exclusively, appending or not; a last link is followed, as FOLLOWED says why. */
const how = fc.constantFrom(0, 2, 64, 65, 192, 193, 201, 197, 200, 208, 209, 128, 66).map((flags) => flags | 32);

const line = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(directory, fc.integer({ min: 1, max: 5 }), path, how)
      .map(([a, b, p, f]) => `open ${a} ${b} ${p} ~ 0 ${f}`),
  },
  { weight: 1, arbitrary: slot.map((a) => `close ${a} 0 ~ ~ 0 0`) },
  { weight: 2, arbitrary: fc.tuple(slot, fc.nat({ max: 30 })).map(([a, n]) => `read ${a} 0 ~ ~ ${n} 0`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(slot, fc.nat({ max: 30 }), fc.nat({ max: 40 }))
      .map(([a, n, at]) => `pread ${a} 0 ~ ~ ${n} ${at}`),
  },
  { weight: 3, arbitrary: fc.tuple(slot, text).map(([a, t]) => `write ${a} 0 ~ ${t} 0 0`) },
  {
    weight: 1,
    arbitrary: fc.tuple(slot, text, fc.nat({ max: 40 })).map(([a, t, at]) => `pwrite ${a} 0 ~ ${t} ${at} 0`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(slot, fc.integer({ min: -20, max: 60 }), fc.nat({ max: 3 }))
      .map(([a, n, whence]) => `seek ${a} 0 ~ ~ ${n} ${whence}`),
  },
  { weight: 1, arbitrary: slot.map((a) => `tell ${a} 0 ~ ~ 0 0`) },
  { weight: 1, arbitrary: fc.tuple(slot, fc.nat({ max: 50 })).map(([a, n]) => `resize ${a} 0 ~ ~ ${n} 0`) },
  { weight: 2, arbitrary: fc.tuple(directory, path, bit).map(([a, p, f]) => `stat ${a} 0 ${p} ~ 0 ${f}`) },
  { weight: 1, arbitrary: slot.map((a) => `fstat ${a} 0 ~ ~ 0 0`) },
  { weight: 1, arbitrary: slot.map((a) => `names ${a} 0 ~ ~ 0 0`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(directory, path, fc.nat({ max: 1000 }), bit)
      .map(([a, p, n, f]) => `touch ${a} 0 ${p} ~ ${n} ${f}`),
  },
  { weight: 3, arbitrary: fc.tuple(directory, path).map(([a, p]) => `mkdir ${a} 0 ${p} ~ 0 0`) },
  { weight: 1, arbitrary: fc.tuple(directory, path).map(([a, p]) => `rmdir ${a} 0 ${p} ~ 0 0`) },
  { weight: 1, arbitrary: fc.tuple(directory, path).map(([a, p]) => `unlink ${a} 0 ${p} ~ 0 0`) },
  { weight: 2, arbitrary: fc.tuple(directory, path, path).map(([a, p, q]) => `rename ${a} ${a} ${p} ${q} 0 0`) },
  {
    weight: 1,
    arbitrary: fc.tuple(directory, path, path, bit).map(([a, p, q, f]) => `link ${a} ${a} ${p} ${q} 0 ${f}`),
  },
  { weight: 1, arbitrary: fc.tuple(directory, path, path).map(([a, p, q]) => `symlink ${a} 0 ${p} ${q} 0 0`) },
  { weight: 1, arbitrary: fc.tuple(directory, path).map(([a, p]) => `readlink ${a} 0 ${p} ~ 0 0`) },
);

function errnoOf(answer: string): string {
  return answer.slice(answer.lastIndexOf(' ') + 1);
}

/** Differs as a listed difference does: the same call, the same two errnos. */
function isListed(script: string, ours: string, theirs: string): boolean {
  const [call = ''] = script.split(' ');
  return NODE_DIFFERENCES.some(
    (one) =>
      one.ours.startsWith(`${call} `) &&
      errnoOf(one.ours) === errnoOf(ours) &&
      errnoOf(one.theirs) === errnoOf(theirs) &&
      errnoOf(ours) !== errnoOf(theirs),
  );
}

/** How many lines say anything: to where one host changed something that the other did not, as listed above. */
function comparable(script: readonly string[], ours: readonly string[], theirs: readonly string[]): number {
  let isMoved = false;
  const appending = new Set<string>();
  for (const [i, one] of script.entries()) {
    const [call = '', a = '', b = '', , , , flags] = one.split(' ');
    const isByPath = CALLS_BY_PATH.includes(call) || call === 'names';
    if ((isMoved && isByPath && a !== '0') || (call === 'pwrite' && appending.has(a))) return i;
    if (call === 'open') appending.delete(b);
    if (call === 'open' && Number(flags) & 16) appending.add(b);
    const answers = [errnoOf(ours[i] ?? ''), errnoOf(theirs[i] ?? '')];
    if (['rename', 'rmdir'].includes(call) && answers[0] === '0') isMoved = true;
    if (answers[0] !== answers[1] && answers.includes('0') && isListed(one, ours[i] ?? '', theirs[i] ?? '')) return i;
  }
  return script.length;
}

describe('next to node:wasi', () => {
  it(
    `answers alike whatever a program does to files (${RUNS} scripts, seed ${SEED})`,
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(line, { minLength: 5, maxLength: 50 }), async (random) => {
          const script = [...PRELUDE, ...random];
          const { ours, theirs } = await bothAnswers(script);
          const count = comparable(script, ours, theirs);
          const told = (answers: readonly string[]): readonly string[] =>
            script
              .slice(0, count)
              .map(
                (one, i) =>
                  `${one}  →  ${isListed(one, ours[i] ?? '', theirs[i] ?? '') ? 'as listed' : (answers[i] ?? '')}`,
              );
          expect(told(ours)).toEqual(told(theirs));
        }),
        { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: TIME_LIMIT_MS },
      );
    },
    TIME_LIMIT_MS + 20_000,
  );

  it.each(NODE_DIFFERENCES)('differs as listed: $lines', async ({ lines, ours, theirs }) => {
    const answers = await bothAnswers([...PRELUDE, ...lines]);
    expect({ ours: answers.ours.at(-1), theirs: answers.theirs.at(-1) }).toEqual({ ours, theirs });
  });
});
