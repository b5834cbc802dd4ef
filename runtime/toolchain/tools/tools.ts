import { Capture, NullDevice } from '../../kernel/devices/devices.ts';
import { FileInode, StreamInode, type DirectoryInode } from '../../vfs/inode.ts';
import { Volume } from '../../vfs/volume.ts';
import type { Policy } from '../../policy/policy.ts';
import { lookupAbsolute } from '../../vfs/resolve.ts';
import { BUILD, BUILD_MOUNT, PROJECT_MOUNT, SYSROOT_MOUNT, TOOL_POLICY } from '../layout.ts';
import type { Job, JobEnd, Machine, RunningJob } from './machine.ts';
import type { RunningTool } from './running-tool.ts';
import { ToolsAhead } from './tools-ahead.ts';

/** A tool that has run to its end, and what it said. */
export interface ToolRun {
  readonly end: JobEnd;
  readonly stdout: string;
  readonly stderr: string;
}

/** A core that is not there yet. */
export interface ComingCore {
  readonly there: Promise<WebAssembly.Module>;
  /** Called whenever a tool has to wait for it. */
  readonly wanted: () => void;
}

/** The compiler core's many personalities, each run as a process with the same narrow grant. */
export class Tools {
  readonly machine: Machine;
  #core: WebAssembly.Module | undefined;
  readonly #coming: Promise<unknown>;
  readonly #wanted: () => void;
  readonly #policy: Policy;
  readonly build: DirectoryInode;
  readonly #nothing: StreamInode;
  readonly #ahead: ToolsAhead | undefined;

  /** `core` may still be coming: what tools made before can be used meanwhile. */
  constructor(machine: Machine, core: WebAssembly.Module | ComingCore, policy: Policy = TOOL_POLICY) {
    this.#policy = policy;
    this.machine = machine;
    const coming = core instanceof WebAssembly.Module ? undefined : core;
    if (core instanceof WebAssembly.Module) this.#core = core;
    this.#wanted = coming?.wanted ?? (() => undefined);
    this.#coming = Promise.resolve(coming?.there).then((there) => (this.#core ??= there));
    // Every caller that needs it gets the error from `ready`.
    this.#coming.catch(() => undefined);
    const { kernel } = machine;
    const volume = new Volume({ now: () => kernel.host.wallNs(), maxBytes: 1 << 30 });
    this.build = kernel.mount(BUILD_MOUNT, volume);
    this.#nothing = new StreamInode(kernel.devices, 'character_device', new NullDevice());
    const { ahead } = machine;
    this.#ahead =
      ahead &&
      new ToolsAhead(ahead, {
        begin: (argv) => this.#start(argv, (job) => ahead.begin(job)),
        project: () => this.project,
      });
    // The driver looks whether its inputs exist, also when it only plans.
    for (const name of ['placeholder.c', 'placeholder.cpp', 'placeholder.o'])
      this.build.link(name, new FileInode(volume));
  }

  get isReady(): boolean {
    return this.#core !== undefined;
  }

  /** Resolves when tools can run, or when `signal` is aborted; rejects when they could not be had. */
  async ready(signal?: AbortSignal): Promise<void> {
    if (this.#core || signal?.aborted) return;
    this.#wanted();
    const aborted = new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
    const came = await Promise.race([this.#coming, aborted]);
    // A caller that looks again would wait without end.
    if (came === undefined) throw new Error('The tools were said to be there, and are not');
  }

  /** Runs `argv` to its end. Aborting kills the process; its end is then `killed`. */
  async run(argv: readonly string[], signal?: AbortSignal): Promise<ToolRun> {
    await this.ready(signal);
    if (signal?.aborted) return { end: { kind: 'killed' }, stdout: '', stderr: '' };
    for (;;) {
      const tool = this.#ahead?.take(argv) ?? this.#start(argv, (job) => this.machine.start(job));
      const end = await endOf(tool, signal);
      const run = { end, stdout: tool.stdout.text, stderr: tool.stderr.text };
      if (!tool.coming) {
        if (end.kind === 'exited') this.#ahead?.expect(argv);
        return run;
      }
      // A tool reads its inputs and writes its outputs: from the start again is as good as going on.
      await tool.coming;
      if (signal?.aborted) return run;
    }
  }

  #start<Running extends RunningJob>(argv: readonly string[], start: (job: Job) => Running): RunningTool<Running> {
    if (!this.#core) throw new Error('A tool was to be started before there was any');
    const stdout = new Capture();
    const stderr = new Capture();
    const { devices } = this.machine.kernel;
    const job = start({
      name: argv[0] ?? 'tool',
      module: this.#core,
      argv,
      environ: [],
      policy: this.#policy,
      stdio: {
        stdin: this.#nothing,
        stdout: new StreamInode(devices, 'unknown', stdout),
        stderr: new StreamInode(devices, 'unknown', stderr),
      },
      onIncomplete: (coming) => void (tool.coming = coming),
    });
    const tool: RunningTool<Running> = { job, stdout, stderr, coming: undefined };
    return tool;
  }

  /** What a tool wrote to `name` in the build folder. */
  output(name: string): Uint8Array | undefined {
    const inode = this.build.lookup(name);
    return inode?.kind === 'regular_file' ? inode.contents : undefined;
  }

  /** What a tool wrote, or was supplied with, at a path in the build folder as tools call it. */
  built(path: string): Uint8Array | undefined {
    const prefix = Tools.inBuild('');
    return path.startsWith(prefix) ? this.output(path.slice(prefix.length)) : undefined;
  }

  /** A header or a library, by its absolute path. */
  sysrootFile(path: string): Uint8Array | undefined {
    return path.startsWith(`/${SYSROOT_MOUNT}/`) ? fileAt(this.machine.kernel.root, path)?.contents : undefined;
  }

  /** Puts a file into the build folder, as if a tool had written it. */
  supply(name: string, bytes: Uint8Array): void {
    if (this.build.lookup(name)) this.build.unlink(name);
    this.build.link(name, new FileInode(this.build.volume, bytes));
  }

  /** What is compiled: the project that is open. */
  get project(): DirectoryInode {
    const project = this.machine.kernel.root.lookup(PROJECT_MOUNT);
    if (project?.kind !== 'directory') throw new Error('No project is mounted');
    return project;
  }

  projectFile(path: string): FileInode | undefined {
    return fileAt(this.project, path);
  }

  /** How the tools call a file of the build folder. */
  static inBuild(name: string): string {
    return `${BUILD}/${name}`;
  }
}

async function endOf({ job }: RunningTool, signal: AbortSignal | undefined): Promise<JobEnd> {
  const kill = (): void => job.kill();
  signal?.addEventListener('abort', kill);
  if (signal?.aborted) kill();
  const end = await job.ended;
  signal?.removeEventListener('abort', kill);
  return end;
}

function fileAt(root: DirectoryInode, path: string): FileInode | undefined {
  const found = lookupAbsolute(root, path);
  return found.ok && found.value.inode?.kind === 'regular_file' ? found.value.inode : undefined;
}
