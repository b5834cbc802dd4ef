import { NodeToolchain, type NodeWorkbench } from '../../runtime/cli/node-toolchain.ts';
import { Capture, NullDevice, TtyDevice } from '../../runtime/kernel/devices/devices.ts';
import { LineDiscipline } from '../../runtime/kernel/tty/line-discipline.ts';
import { DEFAULT_POLICY } from '../../runtime/policy/policy.ts';
import type { ProjectSettings } from '../../runtime/project/settings.ts';
import { StreamInode } from '../../runtime/vfs/inode.ts';
import { UNCHECKED } from '../unchecked.ts';

let loaded: NodeToolchain | undefined;

/** The machine in Node: guests run in this thread, over the direct wire. */
export class NodeGuests {
  readonly workbench: NodeWorkbench;

  constructor() {
    // Compiled once a process: 75 MB take the engine seconds.
    loaded ??= NodeToolchain.load();
    this.workbench = loaded.boot();
  }

  /** Compiles and links without checks, otherwise with the project's defaults, but for `settings`. */
  async build(source: string, settings: Partial<ProjectSettings> = {}): Promise<Uint8Array<ArrayBuffer>> {
    const { files, builder, needCxx } = this.workbench;
    files.write('main.c', new TextEncoder().encode(source));
    const built = await builder.build({
      settings: { ...UNCHECKED, ...settings },
      signal: new AbortController().signal,
      progress: () => undefined,
      needCxx,
    });
    if (built.kind !== 'built') throw new Error(`The program was not built: ${JSON.stringify(built)}`);
    return built.program.slice();
  }

  /** Runs a measuring program, with a terminal as its output that shows nothing; answers what it said on stderr. */
  async measure(program: Uint8Array<ArrayBuffer>, args: readonly string[]): Promise<string> {
    const { machine } = this.workbench;
    const { devices } = machine.kernel;
    const said = new Capture();
    const ignore = (): void => undefined;
    const line = new LineDiscipline({ output: ignore, signal: ignore, readable: ignore });
    const ended = await machine.start({
      name: 'main',
      module: new WebAssembly.Module(program),
      argv: ['main', ...args],
      environ: [],
      policy: DEFAULT_POLICY,
      stdio: {
        stdin: new StreamInode(devices, 'unknown', new NullDevice()),
        stdout: new StreamInode(devices, 'character_device', new TtyDevice(line, { isFull: false })),
        stderr: new StreamInode(devices, 'unknown', said),
      },
    }).ended;
    if (ended.kind !== 'exited' || ended.code !== 0)
      throw new Error(`The program did not end well: ${JSON.stringify(ended)} ${said.text}`);
    return said.text;
  }
}
