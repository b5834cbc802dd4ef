import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { NO_RIGHTS } from '../abi/rights.ts';
import { makeComponent } from '../component/export/make-component.ts';
import { NO_MODULE } from '../component/no-module.ts';
import { Capture } from '../kernel/devices/devices.ts';
import { Pipe } from '../kernel/devices/pipe.ts';
import { stdinOf } from '../kernel/devices/policy-stdin.ts';
import type { Process } from '../kernel/process/process.ts';
import { usesOf } from '../kernel/process/uses-of.ts';
import { missingFor, seenStop, type Evidence, type SeenStop } from '../lessons/check-run.ts';
import { shownStop } from '../debug/session/shown-stop.ts';
import { bootDebug } from '../debug/testing/debug-fixture.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { parseLesson } from '../lessons/parse-lesson.ts';
import type { Policy } from '../policy/policy.ts';
import { leastPolicy } from '../policy/least.ts';
import { buildChildren } from '../toolchain/build/child-programs.ts';
import { ChildPrograms } from '../toolchain/tools/child-programs.ts';
import { findUnset } from '../toolchain/unset/find-unset.ts';
import { replay } from '../guest/replay.ts';
import { outcomeOf } from '../toolchain/report/outcome.ts';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import type { TraceEvent } from '../trace/event.ts';
import { StreamInode } from '../vfs/inode.ts';
import { bytesOf } from '../vfs/testing/tree-fixture.ts';
import { walkFolder } from '../vfs/walk-folder.ts';
import { NodeToolchain } from './node-toolchain.ts';

const LESSONS = fileURLToPath(new URL('../../lessons', import.meta.url));
const toolchain = NodeToolchain.load();
/** What is in no profile (packer/README.md). */
const RARE = 2;

/** What a learner does while the program waits for them; then they press Enter. */
const DONE_WHILE_IT_WAITS: Readonly<Record<string, (process: Process) => void>> = {
  revocation: (process) => revoke(process, 4),
  references: (process) => revoke(process, 3),
};

function revoke(process: Process, fd: number): void {
  process.withdraw(() => {
    const found = process.fds.get(fd, NO_RIGHTS);
    if (!found.ok) throw new Error(`Descriptor ${fd} is not open`);
    process.fds.revoke(found.value);
  });
}

const folders = readdirSync(LESSONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

function lessonIn(folder: string): Lesson {
  const at = path.join(LESSONS, folder);
  const files = readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = files.map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return [path.relative(at, file).split(path.sep).join('/'), readFileSync(file, 'utf8')] as const;
  });
  const lesson = parseLesson(folder, new Map(texts));
  if (!lesson.ok) throw new Error(`${folder}/${lesson.error.file}: ${lesson.error.message}`);
  return lesson.value;
}

interface Ran extends Evidence {
  /** The project's files, as the run left them. */
  readonly left: ReadonlyMap<string, string>;
}

async function run(
  files: ReadonlyMap<string, string>,
  policy: Policy,
  act: ((process: Process) => void) | undefined,
): Promise<Ran> {
  const typed = new Pipe();
  let process: Process | undefined;
  const workbench = toolchain.boot((untilNs) => {
    if (untilNs !== undefined) throw new Error('A lesson that sleeps takes long');
    if (process) act?.(process);
    typed.push(bytesOf('\n'));
    typed.end();
    return true;
  });
  const { machine } = workbench;
  for (const [file, text] of files) workbench.files.write(file, bytesOf(text));
  const { signal } = new AbortController();
  const options = { settings: DEFAULT_SETTINGS, signal, progress: () => undefined, needCxx: workbench.needCxx };
  const children = await buildChildren(workbench.builder, options);
  if (children && 'kind' in children) throw new Error('A program that is to be started was not built');
  const none = (): Promise<string> => Promise.resolve('');
  const programs = children && new ChildPrograms(children, policy.limits.memoryPages, none, () => undefined);
  await programs?.ready;
  const built = await workbench.builder.build(options);
  expect(built).toMatchObject({ kind: 'built', diagnostics: [] });
  if (built.kind !== 'built') throw new Error('Not built');

  const terminal = new Capture();
  const trace: TraceEvent[] = [];
  const { devices } = machine.kernel;
  const screen = new StreamInode(devices, 'unknown', terminal);
  const made = built.library && makeComponent(built.program, toolchain.adapters(), built.library);
  if (made && !made.ok) throw new Error(made.error);
  const job = machine.start({
    name: 'main',
    module: made ? NO_MODULE : new WebAssembly.Module(built.program as Uint8Array<ArrayBuffer>),
    ...(made && { component: { bytes: made.value, memoryPages: policy.limits.memoryPages } }),
    argv: ['main'],
    environ: [],
    policy,
    isRecorded: !made,
    ...(programs && { programs }),
    stdio: {
      stdin: stdinOf(machine.kernel, policy.stdin, {
        terminal: new StreamInode(devices, 'character_device', typed),
        readFile: (path) => workbench.files.read(path),
      }),
      stdout: screen,
      stderr: screen,
    },
    watcher: {
      isWatching: true,
      record: (event) => trace.push(event),
      refused: () => undefined,
      stack: () => undefined,
    },
    spawned: (spawned) => (process = spawned),
  });
  const ended = await job.ended;
  const outcome = await outcomeOf(workbench.tools, built.program, ended);
  // What a lesson begins with and ends with may be wrong in what it does, and uses no value that was never set.
  const answers = await job.answers?.();
  // Of a run in which a write failed they are not kept.
  const unset =
    answers &&
    (await findUnset({
      builder: workbench.builder,
      program: built.program,
      tools: workbench.tools,
      settings: DEFAULT_SETTINGS,
      signal: new AbortController().signal,
      replay: (module) => Promise.resolve(replay(new WebAssembly.Module(module), answers)),
    }));
  expect(unset).toBeUndefined();
  const report = process && { policy, uses: usesOf(process), comparison: undefined };
  const left = [...walkFolder(workbench.project)].flatMap(([path, inode]) =>
    inode.kind === 'regular_file' ? [[path, new TextDecoder().decode(inode.contents)] as const] : [],
  );
  return { outcome, report, output: terminal.text, trace, stops: [], isTraceCut: false, left: new Map(left) };
}

