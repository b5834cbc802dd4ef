import { errnoName, type ErrnoName } from '../abi/errno.ts';
import { flag, type FlagName } from '../abi/flags.ts';
import { Frame } from '../abi/frame.ts';
import { ALL_RIGHTS, rights, type RightName, type Rights } from '../abi/rights.ts';
import { iovec } from '../abi/layout.ts';
import { SPAWN, SYSCALL_NAMES, type SyscallName } from '../abi/syscalls.ts';
import { Capability } from '../capability/capability.ts';
import { Descriptor } from '../capability/descriptor.ts';
import { bindBlocking } from '../guest/bind.ts';
import { CallStacks } from '../guest/call-stacks.ts';
import { DIALECTS } from '../guest/dialect.ts';
import { GuestMemory } from '../guest/guest-memory.ts';
import { QueuedWrites } from '../guest/queued-writes.ts';
import { Capture, SuppliedInput } from '../kernel/devices/devices.ts';
import type { Asker } from '../kernel/permission/asker.ts';
import type { Host } from '../kernel/host.ts';
import { Kernel } from '../kernel/kernel.ts';
import type { ProcessEnd } from '../kernel/process/process.ts';
import { DEFAULT_LIMITS, policy, readWrite, type Policy } from '../policy/policy.ts';
import { StreamInode, type DirectoryInode, type Inode } from '../vfs/inode.ts';
import type { Stream } from '../vfs/stream.ts';
import { mountTar } from '../vfs/tar-image.ts';
import { bytesOf, grow, textOf, type Tree } from '../vfs/testing/tree-fixture.ts';
import { Volume, type VolumeOptions } from '../vfs/volume.ts';
import { DirectWire, type Idle } from '../wire/direct.ts';
import type { BlockingWire } from '../wire/wire.ts';

type Raw = number | bigint;
type Calls = Readonly<Record<SyscallName, (...raw: readonly Raw[]) => ErrnoName>>;

export interface GuestOptions {
  /** What `/project` holds; the guest has it as descriptor 3, under the name `/`. */
  readonly tree?: Tree;
  readonly volume?: Omit<VolumeOptions, 'now'>;
  readonly policy?: Partial<Policy>;
  readonly args?: readonly string[];
  readonly environ?: readonly string[];
  readonly stdin?: Stream;
  readonly stdout?: Stream;
  /** Data bytes of the frame; small ones make long transfers short. */
  readonly capacity?: number;
  readonly pages?: number;
  readonly idle?: (time: FakeTime, untilNs: number | undefined) => boolean;
  readonly asker?: Asker;
  /** Gets the number of each stack that the guest takes. */
  readonly stack?: (number: number) => void;
  /** Mounted at `/usr`, for a policy to grant. */
  readonly image?: Uint8Array;
  /** What the guest's calls go through; without, straight to the kernel. */
  readonly wire?: (direct: BlockingWire, kernel: Kernel, usr: Volume) => BlockingWire;
}

/** Both clocks, ns; they move when a test says so, or when the guest sleeps. */
export interface FakeTime {
  wallNs: number;
  monotonicNs: number;
}

/** The preopened directory's number. */
export const DIR = 3;

