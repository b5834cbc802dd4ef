/*
 * `npm run no-reports -- FILE…`: builds and runs each C program, which is one file, without checks and with them. Names those that the
 * checks report something of, and those that end otherwise or print something else; and beside them, whether native sanitizers and
 * Valgrind report something as well. Programs that do not build or do not end well without checks are counted and left out.
 * Fails if a program is reported that no other tool finds anything in.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { replay } from '../../guest/replay.ts';
import type { ProgramOutcome } from '../../project/program-outcome.ts';
import { DEFAULT_SETTINGS, type Optimization, type ProjectSettings } from '../../project/settings.ts';
import { outcomeOf } from '../../toolchain/report/outcome.ts';
import { explainUnset, prepareUnset } from '../../toolchain/unset/find-unset.ts';
import { NodeToolchain } from '../node-toolchain.ts';
import { NativeJudge } from './native-judge.ts';
import { runQuietly } from './run-quietly.ts';

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    level: { type: 'string', default: DEFAULT_SETTINGS.optimization },
    flags: { type: 'string', default: '' },
  },
});
if (files.length === 0) {
  process.stderr.write('Usage: npm run no-reports -- [--level=-O1] [--flags=FLAGS] FILE…\n');
  process.exit(2);
}

const workbench = NodeToolchain.load().boot();
const { builder, files: project, machine, needCxx, tools } = workbench;
const native = NativeJudge.all(options.level, () => []);
const { signal } = new AbortController();
const base: ProjectSettings = {
  ...DEFAULT_SETTINGS,
  optimization: options.level as Optimization,
  warnings: 'none',
  extraFlags: options.flags,
};
const count = { run: 0, left: 0, shared: 0, reported: 0, different: 0 };

for (const file of files) {
  const text = readFileSync(file, 'utf8');
  project.write('main.c', new TextEncoder().encode(text));
  const name = path.basename(file);
  const plain = await runOnce({ ...base, checks: 'off' });
  if (plain === undefined || plain.outcome.kind !== 'exited' || plain.outcome.code !== 0) {
    count.left++;
    say(`  left out: ${name}: ${plain === undefined ? 'does not build' : JSON.stringify(plain.outcome)}`);
    continue;
  }
  count.run++;
  const checked = await runOnce({ ...base, checks: 'on' });
  if (checked?.report === undefined) {
    if (checked?.output === plain.output && sameEnd(checked.outcome, plain.outcome)) continue;
    count.different++;
    say(`  different: ${name}: ${JSON.stringify(checked?.outcome ?? 'does not build')}`);
    continue;
  }
  const others: string[] = [];
  for (const judge of native) {
    const program = await judge.build(new Map([['main.c', text]]));
    if ((await program?.run('good', 0, { weakness: 0, name, files: [] }))?.kind === 'found') others.push(judge.name);
  }
  if (others.length > 0) count.shared++;
  else count.reported++;
  say(`  ${name}: ${checked.report}${others.length > 0 ? ` (so does ${others.join(', ')})` : ''}`);
}
for (const judge of native) judge[Symbol.dispose]();
say(
  `${count.run} programs: ${count.reported} reports that no other tool makes, ${count.shared} that another makes, ${count.different} end otherwise; ${count.left} left out`,
);
process.exitCode = count.reported + count.different > 0 ? 1 : 0;

interface Run {
  readonly outcome: ProgramOutcome;
  readonly output: string;
  /** What the checks say of it, in one line. */
  readonly report: string | undefined;
}

async function runOnce(settings: ProjectSettings): Promise<Run | undefined> {
  const built = await builder.build({ settings, signal, progress: () => undefined, needCxx });
  if (built.kind !== 'built') return undefined;
  const program = built.program as Uint8Array<ArrayBuffer>;
  const { job, output } = runQuietly(machine, new WebAssembly.Module(program), []);
  const outcome = await outcomeOf(tools, program, await job.ended);
  const run = { outcome, output: output(), report: undefined };
  if (settings.checks === 'off') return run;
  if (outcome.kind === 'trapped') return { ...run, report: textOf(outcome.mistake ?? { kind: outcome.reason }) };
  const answers = outcome.kind === 'exited' ? await job.answers?.() : undefined;
  const prepared = answers && (await prepareUnset({ builder, program, settings, signal }));
  const trap = prepared && replay(new WebAssembly.Module(prepared.module), answers);
  const mistake = trap && (await explainUnset(tools, prepared, trap));
  return mistake ? { ...run, report: textOf(mistake) } : run;
}

function textOf({ kind, what, place }: { kind: string; what?: string; place?: { line: number } | undefined }): string {
  return [kind, place && `line ${place.line}`, what].filter(Boolean).join(', ');
}

/** Leaks are a note. */
function sameEnd(a: ProgramOutcome, b: ProgramOutcome): boolean {
  return a.kind === b.kind && (a.kind !== 'exited' || b.kind !== 'exited' || a.code === b.code);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
