import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { debugProgram } from '../../runtime/cli/debug-program.ts';
import { parseRunArgs } from '../../runtime/cli/run-args.ts';
import type { JsonStop } from '../../runtime/debug/stop-json.ts';
import type { JsonValue } from '../../runtime/debug/values/json-value.ts';

/**
 * `npm run against-gdb [NAME...]`: steps through each program with `preopen debug` and with gdb, and prints where lines,
 * frames or values differ. Needs gdb and clang-19 with -m32. What we say is not set is not compared.
 */
const HERE = path.dirname(fileURLToPath(import.meta.url));
const PROGRAMS = path.join(HERE, 'programs');
const MOST = 3000;

const wanted = process.argv.slice(2);
const names = readdirSync(PROGRAMS).filter(
  (name) => !/\.(txt|json)$/.test(name) && (wanted.length === 0 || wanted.some((one) => name.startsWith(one))),
);
const known = JSON.parse(readFileSync(path.join(PROGRAMS, 'differences.json'), 'utf8')) as Record<string, string>;
let failed = 0;
for (const name of names) {
  const files = filesOf(name);
  const theirs = stepWithGdb(name, files);
  const ours = await stepHere(name, files);
  const difference = firstDifference(ours, theirs);
  if (process.env['STEPS_SHOW'])
    process.stdout.write(
      `${[ours, theirs].map((stops) => stops.map(({ line, depth }) => `${line}/${depth}`).join(' ')).join('\n')}\n`,
    );
  const reason = known[name];
  if (difference !== undefined && reason === undefined) failed++;
  const unset = JSON.stringify(ours).split('"?"').length - 1;
  const said =
    difference === undefined ? 'same' : `${reason === undefined ? 'DIFFERS' : `known (${reason})`}: ${difference}`;
  process.stdout.write(`${name}: ${ours.length} stops, ${unset} values not set; ${said}\n`);
  if (difference === undefined && reason !== undefined) {
    failed++;
    process.stdout.write(`${name} is listed as different, and is the same\n`);
  }
}
process.exitCode = failed > 0 ? 1 : 0;

function filesOf(name: string): readonly string[] {
  const whole = path.join(PROGRAMS, name);
  if (!statSync(whole).isDirectory()) return [whole];
  return readdirSync(whole)
    .filter((file) => /\.(c|cpp)$/.test(file))
    .map((file) => path.join(whole, file));
}

function inputOf(name: string): string | undefined {
  const input = path.join(PROGRAMS, `${name.replace(/\.\w+$/, '')}.txt`);
  return existsSync(input) ? input : undefined;
}

function stepWithGdb(name: string, files: readonly string[]): readonly JsonStop[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'steps-'));
  const [program, out] = [path.join(folder, 'main'), path.join(folder, 'stops.json')];
  const isCxx = files.some((file) => file.endsWith('.cpp'));
  const language = isCxx ? ['clang++-19', '-std=c++20', '-fno-exceptions'] : ['clang-19', '-std=gnu17'];
  const [compiler = '', ...flags] = language;
  execFileSync(compiler, [...flags, '-m32', '-O0', '-g', '-w', '-fno-pie', '-no-pie', ...files, '-o', program, '-lm']);
  const input = inputOf(name);
  const run = spawnSync('gdb', ['-nx', '-batch', '-x', path.join(HERE, 'gdb_steps.py'), program], {
    encoding: 'utf8',
    env: {
      ...process.env,
      STEPS_OUT: out,
      STEPS_FOLDER: PROGRAMS,
      STEPS_FILES: files.map((file) => path.basename(file)).join(':'),
      STEPS_MOST: String(MOST),
      STEPS_REDIRECT: input === undefined ? '' : `< ${input}`,
    },
  });
  if (!existsSync(out)) throw new Error(`gdb did not step through ${name}:\n${run.stdout}${run.stderr}`);
  const stops = JSON.parse(readFileSync(out, 'utf8')) as readonly JsonStop[];
  rmSync(folder, { recursive: true });
  return stops;
}

async function stepHere(name: string, files: readonly string[]): Promise<readonly JsonStop[]> {
  const args = parseRunArgs(['debug', ...files, '--json', '--steps', String(MOST), '--flags', '-w']);
  if (!args.ok) throw new Error(args.error);
  let printed = '';
  const input = inputOf(name);
  await debugProgram(args.value, {
    stdin: new Uint8Array(input === undefined ? [] : readFileSync(input)),
    stdout: (bytes) => (printed += new TextDecoder().decode(bytes)),
    stderr: () => undefined,
  });
  return JSON.parse(printed) as readonly JsonStop[];
}

function firstDifference(ours: readonly JsonStop[], theirs: readonly JsonStop[]): string | undefined {
  for (const [i, here] of ours.entries()) {
    const there = theirs[i];
    if (!there) return `stop ${i} is ${placeOf(here)} here; gdb has ended`;
    if (placeOf(here) !== placeOf(there)) return `stop ${i} is ${placeOf(here)} here, ${placeOf(there)} in gdb`;
    const different = differs(here.blocks, there.blocks, 'blocks') ?? differs(here.globals, there.globals, 'globals');
    if (different !== undefined) return `stop ${i}, ${placeOf(here)}: ${different}`;
  }
  return theirs.length > ours.length ? `gdb has ${theirs.length - ours.length} more stops` : undefined;
}

function placeOf({ file, line, function: name, depth }: JsonStop): string {
  return `${file}:${line} ${name} (${depth})`;
}

function differs(here: JsonValue, there: JsonValue | undefined, where: string): string | undefined {
  if (here === '?') return undefined;
  const both = `${where} is ${JSON.stringify(here)} here, ${JSON.stringify(there)} in gdb`;
  if (typeof here !== 'object' || here === null || typeof there !== 'object' || there === null)
    return here === there ? undefined : both;
  const [a, b] = [Object.entries(here), Object.keys(there)];
  if (a.length !== b.length) return both;
  for (const [name, value] of a) {
    const other = (there as Readonly<Record<string, JsonValue>>)[name];
    const different = differs(value, other, `${where}.${name}`);
    if (different !== undefined) return different;
  }
  return undefined;
}
