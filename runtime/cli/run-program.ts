import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { isComponent } from '../component/binary/is-component.ts';
import { ok } from '../base/result.ts';
import { makeComponent } from '../component/export/make-component.ts';
import { withLibrary } from '../component/export/library.ts';
import { NO_MODULE } from '../component/no-module.ts';
import { moduleProblemText } from '../abi/module-info.ts';
import { inspectProgram } from '../component/inspect-program.ts';
import { limitMemory, tooMuchMemoryText } from '../guest/limit-memory.ts';
import { Forward, SuppliedInput } from '../kernel/devices/devices.ts';
import { Pipe } from '../kernel/devices/pipe.ts';
import { DEFAULT_LIMITS, DEFAULT_POLICY, readOnly, readWrite, type Policy } from '../policy/policy.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../project/settings.ts';
import { mistakeLines, type Mistake } from '../project/mistake.ts';
import { isChecked } from '../toolchain/checks/is-checked.ts';
import type { RunningJob } from '../toolchain/tools/machine.ts';
import { buildChildren } from '../toolchain/build/child-programs.ts';
import { childReport } from '../toolchain/report/child-report.ts';
import { ChildPrograms, type ChildReporter } from '../toolchain/tools/child-programs.ts';
import { findUnset } from '../toolchain/unset/find-unset.ts';
import { replay } from '../guest/replay.ts';
import { DELAYS_MS } from '../protocol/delays.ts';
import { traceLine } from '../trace/wording.ts';
import type { ProgramOutcome } from '../project/program-outcome.ts';
import { outcomeOf } from '../toolchain/report/outcome.ts';
import { StreamInode } from '../vfs/inode.ts';
import { Volume } from '../vfs/volume.ts';
import { askAtTerminal } from './ask-console.ts';
import { copyIn, copyOut } from './host-folder.ts';
import { readingStdin } from './node-machine.ts';
import { RefusalReport } from './refusal-report.ts';
import { within } from './within.ts';
import { NodeToolchain, type NodeWorkbench } from './node-toolchain.ts';
import type { RunArgs } from './run-args.ts';

export interface Console {
  /** Standard input given beforehand; undefined: what is typed. */
  readonly stdin: Uint8Array | undefined;
  readonly stdout: (bytes: Uint8Array) => void;
  readonly stderr: (bytes: Uint8Array) => void;
}

/** Exit statuses for what is not the program's own: as shells number them. */
const TRAPPED = 134;
export const NOT_BUILT = 1;
/** EX_SOFTWARE of sysexits.h. */
const FAULTED = 70;

