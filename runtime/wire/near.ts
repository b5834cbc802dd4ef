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
/** What is opened near has numbers from here on, beyond those that the kernel hands out. */
const FIRST = 1 << 20;
const LAST = FIRST + (1 << 20) - 1;
/** In the near process's own table it is the number after the preopen's. */
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

/** A volume that never changes, as it is told to those who are to have another of it. */
export interface NearVolume {
  /** The first preopen of every process that is to find it near. */
  readonly preopen: Preopen;
  /** Files are told apart by this and by their inode number, which images give in their order. */
  readonly dev: number;
  /** The time of everything on it, ns since the epoch. */
  readonly atNs: number;
}

/**
 * A read-only volume that the guest's own worker has too: what a process asks of it is answered by a kernel in there, by
 * the same handlers, under the same grant, and without a round trip. Everything else goes over the wire. The kernel's
 * own copy stays what is true; the two cannot differ, for neither can change.
 */
export class NearFiles {
  readonly volume: NearVolume;
  readonly #kernel: Kernel;
  readonly #root: DirectoryInode;
  #process: Process | undefined;

  constructor(host: Host, volume: NearVolume) {
    this.#kernel = new Kernel(host);
    this.volume = volume;
    const { preopen, dev, atNs } = volume;
    const files = new Volume({ now: () => atNs, isReadOnly: true, dev });
    this.#root = this.#kernel.mount(preopen.folder.slice(1), files);
  }

  /** The volume holds these as well from now on: to be added in the order in which the kernel has mounted them. */
  add(image: Uint8Array): void {
    mountTar(this.#root.volume, this.#root, image);
  }

  /** Another process: it has only its preopen open. */
  begin(): void {
    this.#process?.finish({ kind: 'killed' });
    const nothing = new StreamInode(this.#kernel.devices, 'unknown', new NullDevice());
    const spawned = this.#kernel.spawn({
      name: 'near',
      args: [],
      environ: [],
      policy: policy(this.volume.preopen),
      stdio: { stdin: nothing, stdout: nothing, stderr: nothing },
    });
    if (!spawned.ok) throw new Error(`The near files have no ${this.volume.preopen.folder}`);
    this.#process = spawned.value;
  }

  /** Answers the request in `frame` if it is about these files; false: it is somebody else's to answer. */
  answers(frame: Frame): boolean {
    const handles = HANDLES_AT[frame.syscall] ?? [];
    const { view } = frame;
    let near = 0;
    for (let i = 0; i < handles.length; i++) if (isNear(view.getUint32(handles[i] ?? 0, true))) near++;
    if (near === 0 && frame.syscall !== RANDOM_GET) return false;
    if (near < handles.length) refuseMixed(frame);
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
    if (!this.#process) throw new Error('Near files were asked for by a process that had not begun');
    // Files and folders keep nobody waiting, and what ends a process names no descriptor.
    const served = serve(this.#process, frame);
    if (served !== 'replied') throw new Error(`A call on near files was ${served}`);
    const openedAt = OPENED_AT[frame.syscall];
    if (openedAt !== undefined && frame.errno === 0)
      view.setUint32(openedAt, view.getUint32(openedAt, true) + OFFSET, true);
  }
}

function isNear(fd: number): boolean {
  return fd === PREOPEN || (fd >= FIRST && fd <= LAST);
}

/** One of the two is somewhere else: no right to move or link anything out of here, or into it, was ever granted. */
function refuseMixed(frame: Frame): void {
  frame.clearReplyFlags();
  frame.outLength = 0;
  frame.setErrno(frame.syscall === FD_RENUMBER ? 'badf' : 'notcapable');
}

/** `wire` for everything but what `near` answers. */
export function nearBlocking(near: NearFiles, wire: BlockingWire): BlockingWire {
  const { frame, queue } = wire;
  const call = (): void => {
    if (!near.answers(frame)) wire.call();
  };
  return queue ? { frame, queue, call } : { frame, call };
}

export function nearSuspending(near: NearFiles, wire: SuspendingWire): SuspendingWire {
  const { frame } = wire;
  return { frame, call: () => (near.answers(frame) ? Promise.resolve() : wire.call()) };
}
