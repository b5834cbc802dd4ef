import { paramAt, resultAt, type Frame } from '../abi/frame.ts';
import { isHandle, SYSCALL_NAMES, SYSCALLS, type Handle, type ParamType } from '../abi/syscalls.ts';
import { NullDevice } from '../kernel/devices/devices.ts';
import { serve } from '../kernel/dispatch/dispatch.ts';
import type { Host } from '../kernel/host.ts';
import { Kernel } from '../kernel/kernel.ts';
import type { Process } from '../kernel/process/process.ts';
import { policy, type Preopen } from '../policy/policy.ts';
import { StreamInode, type DirectoryInode } from '../vfs/inode.ts';
import { mountTar } from '../vfs/tar-image.ts';
import { Volume } from '../vfs/volume.ts';
import type { BlockingWire, SuspendingWire } from './wire.ts';

/** The descriptor of a process's first preopen. */
const PREOPEN = 3;
/** What is opened here has numbers from this one on, beyond those that the kernel hands out. */
const FIRST = 1 << 20;
const LAST = FIRST + (1 << 20) - 1;
/** In this kernel's own table it is the number after the preopen's. */
const OFFSET = FIRST - PREOPEN - 1;

/** Needs no descriptor, and no more than what every process is granted that has not been given a seed. */
const RANDOM_GET = SYSCALL_NAMES.indexOf('random_get');
const FD_RENUMBER = SYSCALL_NAMES.indexOf('fd_renumber');

/** By the number of a call: where the descriptors among its parameters lie. */
const HANDLES_AT = SYSCALL_NAMES.map((name) =>
  Object.values<ParamType | Handle>(SYSCALLS[name].params).flatMap((type, index) =>
    isHandle(type) ? [paramAt(index)] : [],
  ),
);
/** And where its result lies, if that is a descriptor. */
const OPENED_AT = SYSCALL_NAMES.map((name) =>
  Object.values<string>(SYSCALLS[name].results)[0] === 'fd' ? resultAt(0) : undefined,
);

/** What a worker needs to mount a copy of the sysroot's volume, which never changes. */
export interface SysrootVolume {
  /** The first preopen of every process that uses it. */
  readonly preopen: Preopen;
  /** This and the inode number identify a file, which images give in their order. */
  readonly dev: number;
  /** The time of everything on it, ns since the epoch. */
  readonly atNs: number;
}

/**
 * A copy of the sysroot in the guest's own worker. Calls about it are answered here by a second kernel, with the same
 * handlers and the same grant, and need no round trip; all other calls go over the wire. The two copies cannot differ,
 * because neither can change.
 */
export class LocalSysroot {
  readonly volume: SysrootVolume;
  readonly #kernel: Kernel;
  readonly #root: DirectoryInode;
  #process: Process | undefined;

  constructor(host: Host, volume: SysrootVolume) {
    this.#kernel = new Kernel(host);
    this.volume = volume;
    const { preopen, dev, atNs } = volume;
    const files = new Volume({ now: () => atNs, isReadOnly: true, dev });
    this.#root = this.#kernel.mount(preopen.folder.slice(1), files);
  }

  /** Mounts a further image. Images must come in the order in which the kernel mounted them. */
  add(image: Uint8Array): void {
    mountTar(this.#root.volume, this.#root, image);
  }

  /** A new process starts, with only its preopen open. */
  begin(): void {
    this.#process?.finish({ kind: 'killed' });
    const nothing = new StreamInode(this.#kernel.devices, 'unknown', new NullDevice());
    const spawned = this.#kernel.spawn({
      name: 'sysroot',
      args: [],
      environ: [],
      policy: policy(this.volume.preopen),
      stdio: { stdin: nothing, stdout: nothing, stderr: nothing },
    });
    if (!spawned.ok) throw new Error(`The sysroot's copy has no ${this.volume.preopen.folder}`);
    this.#process = spawned.value;
  }

  /** Answers the request in `frame` if it is about the sysroot; false: the kernel has to answer it. */
  answers(frame: Frame): boolean {
    const handles = HANDLES_AT[frame.syscall] ?? [];
    const { view } = frame;
    let ours = 0;
    for (let i = 0; i < handles.length; i++) if (isOurs(view.getUint32(handles[i] ?? 0, true))) ours++;
    if (ours === 0 && frame.syscall !== RANDOM_GET) return false;
    if (ours < handles.length) refuseMixed(frame);
    else this.#serve(frame, handles);
    return true;
  }

  #serve(frame: Frame, handles: readonly number[]): void {
    const { view } = frame;
    for (let i = 0; i < handles.length; i++) {
      const at = handles[i] ?? 0;
      const fd = view.getUint32(at, true);
      if (fd !== PREOPEN) view.setUint32(at, fd - OFFSET, true);
    }
    if (!this.#process) throw new Error('A process asked for the sysroot before it had begun');
    // No call on files or folders waits, and the calls that end a process name no descriptor.
    const served = serve(this.#process, frame);
    if (served !== 'replied') throw new Error(`A call on the sysroot was ${served}`);
    const openedAt = OPENED_AT[frame.syscall];
    if (openedAt !== undefined && frame.errno === 0)
      view.setUint32(openedAt, view.getUint32(openedAt, true) + OFFSET, true);
  }
}

function isOurs(fd: number): boolean {
  return fd === PREOPEN || (fd >= FIRST && fd <= LAST);
}

/** One descriptor is the kernel's, the other is not. No right to move or link anything into or out of the sysroot is ever granted. */
function refuseMixed(frame: Frame): void {
  frame.clearReplyFlags();
  frame.outLength = 0;
  frame.setErrno(frame.syscall === FD_RENUMBER ? 'badf' : 'notcapable');
}

/** `wire`, without the calls that `sysroot` answers. */
export function blockingWithSysroot(sysroot: LocalSysroot, wire: BlockingWire): BlockingWire {
  const { frame, queue } = wire;
  const call = (): void => {
    if (!sysroot.answers(frame)) wire.call();
  };
  return queue ? { frame, queue, call } : { frame, call };
}

export function suspendingWithSysroot(sysroot: LocalSysroot, wire: SuspendingWire): SuspendingWire {
  const { frame } = wire;
  return { frame, call: () => (sysroot.answers(frame) ? Promise.resolve() : wire.call()) };
}
