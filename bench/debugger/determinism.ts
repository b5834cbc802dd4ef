import { readdirSync, readFileSync, statSync } from 'node:fs';
import { webcrypto } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bootDebug } from '../../runtime/debug/testing/debug-fixture.ts';
import { programOf } from '../../runtime/toolchain/mistakes/mistake.ts';
import { MISTAKES } from '../../runtime/toolchain/mistakes/mistakes.ts';
import { walkAtRandom, walkForward } from '../../runtime/debug/testing/random-walk.ts';

/**
 * `npm run determinism [NAME...]`: debugs each program of the project, moves forward and back in it 200 times at random, and
 * compares a hash of its memory wherever it comes again, and with a run that only stepped forward.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MOVES = 200;
const MOST_FORWARD = 600;
const INPUT = '4 7 12 3\nAnna\n5\n42\n'.repeat(4);
/** What measuring programs are given when they are measured. */
const AMOUNTS = '#define ROUNDS 1000u\n#define MEGABYTES 1\n';
/** Of the example programs about mistakes, one in so many: they are much alike. */
const EACH_MISTAKE = 4;
/** These wait for something besides input, or hold references, which are not in memory; walk has the numbers of devices in it, which are new with each project. */
const LEFT_OUT = [
  'server',
  'references',
  'walk',
  '15-references/files',
  '15-references/solution',
  '10-revocation/files',
];

// A run that starts afresh is to see the same time and the same random numbers, and files of the same age: while a project is
// built, which takes another number of looks at the clock each time, time stands still.
let now = 0;
let isBuilding = true;
performance.now = () => (isBuilding ? 0 : (now += 0.001));
webcrypto.getRandomValues = (array) => {
  if (ArrayBuffer.isView(array)) new Uint8Array(array.buffer, array.byteOffset, array.byteLength).fill(7);
  return array;
};

const wanted = process.argv.slice(2);
let [failed, count, compared] = [0, 0, 0];
for (const [name, files] of programs()) {
  if (LEFT_OUT.includes(name) || (wanted.length > 0 && !wanted.some((one) => name.includes(one)))) continue;
  try {
    const forward = walkForward(await afresh(files), MOST_FORWARD, INPUT);
    const { again, different } = walkAtRandom(await afresh(files), MOVES, ++count, INPUT, forward);
    compared += again;
    if (different.length > 0) failed++;
    const said = different.length === 0 ? 'same' : `DIFFERS at ${different.slice(0, 5).join(', ')}`;
    process.stdout.write(`${name}: ${forward.size} stops, came again ${again} times; ${said}\n`);
  } catch (error) {
    failed++;
    process.stdout.write(`${name}: ${String(error)}\n`);
  }
}
process.stdout.write(`${count} programs, ${compared} moments compared, ${failed} differ\n`);
process.exitCode = failed > 0 ? 1 : 0;

async function afresh(files: Readonly<Record<string, string>>): ReturnType<typeof bootDebug> {
  isBuilding = true;
  const booted = await bootDebug(files);
  [now, isBuilding] = [0, false];
  return booted;
}

/** A program is a file, or a folder with the other files that it needs. */
function* programs(): Generator<readonly [name: string, files: Readonly<Record<string, string>>]> {
  for (const folder of ['bench/debugger/programs', 'bench/programs', 'app/features/examples/programs'])
    for (const name of readdirSync(path.join(ROOT, folder))) {
      const at = path.join(ROOT, folder, name);
      if (statSync(at).isDirectory()) yield [name, textsIn(at)];
      else if (/\.(c|cpp)$/.test(name) && name !== 'part.c')
        yield [name, { [name]: `${AMOUNTS}${readFileSync(at, 'utf8')}` }];
    }
  for (const name of readdirSync(path.join(ROOT, 'lessons'))) {
    const at = path.join(ROOT, 'lessons', name);
    if (!statSync(at).isDirectory()) continue;
    const files = textsIn(path.join(at, 'files'));
    yield [`${name}/files`, files];
    const solution = readdirSync(at).includes('solution') ? textsIn(path.join(at, 'solution')) : {};
    if (Object.keys(solution).length > 0) yield [`${name}/solution`, { ...files, ...solution }];
  }
  const mistakes = Object.values(MISTAKES).flat();
  const point = 'struct point { int x, y; };\n';
  for (const [i, mistake] of mistakes.entries())
    if (i % EACH_MISTAKE === 0 && mistake.flags === undefined)
      yield [`mistake: ${mistake.name}`, { 'main.c': programOf(mistake, mistake.right), 'point.h': point }];
}

function textsIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8')];
    }),
  );
}
