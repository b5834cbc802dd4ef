import { NO_RIGHTS } from '../../abi/rights.ts';
import { span } from '../../abi/types.ts';
import { NodeMachine } from '../../cli/node-machine.ts';
import { Capture, SuppliedInput } from '../../kernel/devices/devices.ts';
import type { Process } from '../../kernel/process/process.ts';
import type { Network, Socket } from '../../kernel/devices/network.ts';
import { policy, type Policy } from '../../policy/policy.ts';
import type { CallEvent } from '../../trace/event.ts';
import { StreamInode } from '../../vfs/inode.ts';
import { NO_MODULE } from '../no-module.ts';

const PORT = 8080;
export const LISTENING: Policy = { ...policy(), listen: [{ port: PORT }] };

/** What happens next: a request is sent, or a descriptor is taken back. */
type Step = string | number;

/** Sends one request after the other, each over a connection of its own, whenever the program waits. */
class Client {
  readonly answers: string[] = [];
  readonly #left: Step[];
  readonly #room = new Uint8Array(1 << 16);
  #open: Socket | undefined;
  #unsent = new Uint8Array();

  process: Process | undefined;

  constructor(steps: readonly Step[]) {
    this.#left = [...steps];
  }

  /** Whether something has happened that the program may have waited for. */
  step(network: Network): boolean {
    if (this.#open) return this.#goOn(this.#open);
    const next = this.#left.shift();
    if (next === undefined) return false;
    if (typeof next === 'number') return this.#takeBack(next);
    this.#open = network.connect(PORT);
    if (!this.#open) throw new Error('The program does not listen');
    this.answers.push('');
    this.#unsent = new TextEncoder().encode(next);
    return this.#goOn(this.#open);
  }

  #takeBack(fd: number): boolean {
    const { process } = this;
    const found = process?.fds.get(fd, NO_RIGHTS);
    if (!found?.ok) throw new Error(`${fd} is not open`);
    process?.revoke(found.value);
    return true;
  }

  /** What came before the program ended. */
  drain(): void {
    if (this.#open) this.#goOn(this.#open);
  }

  #goOn(socket: Socket): boolean {
    const sent = this.#unsent.length > 0 ? socket.write(span(this.#unsent)) : 0;
    if (sent === 'closed') this.#unsent = new Uint8Array();
    if (typeof sent === 'number') this.#unsent = this.#unsent.slice(sent);
    let hasRead = false;
    for (;;) {
      const read = socket.read(span(this.#room));
      if (read === 'would-block') return hasRead || (typeof sent === 'number' && sent > 0);
      if (read === 'closed' || read === 0) break;
      hasRead = true;
      this.answers.push(`${this.answers.pop() ?? ''}${new TextDecoder().decode(this.#room.slice(0, read))}`);
    }
    socket.closed();
    this.#open = undefined;
    return true;
  }
}

/** Runs a component that listens until it has answered all requests and waits for another one. */
export async function serve(bytes: Uint8Array<ArrayBuffer>, steps: readonly Step[], granted = LISTENING) {
  const client = new Client(steps);
  const machine: NodeMachine = new NodeMachine(() => client.step(machine.kernel.network));
  const { devices } = machine.kernel;
  const [stdout, stderr] = [new Capture(), new Capture()];
  const calls: CallEvent[] = [];
  const { ended } = machine.start({
    name: 'server',
    module: NO_MODULE,
    component: { bytes, memoryPages: 256 },
    argv: ['server'],
    environ: [],
    policy: granted,
    stdio: {
      stdin: new StreamInode(devices, 'unknown', new SuppliedInput(new Uint8Array())),
      stdout: new StreamInode(devices, 'unknown', stdout),
      stderr: new StreamInode(devices, 'unknown', stderr),
    },
    spawned: (process) => {
      client.process = process;
    },
    watcher: {
      isWatching: true,
      record: (event) => {
        if (event.kind === 'call') calls.push(event);
      },
      refused: () => undefined,
      stack: () => undefined,
    },
  });
  const end = await ended;
  client.drain();
  return { end, answers: client.answers, calls, stdout: stdout.text, stderr: stderr.text };
}
