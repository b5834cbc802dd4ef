import type { Failure } from '../abi/failure.ts';
import { ok, type Result } from '../base/result.ts';
import { grant, type Stdio } from '../capability/grant.ts';
import type { Policy, RandomPolicy } from '../policy/policy.ts';
import { DirectoryInode } from '../vfs/inode.ts';
import { Volume } from '../vfs/volume.ts';
import type { Host } from './host.ts';
import { ProcessClock } from './process-clock.ts';
import { Process, type ProcessEnd } from './process.ts';
import { seededRandom } from './seeded-random.ts';

export interface SpawnOptions {
  readonly name: string;
  readonly args: readonly string[];
  /** `NAME=value` each. */
  readonly environ: readonly string[];
  readonly policy: Policy;
  readonly stdio: Stdio;
}

/** Why a process could not be made: a granted folder is not there. */
export interface SpawnError {
  readonly folder: string;
  readonly why: Failure;
}

/** The machine's state: a name space of mounted volumes, and the processes. It never waits for anybody. */
export class Kernel {
  readonly host: Host;
  /** The top of the machine's own name space; processes see only what a policy grants out of it. */
  readonly root: DirectoryInode;
  /** For devices and pipes. */
  readonly devices: Volume;
  readonly #processes = new Map<number, Process>();
  #nextPid = 1;

  constructor(host: Host) {
    this.host = host;
    this.devices = new Volume({ now: () => host.wallNs() });
    this.root = new DirectoryInode(this.devices);
  }

  get processes(): ReadonlyMap<number, Process> {
    return this.#processes;
  }

  /** Makes a volume and mounts it at the top of the name space, in the place of what was there under `name`. */
  mount(name: string, volume: Volume): DirectoryInode {
    const root = new DirectoryInode(volume);
    this.root.mount(name, root);
    return root;
  }

  /** A process that holds what its policy grants, and nothing else. It runs when a guest is attached to it. */
  spawn(options: SpawnOptions, ended: (end: ProcessEnd) => void = () => undefined): Result<Process, SpawnError> {
    const { name, args, environ, policy, stdio } = options;
    const fds = grant(policy, this.root, stdio);
    if (!fds.ok) return fds;
    const pid = this.#nextPid++;
    const process = new Process(
      {
        pid,
        name,
        fds: fds.value,
        args: args.map((arg) => encoder.encode(arg)),
        environ: environ.map((entry) => encoder.encode(entry)),
        clock: new ProcessClock(this.host, policy.clocks),
        random: randomOf(this.host, policy.random),
      },
      (end) => {
        this.#processes.delete(pid);
        ended(end);
      },
    );
    this.#processes.set(pid, process);
    return ok(process);
  }
}

const encoder = new TextEncoder();

function randomOf(host: Host, policy: RandomPolicy): (bytes: Uint8Array) => void {
  return policy.kind === 'real' ? (bytes) => host.random(bytes) : seededRandom(policy.seed);
}