/** Builds and runs; resolves with the status to exit with. Throws a sentence when it cannot even begin. */
export async function runProgram(args: RunArgs, console: Console): Promise<number> {
  const typed = new Pipe();
  const toolchain = NodeToolchain.load();
  const workbench = toolchain.boot(readingStdin({ push: (bytes) => typed.push(bytes), end: () => typed.end() }));
  const say = (text: string): void => console.stderr(new TextEncoder().encode(text));

  const programs = (args.files[0] ?? '').endsWith('.wasm') ? undefined : await programsBeside(workbench, args, say);
  if (programs === 'not built') return NOT_BUILT;
  await programs?.ready;
  const made = await programOf(workbench, args, say);
  if (!made) return NOT_BUILT;
  const { program: whole, library } = made;
  const { memoryPages } = DEFAULT_LIMITS;
  const brought = isComponent(whole);
  const program = brought ? whole : limitMemory(whole, memoryPages);
  // What a program imports of its library, the component has that it is put into.
  const unfit = !(program instanceof Uint8Array)
    ? tooMuchMemoryText(program)
    : library
      ? undefined
      : await problemOf(program);
  if (unfit !== undefined || !(program instanceof Uint8Array)) {
    say(`${unfit ?? ''}\n`);
    return NOT_BUILT;
  }

  const settings = settingsOf(args);
  const isLayered = library !== undefined || (settings.layer === 'preview2' && !brought);
  const layered = isLayered ? makeComponent(whole, toolchain.adapters(), library) : ok(whole);
  if (!layered.ok) {
    say(`${layered.error}\n`);
    return NOT_BUILT;
  }
  const component = isComponent(layered.value) ? { bytes: layered.value, memoryPages } : undefined;

  const { machine } = workbench;
  const { devices } = machine.kernel;
  const { policy, writeBack } = grantFolders(workbench, args);
  const input = console.stdin ? new SuppliedInput(console.stdin) : typed;
  const stopReading = programs && !component && !console.stdin ? readStdin(typed) : undefined;
  const refusals = new RefusalReport();
  const isLookedThrough = !component && isChecked(settings) && !(args.files[0] ?? '').endsWith('.wasm');
  const job = machine.start({
    name: 'main',
    module: component ? NO_MODULE : new WebAssembly.Module(program),
    ...(component && { component }),
    argv: [path.basename(args.files[0] ?? 'main').replace(/\.(c|cpp|cc|wasm)$/, ''), ...args.args],
    environ: args.env,
    policy,
    ...(programs && { programs }),
    isRecorded: isLookedThrough,
    asker: askAtTerminal,
    stdio: {
      stdin: new StreamInode(devices, 'unknown', input),
      stdout: new StreamInode(
        devices,
        process.stdout.isTTY ? 'character_device' : 'unknown',
        new Forward(console.stdout),
      ),
      stderr: new StreamInode(devices, 'unknown', new Forward(console.stderr)),
    },
    watcher: {
      isWatching: args.trace,
      record: (event) => say(`${traceLine(event)}\n`),
      refused: (event) => refusals.refused(event),
      stack: (number, frames) => refusals.stack(number, frames),
    },
  });
  const ended = await job.ended;
  stopReading?.();
  await programs?.reported();
  if (args.writeBack) writeBack();
  const apart = library && limitMemory(library as Uint8Array<ArrayBuffer>, memoryPages);
  const places = apart instanceof Uint8Array ? withLibrary(program, apart, whole) : program;
  const outcome = await outcomeOf(brought ? undefined : workbench.tools, places, ended);
  const unset = isLookedThrough ? await lookThrough(workbench, whole, settings, job) : undefined;
  if (unset) say(`${mistakeLines(unset).join('\n')}\n`);
  const own = report(outcome, say);
  const status = unset && outcome.kind === 'exited' ? TRAPPED : own;
  say(await refusals.text(workbench.tools, (child) => programs?.bytesOf(child) ?? places, policy, job.refused()));
  return status;
}

/** The other programs of the project, where one of its files starts programs. */
async function programsBeside(
  workbench: NodeWorkbench,
  args: RunArgs,
  say: (text: string) => void,
): Promise<ChildPrograms | 'not built' | undefined> {
  for (const file of args.files) addSource(workbench, file);
  const { builder, tools, needCxx } = workbench;
  const { signal } = new AbortController();
  const options = { signal, progress: () => undefined, showsAll: args.allErrors, needCxx };
  const built = await buildChildren(builder, { ...options, settings: settingsOf(args) });
  if (!built) return undefined;
  if ('kind' in built) {
    if (built.kind === 'failed') say(built.said);
    if (built.kind === 'crashed') say(`${built.tool} crashed:\n${built.output}\n`);
    return 'not built';
  }
  const report: ChildReporter = (program, bytes, end) => childReport(tools, program, bytes, end);
  return new ChildPrograms(built, DEFAULT_LIMITS.memoryPages, report, say);
}

/** What is typed, for a program that does not run in this thread. */
function readStdin(typed: Pipe): () => void {
  const push = (bytes: Buffer): void => typed.push(bytes);
  const end = (): void => typed.end();
  process.stdin.on('data', push).on('end', end);
  return () => void process.stdin.off('data', push).off('end', end).pause();
}

/** For values that were never set: where what the program was told is known. */
async function lookThrough(
  { builder, tools }: NodeWorkbench,
  program: Uint8Array,
  settings: ProjectSettings,
  job: RunningJob,
): Promise<Mistake | undefined> {
  const answers = await job.answers?.();
  if (!answers) return undefined;
  const { signal } = new AbortController();
  return findUnset({
    builder,
    program,
    tools,
    settings,
    signal,
    replay: (module, isFurther) => {
      const mostMs = isFurther ? DELAYS_MS.giveUpLookingAgain : DELAYS_MS.giveUpLookingThrough;
      return Promise.resolve(within(mostMs, () => replay(new WebAssembly.Module(module), answers)));
    },
  });
}

async function problemOf(program: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const { problem } = await inspectProgram(program);
  return problem && moduleProblemText(problem);
}

