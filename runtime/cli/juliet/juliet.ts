/*
 * `npm run juliet -- DIR [EVERY]`: builds and runs the C cases of the Juliet suite at DIR, checked, and prints for each
 * weakness how many flaws were found and how many correct variants were accused. EVERY: of so many cases one is run. Those
 * that need a network, threads, Windows or several files are left out. Fails if a correct variant is accused.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SuppliedInput, Forward } from '../kernel/devices/devices.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import type { ProgramOutcome } from '../project/program-outcome.ts';
import { replay } from '../guest/replay.ts';
import { outcomeOf } from '../toolchain/report/outcome.ts';
import { findUnset } from '../toolchain/unset/find-unset.ts';
import { StreamInode } from '../vfs/inode.ts';
import { NodeToolchain } from './node-toolchain.ts';

const WEAKNESSES = [121, 122, 124, 126, 127, 190, 369, 401, 415, 416, 457, 476, 562, 590];
const LEAK = 401;
const NOT_HERE = /w32|socket|thread|fscanf|fgets|rand|file|environment|console|\d\d[a-e]\.c$|\.cpp$/i;
const SUPPORT = ['io.c', 'std_testcase.h', 'std_testcase_io.h'];

interface Count {
  cases: number;
  found: number;
  accused: number;
  unbuilt: number;
}

const [folder, every = '1'] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Usage: npm run juliet -- DIR [EVERY]\n');
  process.exit(2);
}
const toolchain = NodeToolchain.load();
const workbench = toolchain.boot();
for (const name of SUPPORT)
  workbench.files.write(name, new Uint8Array(readFileSync(path.join(folder, 'testcasesupport', name))));

let accusations = 0;
for (const weakness of WEAKNESSES) {
  const cases = casesOf(weakness).filter((_, i) => i % Number(every) === 0);
  const count: Count = { cases: 0, found: 0, accused: 0, unbuilt: 0 };
  for (const file of cases) await tryCase(file, weakness, count);
  accusations += count.accused;
  const { cases: tried, found, accused, unbuilt } = count;
  say(`CWE ${weakness}: ${found} of ${tried} flaws found, ${accused} correct variants accused, ${unbuilt} not built`);
}
process.exitCode = accusations > 0 ? 1 : 0;

function casesOf(weakness: number): readonly string[] {
  const all = path.join(folder ?? '', 'testcases');
  const name = readdirSync(all).find((one) => one.startsWith(`CWE${weakness}_`));
  if (name === undefined) return [];
  return readdirSync(path.join(all, name), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.c') && !NOT_HERE.test(file))
    .map((file) => path.join(all, name, file))
    .sort();
}

async function tryCase(file: string, weakness: number, count: Count): Promise<void> {
  const source = readFileSync(file, 'utf8');
  const bad = await run(`#define INCLUDEMAIN\n#define OMITGOOD\n${source}`);
  const good = await run(`#define INCLUDEMAIN\n#define OMITBAD\n${source}`);
  if (!bad || !good) {
    count.unbuilt++;
    return;
  }
  count.cases++;
  if (isReported(bad, weakness)) count.found++;
  else say(`  not found: ${path.basename(file)}: ${bad.outcome.kind}`);
  if (!isReported(good, weakness)) return;
  count.accused++;
  say(`  accused: ${path.basename(file)}: ${JSON.stringify(good)}`);
}

/** What is not freed counts where that is the flaw: many correct variants of the others free nothing. */
function isReported({ outcome, isUnset }: Ran, weakness: number): boolean {
  return (
    isUnset ||
    outcome.kind === 'trapped' ||
    (weakness === LEAK && outcome.kind === 'exited' && outcome.leaks !== undefined)
  );
}

interface Ran {
  readonly outcome: ProgramOutcome;
  /** A value that was never set was used. */
  readonly isUnset: boolean;
}

async function run(source: string): Promise<Ran | undefined> {
  const { machine, builder, tools, files } = workbench;
  files.write('main.c', new TextEncoder().encode(source));
  const settings = { ...DEFAULT_SETTINGS, checks: 'on', optimization: '-O0', warnings: 'none' } as const;
  const { signal } = new AbortController();
  const built = await builder.build({
    settings,
    signal,
    progress: () => undefined,
    needCxx: workbench.needCxx,
  });
  if (built.kind !== 'built') return undefined;
  const { devices } = machine.kernel;
  const nowhere = new StreamInode(devices, 'unknown', new Forward(() => undefined));
  const job = machine.start({
    name: 'main',
    module: new WebAssembly.Module(built.program as Uint8Array<ArrayBuffer>),
    argv: ['main'],
    environ: [],
    policy: DEFAULT_POLICY,
    isRecorded: true,
    stdio: {
      stdin: new StreamInode(devices, 'unknown', new SuppliedInput(new Uint8Array())),
      stdout: nowhere,
      stderr: nowhere,
    },
  });
  const outcome = await outcomeOf(tools, built.program, await job.ended);
  const answers = outcome.kind === 'exited' ? await job.answers?.() : undefined;
  const unset =
    answers &&
    (await findUnset({
      builder,
      program: built.program,
      tools,
      settings,
      signal,
      replay: (module) => Promise.resolve(replay(new WebAssembly.Module(module), answers)),
    }));
  return { outcome, isUnset: unset !== undefined };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