/** A guest without code: the system calls as it would import them, and a memory to build their arguments in. */
export function bootGuest(options: GuestOptions = {}) {
  const time: FakeTime = { wallNs: 1_700_000_000_000_000_000, monotonicNs: 5_000_000_000 };
  const kernel = new Kernel(fakeHost(time));
  const volume = new Volume({ ...options.volume, now: () => time.wallNs, isReadOnly: false });
  const project = kernel.mount('project', volume);
  grow(project, options.tree ?? {});
  volume.isReadOnly = options.volume?.isReadOnly ?? false;
  const usr = new Volume({ now: () => time.wallNs, isReadOnly: true });
  if (options.image) mountTar(usr, kernel.mount('usr', usr), options.image);
  const [stdout, stderr] = [new Capture(), new Capture()];
  const stream = (of: Stream): StreamInode => new StreamInode(kernel.devices, 'unknown', of);
  const ends: ProcessEnd[] = [];
  const spawned = kernel.spawn(
    {
      name: 'guest',
      args: options.args ?? [],
      environ: options.environ ?? [],
      policy: { ...policy(readWrite('/project', '/')), ...options.policy },
      stdio: {
        stdin: stream(options.stdin ?? new SuppliedInput(bytesOf('typed'))),
        stdout: stream(options.stdout ?? stdout),
        stderr: stream(stderr),
      },
      asker: options.asker,
    },
    (end) => ends.push(end),
  );
  if (!spawned.ok) throw new Error(`No process: ${JSON.stringify(spawned.error)}`);
  const process = spawned.value;

  const guestMemory = new GuestMemory();
  const memory = new WebAssembly.Memory({ initial: options.pages ?? 4 });
  guestMemory.attach(memory);
  const idle: Idle = (untilNs) => options.idle?.(time, untilNs) ?? sleep(time, untilNs);
  const direct = new DirectWire(process, idle, Frame.allocate(options.capacity));
  const wire: BlockingWire = options.wire?.(direct, kernel, usr) ?? direct;
  const guest = {
    wire,
    memory: guestMemory,
    stacks: new CallStacks((number) => options.stack?.(number)),
    queued: wire.queue && new QueuedWrites(wire.queue, guestMemory),
  };
  const imports = { ...bindBlocking(guest, DIALECTS[SPAWN]), ...bindBlocking(guest) };
  const sys = Object.fromEntries(
    SYSCALL_NAMES.map((name) => {
      const call: (...raw: Raw[]) => number = imports[name];
      return [name, (...raw: readonly Raw[]) => errnoName(call(...raw))];
    }),
  ) as Calls;

  const arena = new Arena(memory);
  return {
    kernel,
    process,
    project,
    volume,
    usr,
    time,
    memory,
    sys,
    ends,
    ...arena.methods,
    stdout,
    stderr,
    at: (path: string): Inode => find(project, path),
    /** The text of a file of the project. */
    contentsOf: (path: string): string => {
      const inode = find(project, path);
      if (inode.kind !== 'regular_file') throw new Error(`${path} is not a file`);
      return textOf(inode.contents);
    },
    /** Opens `path` below the preopen; its number, or why not. */
    open: (path: string, how: OpenOptions = {}): number | ErrnoName => {
      const out = arena.alloc(4, 4);
      const errno = sys.path_open(
        how.dir ?? DIR,
        how.follow === false ? 0 : 1,
        ...arena.text(path),
        bits('oflags', how.oflags),
        BigInt(how.rights ? rights(...how.rights) : FILE_AND_DIRECTORY),
        BigInt(how.inheriting ? rights(...how.inheriting) : ALL_RIGHTS & ~SOCKET),
        bits('fdflags', how.fdflags),
        out,
      );
      return errno === 'success' ? arena.u32(out) : errno;
    },
    /** A descriptor for `inode` with exactly these rights, as if it had been granted. */
    hold: (inode: Inode, base: Rights, inheriting: Rights = base, flags = 0): number => {
      const inserted = process.fds.insert(
        new Descriptor(Capability.preopen(inode, base, inheriting), 'held', { flags }),
      );
      if (!inserted.ok) throw new Error('The table is full');
      return inserted.value;
    },
  };
}

export interface OpenOptions {
  readonly dir?: number;
  readonly follow?: boolean;
  readonly oflags?: readonly FlagName<'oflags'>[];
  readonly fdflags?: readonly FlagName<'fdflags'>[];
  readonly rights?: readonly RightName[];
  readonly inheriting?: readonly RightName[];
}

const SOCKET = rights('sock_shutdown', 'sock_accept');
/** What libc asks for when it does not know yet what it opens. */
const FILE_AND_DIRECTORY = ALL_RIGHTS & ~SOCKET & ~rights('fd_write');

