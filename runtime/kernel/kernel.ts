import { ok, type Result } from '../base/result.ts';
import { grant, type GrantError, type Stdio } from '../capability/grant.ts';
import type { Policy, RandomPolicy } from '../policy/policy.ts';
import { DirectoryInode } from '../vfs/inode.ts';
import { Volume } from '../vfs/volume.ts';
import type { Asker } from './permission/asker.ts';
import type { Host } from './host.ts';
import { Network } from './devices/network.ts';
import { ProcessClock } from './process/process-clock.ts';
import { Process, type ProcessEnd, type ProcessParts } from './process/process.ts';
import { seededRandom } from './seeded-random.ts';

export interface SpawnOptions {
  readonly name: string;
  readonly args: readonly string[];
  /** `NAME=value` each. */
  readonly environ: readonly string[];
  readonly policy: Policy;
  readonly stdio: Stdio;
  /** Who is asked about preopens granted as *ask*. Without, they are refused. */
  readonly asker?: Asker | undefined;
}

/** The machine's state: a name space of mounted volumes, and the processes. It never waits for a guest. */
export class Kernel {
  readonly host: Host;
  /** The top of the machine's own name space; processes see only what a policy grants out of it. */
  readonly root: DirectoryInode;
  /** For devices and pipes. */
  readonly devices: Volume;
  readonly network: Network;
  readonly #processes = new Map<number, Process>();
  #nextPid = 1;

  constructor(host: Host) {
    this.host = host;
    this.devices = new Volume({ now: () => host.wallNs() });
    this.root = new DirectoryInode(this.devices);
    this.network = new Network(this.devices);
  }

  get processes(): ReadonlyMap<number, Process> {
    return this.#processes;
  }

  /** A process that another one makes: it holds nothing yet, and sees clocks and randomness as that one does. */
  child(parent: Process, name: string, ended: (end: ProcessEnd) => void): Process {
    const { needs, clock, random, asker } = parent;
    const parts = { name, needs, clock, random, asker, parent, fds: parent.fds.another(), args: [], environ: [] };
    return this.#add(parts, ended);
  }

  /** Makes a volume and mounts it at the top of the name space, in the place of what was there under `name`. */
  mount(name: string, volume: Volume): DirectoryInode {
    const root = new DirectoryInode(volume);
    this.root.mount(name, root);
    return root;
  }

  /** A process that holds what its policy grants, and nothing else. It runs when a guest is attached to it. */
  spawn(options: SpawnOptions, ended: (end: ProcessEnd) => void = () => undefined): Result<Process, GrantError> {
    const { name, args, environ, policy, stdio, asker } = options;
    const granted = grant(policy, this.root, stdio, (port) => this.network.listen(port));
    if (!granted.ok) return granted;
    const { fds, needs, environ: told } = granted.value;
    const parts = {
      name,
      fds,
      needs,
      args: args.map(cString),
      environ: [...environ, ...told].map(cString),
      clock: new ProcessClock(this.host, policy.clocks),
      random: randomOf(this.host, policy.random),
      asker,
    };
    return ok(this.#add(parts, ended));
  }

  #add(parts: Omit<ProcessParts, 'pid' | 'devices'>, ended: (end: ProcessEnd) => void): Process {
    const pid = this.#nextPid++;
    const process = new Process({ pid, devices: this.devices, ...parts }, (end) => {
      this.#processes.delete(pid);
      ended(end);
    });
    this.#processes.set(pid, process);
    return process;
  }
}

const encoder = new TextEncoder();

/** As `execve` would take it: a NUL ends it, so that the guest finds as many strings as were announced. */
function cString(text: string): Uint8Array {
  const end = text.indexOf('\0');
  return encoder.encode(end === -1 ? text : text.slice(0, end));
}

function randomOf(host: Host, policy: RandomPolicy): (bytes: Uint8Array) => void {
  return policy.kind === 'real' ? (bytes) => host.random(bytes) : seededRandom(policy.seed);
}