/** What was built, or read. */
interface MadeProgram {
  readonly program: Uint8Array<ArrayBuffer>;
  /** What becomes a component of its own in it. */
  readonly library?: Uint8Array | undefined;
}

export async function programOf(
  workbench: NodeWorkbench,
  args: RunArgs,
  say: (text: string) => void,
  settings: ProjectSettings = settingsOf(args),
): Promise<MadeProgram | undefined> {
  const [first = ''] = args.files;
  if (first.endsWith('.wasm')) return { program: new Uint8Array(readFileSync(first)) };
  for (const file of args.files) addSource(workbench, file);
  const built = await workbench.builder.build({
    settings,
    signal: new AbortController().signal,
    progress: () => undefined,
    showsAll: args.allErrors,
    needCxx: workbench.needCxx,
  });
  switch (built.kind) {
    case 'built':
    case 'failed':
      say(built.said);
      return built.kind === 'built'
        ? { program: built.program as Uint8Array<ArrayBuffer>, library: built.library }
        : undefined;
    case 'crashed':
      say(`${built.tool} crashed:\n${built.output}\n`);
      return undefined;
    case 'cancelled':
      return undefined;
  }
}

/** A source, with the headers that lie beside it; or a folder, with everything in it. */
function addSource({ files, project }: NodeWorkbench, file: string): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) throw new Error(`There is no file ${file}`);
  if (stat.isDirectory()) return copyIn(file, project);
  files.write(path.basename(file), new Uint8Array(readFileSync(file)));
  const folder = path.dirname(file);
  for (const name of readdirSync(folder)) {
    if (/\.(h|hpp|hh)$/.test(name)) files.write(name, new Uint8Array(readFileSync(path.join(folder, name))));
  }
}

export function settingsOf(args: RunArgs): ProjectSettings {
  return {
    ...DEFAULT_SETTINGS,
    ...args.settings,
    // Of several files with a main(), the one that is named first.
    openFile: path.basename(args.files[0] ?? ''),
  };
}

/** The folders named by --dir, each a volume with a copy; without any, an empty / and /tmp. */
export function grantFolders(
  { machine }: NodeWorkbench,
  { dirs }: RunArgs,
): { readonly policy: Policy; readonly writeBack: () => void } {
  const mounted = dirs.map(({ folder, guest, isReadOnly, isAsking }, i) => {
    const root = machine.kernel.mount(`dir${i}`, new Volume({ now: () => machine.kernel.host.wallNs() }));
    copyIn(folder, root);
    return {
      folder,
      root,
      isReadOnly,
      preopen: { ...(isReadOnly ? readOnly : readWrite)(`/dir${i}`, guest), ask: isAsking },
    };
  });
  const granted = mounted.map(({ preopen }) => preopen);
  const defaults = DEFAULT_POLICY.preopens.filter(
    ({ guest }) => !granted.some((one) => one.guest === guest) && (dirs.length === 0 || guest === '/tmp'),
  );
  return {
    policy: { ...DEFAULT_POLICY, preopens: [...granted, ...defaults] },
    writeBack: () => {
      for (const { folder, root, isReadOnly } of mounted) if (!isReadOnly) copyOut(root, folder);
    },
  };
}

function report(outcome: ProgramOutcome, say: (text: string) => void): number {
  switch (outcome.kind) {
    case 'exited':
      for (const sentence of outcome.leaks ?? []) say(`note: ${sentence}.\n`);
      return outcome.code;
    case 'signalled':
      say(`Ended by ${outcome.signal}\n`);
      return TRAPPED;
    case 'trapped':
      if (outcome.mistake) say(`${mistakeLines(outcome.mistake).join('\n')}\n`);
      else say(`Trapped: ${outcome.explanation ?? `${outcome.reason}: ${outcome.message}`}\n`);
      for (const { function: name = '?', file, line } of outcome.stack)
        say(`  in ${name}${file === undefined ? '' : ` at ${file}:${line ?? '?'}`}\n`);
      return TRAPPED;
    case 'faulted':
      say(`Preopen itself failed, which is not the program’s fault: ${outcome.message}\n`);
      return FAULTED;
    case 'not-started':
      say(`${outcome.message}\n`);
      return NOT_BUILT;
    case 'stopped':
      return 130;
  }
}