/** Where a learner who steps into everything sees the program stop, if the lesson's checks look at that. */
async function stopsOf(lesson: Lesson, files: ReadonlyMap<string, string>): Promise<readonly SeenStop[]> {
  if (!lesson.checks.some(({ rule }) => rule.kind === 'value')) return [];
  const { debug, program } = await bootDebug(Object.fromEntries(files), 'on');
  const stops: SeenStop[] = [];
  debug((stop) => {
    const seen = seenStop(shownStop(program, stop));
    if (seen) stops.push(seen);
    return { type: stop.end ? 'continue' : 'into' };
  });
  return stops;
}

function unmet(lesson: Lesson, evidence: Evidence): readonly string[] {
  return lesson.checks.flatMap(({ says, rule }) => {
    const missing = missingFor(rule, evidence);
    return missing === undefined ? [] : [`${says} — ${missing}`];
  });
}

it('at least four lessons ask for a prediction', () => {
  expect(folders.filter((folder) => lessonIn(folder).prediction).length).toBeGreaterThanOrEqual(4);
});

it('the attack lab does not give its attacks away before they work', () => {
  const lesson = lessonIn('11-naive-host');
  const shown = lesson.checks.flatMap(({ says, hides, rule }) => [
    hides === 'sentence' ? '' : says,
    hides === undefined ? JSON.stringify(rule) : '',
  ]);
  const text = [...shown, ...lesson.steps.map((step) => step.text), ...lesson.files.values()].join('\n');
  for (const attack of ['data/../secret.txt', 'data-private/key.txt']) expect(text).not.toContain(attack);
});

it('there are lessons, and no two of the same name', () => {
  const ids = folders.map((folder) => lessonIn(folder).id);
  expect(ids.length).toBeGreaterThanOrEqual(10);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(folders)('%s', (folder) => {
  const lesson = lessonIn(folder);
  const act = DONE_WHILE_IT_WAITS[lesson.id];
  const solved = new Map([...lesson.files, ...lesson.solution.files]);
  const { policy = lesson.policy } = lesson.solution;
  let started: Promise<Ran> | undefined;
  const start = (): Promise<Ran> => (started ??= run(lesson.files, lesson.policy, act));

  it('is not solved by what it starts with', async () => {
    const stops = await stopsOf(lesson, lesson.files);
    expect(unmet(lesson, { ...(await start()), stops })).not.toEqual([]);
  });

  const { prediction } = lesson;
  if (prediction)
    it('does one of the things that it lets the learner choose among, and no other', async () => {
      const evidence = await start();
      const came = prediction.choices.filter(({ rule }) => missingFor(rule, evidence) === undefined);
      expect(came, evidence.output).toHaveLength(1);
    });

  it('is solved by its solution', async () => {
    const evidence = { ...(await run(solved, policy, act)), stops: await stopsOf(lesson, solved) };
    expect({ unmet: unmet(lesson, evidence), output: evidence.output }).toEqual({ unmet: [], output: evidence.output });
  });

  it('is solved by its solution in the project in which what it starts with has run', async () => {
    const { left } = await start();
    if (isDeepStrictEqual(left, new Map(lesson.files))) return;
    const files = new Map([...left, ...lesson.solution.files]);
    const evidence = { ...(await run(files, policy, act)), stops: await stopsOf(lesson, files) };
    expect(unmet(lesson, evidence), evidence.output).toEqual([]);
  });

  if (!act) return;
  it('is not solved by its solution alone, when nothing is done while it waits', async () => {
    expect(unmet(lesson, await run(solved, policy, undefined))).not.toEqual([]);
  });
});

it('least authority is solved by what the policy panel keeps', async () => {
  const lesson = lessonIn(folders.find((folder) => folder.endsWith('-least-authority')) ?? '');
  const { report } = await run(lesson.files, lesson.policy, undefined);
  const least = leastPolicy(report!.policy, report!.uses);
  expect(unmet(lesson, await run(lesson.files, least, undefined))).toEqual([]);
  expect(lesson.solution.policy).toEqual(least);
});

it('all of them are built and looked through without the part of the compiler that comes last', () => {
  expect(toolchain.partsNeeded).not.toContain(RARE);
});
