import type { Trap } from '../../../runtime/guest/trap.ts';
import type { Host } from '../../../runtime/kernel/host.ts';
import { Forward, NullDevice } from '../../../runtime/kernel/devices/devices.ts';
import { Pipe } from '../../../runtime/kernel/devices/pipe.ts';
import { Kernel } from '../../../runtime/kernel/kernel.ts';
import type { Process, ProcessEnd } from '../../../runtime/kernel/process/process.ts';
import { DEFAULT_LIMITS, policy } from '../../../runtime/policy/policy.ts';
import { StreamInode } from '../../../runtime/vfs/inode.ts';
import { browserHost } from '../../../runtime/worker/shared/browser-host.ts';
import { bytesOf, Folder } from './folder.ts';
import type { Options } from './options.ts';
import { NotStarted } from './program.ts';

/** A process that holds what its options grant, and has not started. */
export interface Launched {
  readonly host: Host;
  readonly process: Process;
  readonly ended: Promise<ProcessEnd<Trap>>;
}

/** A machine of its own for one program. Throws `NotStarted` for what cannot be granted. */
export function launch(options: Options, input: Pipe): Launched {
  const host = browserHost();
  const kernel = new Kernel(host);
  const output = (to: ((bytes: Uint8Array) => void) | undefined): StreamInode =>
    new StreamInode(kernel.devices, 'unknown', to ? new Forward(to) : new NullDevice());
  const preopens = Object.entries(options.preopens ?? {}).map(([guest, granted], i) => {
    const { folder, base, inheriting } = granted instanceof Folder ? granted.readWrite() : granted;
    kernel.root.mount(`preopen${i}`, folder.root);
    return { folder: `/preopen${i}`, guest, base, inheriting, ask: false };
  });
  const defaults = policy(...preopens);
  let settle: (end: ProcessEnd<Trap>) => void = () => undefined;
  const ended = new Promise<ProcessEnd<Trap>>((resolve) => (settle = resolve));
  const { args = ['program'], env = {}, signal } = options;
  const spawned = kernel.spawn(
    {
      name: args[0] ?? 'program',
      args,
      environ: Object.entries(env).map(([name, value]) => `${name}=${value}`),
      policy: {
        ...defaults,
        clocks: options.clocks ?? defaults.clocks,
        random: options.random ?? defaults.random,
        limits: { ...DEFAULT_LIMITS, ...options.limits },
        personality: options.personality ?? defaults.personality,
        listen: options.listen ?? [],
      },
      stdio: {
        stdin: new StreamInode(kernel.devices, 'unknown', input),
        stdout: output(options.stdout),
        stderr: output(options.stderr),
      },
    },
    // A trap enters by `finish`, as what `trapOf` made of it.
    (end) => settle(end as ProcessEnd<Trap>),
  );
  if (!spawned.ok) {
    const { error } = spawned;
    throw new NotStarted(
      error.kind === 'port' ? `Port ${error.port} is asked for twice` : `${error.folder} cannot be granted`,
    );
  }
  const process = spawned.value;
  options.trace?.attach(process, kernel);
  signal?.throwIfAborted();
  return { host, process, ended };
}

/** What the program reads, before it starts; a stream is `pump`ed. */
export function inputOf(stdin: Options['stdin']): Pipe {
  const pipe = new Pipe();
  if (stdin instanceof ReadableStream) return pipe;
  if (stdin !== undefined) pipe.push(bytesOf(stdin));
  pipe.end();
  return pipe;
}

/**
 * Hands on what `stdin` brings, and waits while more than the pipe's room is unread; ends with the stream, or with the program.
 * Where a stream fails, the input ends, as that of a pipe does when its writer is gone.
 */
export async function pump(stdin: Options['stdin'], pipe: Pipe, ended?: Promise<unknown>): Promise<void> {
  if (!(stdin instanceof ReadableStream)) return;
  try {
    const reader = stdin.getReader();
    void ended?.then(() => reader.cancel().catch(() => undefined));
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pipe.push(value);
      // Where nothing reads before the stream is over, it would wait without end.
      if (ended !== undefined) await roomIn(pipe, ended);
    }
  } catch {
    // It ends where it failed.
  } finally {
    pipe.end();
  }
}

function roomIn(pipe: Pipe, ended: Promise<unknown>): Promise<unknown> | undefined {
  if (pipe.writable() !== undefined) return undefined;
  return Promise.race([ended, new Promise<void>((free) => pipe.writers.wait(free))]);
}