/** Rights to read and write a file with. */
export const READ_WRITE: readonly RightName[] = [
  'fd_read',
  'fd_write',
  'fd_seek',
  'fd_tell',
  'fd_filestat_get',
  'fd_filestat_set_size',
  'fd_allocate',
  'poll_fd_readwrite',
];

export function limits(openFiles: number): Partial<Policy> {
  return { limits: { ...DEFAULT_LIMITS, openFiles } };
}

function bits<S extends 'oflags' | 'fdflags'>(set: S, names: readonly FlagName<S>[] = []): number {
  return names.reduce((all, name) => all | flag(set, name), 0);
}

function find(project: DirectoryInode, path: string): Inode {
  let inode: Inode = project;
  for (const name of path.split('/')) {
    const found: Inode | undefined = inode.kind === 'directory' ? inode.lookup(name) : undefined;
    if (!found) throw new Error(`There is no ${path}`);
    inode = found;
  }
  return inode;
}

function fakeHost(time: FakeTime): Host {
  let next = 0;
  return {
    wallNs: () => time.wallNs,
    monotonicNs: () => time.monotonicNs,
    random: (bytes) => {
      for (let i = 0; i < bytes.length; i++) bytes[i] = ++next & 0xff;
    },
    timer: () => ({ dispose: () => undefined }),
  };
}

/** Nothing happens but time passing. */
function sleep(time: FakeTime, untilNs: number | undefined): boolean {
  if (untilNs === undefined) return false;
  const ns = Math.max(0, untilNs - time.monotonicNs);
  time.monotonicNs += ns;
  time.wallNs += ns;
  return true;
}

/** Builds arguments in guest memory, one after the other, and reads results back. */
class Arena {
  readonly #memory: WebAssembly.Memory;
  #next = 64;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
  }

  get methods() {
    return {
      alloc: this.alloc,
      bytes: this.bytes,
      text: this.text,
      u32: this.u32,
      u64: this.u64,
      view: this.view,
      peek: this.peek,
      iovecs: this.iovecs,
      rooms: this.rooms,
    };
  }

  readonly alloc = (size: number, align = 8): number => {
    const at = Math.ceil(this.#next / align) * align;
    this.#next = at + size;
    const missing = this.#next - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / 65536));
    return at;
  };

  /** Puts bytes in memory: pointer and length, as a call takes them. */
  readonly bytes = (bytes: Uint8Array): [number, number] => {
    const at = this.alloc(bytes.length, 1);
    new Uint8Array(this.#memory.buffer).set(bytes, at);
    return [at, bytes.length];
  };

  readonly text = (text: string): [number, number] => this.bytes(bytesOf(text));

  readonly view = (): DataView => new DataView(this.#memory.buffer);

  readonly u32 = (at: number): number => this.view().getUint32(at, true);

  readonly u64 = (at: number): bigint => this.view().getBigUint64(at, true);

  /** A copy of what memory holds. */
  readonly peek = (at: number, length: number): Uint8Array =>
    new Uint8Array(this.#memory.buffer).slice(at, at + length);

  /** An iovec array over `parts`: pointer and count. */
  readonly iovecs = (parts: readonly (readonly [number, number])[]): [number, number] => {
    const at = this.alloc(parts.length * iovec.size, iovec.align);
    parts.forEach(([buf, buf_len], i) => iovec.write(this.view(), at + i * iovec.size, { buf, buf_len }));
    return [at, parts.length];
  };

  /** An iovec array over fresh room of the given lengths, and how to read what came. */
  readonly rooms = (
    ...lengths: readonly number[]
  ): { readonly iovs: [number, number]; readonly text: () => string } => {
    const parts = lengths.map((length) => [this.alloc(length, 1), length] as const);
    return {
      iovs: this.iovecs(parts),
      text: () => parts.map(([at, length]) => textOf(this.peek(at, length))).join('|'),
    };
  };
}
