import { resultAt, type Frame } from '../abi/frame.ts';
import { isHandle, SYSCALL_NAMES, SYSCALLS, type Handle, type ParamType, type SyscallName } from '../abi/syscalls.ts';
import type { BlockingWire, SuspendingWire } from '../wire/wire.ts';
import { marshallingOf, type Call, type Marshalling, type Raw } from './call.ts';
import { here, type CallStacks } from './call-stacks.ts';
import { PREVIEW1, type Dialect } from './dialect.ts';
import type { GuestMemory } from './guest-memory.ts';
import { ProcessEnded } from './process-ended.ts';
import type { QueuedWrites } from './queued-writes.ts';
import { uncatchable } from './uncatchable.ts';

/** More of a long transfer is left; the same call goes round again. */
const AGAIN = -1;

type Import = (a: Raw, b: Raw, c: Raw, d: Raw, e: Raw, f: Raw, g: Raw, h: Raw, i: Raw) => number;
/** A dialect may lack calls that came later; every one has `proc_exit`. */
type Imports<F> = Readonly<Record<SyscallName, F>>;
type SuspendingImport = (...raw: Parameters<Import>) => Promise<number>;

/** What all calls of a guest share. */
export interface Bound<Wire> {
  readonly wire: Wire;
  readonly memory: GuestMemory;
  readonly stacks: CallStacks;
  /**
   * Where writes that cannot fail are queued; absent where each is a call. One for all dialects that a module speaks: what
   * one of them does to a descriptor ends what was granted to the other.
   */
  readonly queued?: QueuedWrites | undefined;
}

/** The import object of a guest that blocks, derived from the table. */
export function bindBlocking(guest: Bound<BlockingWire>, dialect: Dialect = PREVIEW1): Imports<Import> {
  const { wire, queued } = guest;
  const imports = bindCalls(guest, dialect);
  return queued ? withQueue(imports, wire.frame, queued, dialect) : imports;
}

/** Writes and seeks that need no answer do not wait for one; every other call on a descriptor ends its grant. */
function withQueue(
  imports: Imports<Import>,
  frame: Frame,
  queued: QueuedWrites,
  { names, whence }: Dialect,
): Imports<Import> {
  const forgetting = names.flatMap((name) => {
    const handles = Object.values<ParamType | Handle>(SYSCALLS[name].params).flatMap((type, index) =>
      isHandle(type) ? [index] : [],
    );
    // Handles come first in every row that has one and moves its offset or gives it away.
    if (!handles.includes(0)) return [];
    const call = imports[name];
    const isTwo = handles.includes(1);
    const wrapped: Import = (a, b, c, d, e, f, g, h, i) => {
      queued.dropCredit(Number(a));
      if (isTwo) queued.dropCredit(Number(b));
      return call(a, b, c, d, e, f, g, h, i);
    };
    return [[name, wrapped] as const];
  });
  const { fd_write: write } = imports;
  const fd_write: Import = (fd, iovs, count, nwritten, e, f, g, h, i) => {
    // What is watched is called, so that it is seen where the call comes from.
    if (!frame.isWatched && queued.write(Number(fd), Number(iovs), Number(count) >>> 0, Number(nwritten))) return 0;
    const errno = write(fd, iovs, count, nwritten, e, f, g, h, i);
    if (errno === 0) queued.learn(Number(fd), frame);
    else queued.dropCredit(Number(fd));
    return errno;
  };
  const others = Object.fromEntries(forgetting) as Partial<Imports<Import>>;
  const seek = others.fd_seek ?? imports.fd_seek;
  const fd_seek: Import = (fd, offset, code, newoffset, e, f, g, h, i) => {
    const from = whence ? whence(Number(code)) : Number(code);
    if (!frame.isWatched && queued.seek(Number(fd), Number(offset), from, Number(newoffset))) return 0;
    return seek(fd, offset, code, newoffset, e, f, g, h, i);
  };
  return { ...imports, ...others, fd_write, fd_seek };
}

function bindCalls({ wire, memory, stacks }: Bound<BlockingWire>, dialect: Dialect): Imports<Import> {
  return bindEach(dialect, (number, marshalling) => {
    const call = newCall(wire, memory);
    const run = (): number => {
      call.done = 0;
      for (;;) {
        request(call, number, marshalling, stacks);
        wire.call();
        const errno = complete(call, marshalling, stacks);
        if (errno !== AGAIN) return errno;
      }
    };
    return taking(marshalling.arity, call.raw, run);
  });
}

/** The same for a guest that is suspended; each function is to be wrapped in `WebAssembly.Suspending`. */
export function bindSuspending(
  { wire, memory, stacks }: Bound<SuspendingWire>,
  dialect: Dialect = PREVIEW1,
): Imports<SuspendingImport> {
  return bindEach(dialect, (number, marshalling) => {
    const call = newCall(wire, memory);
    return async (...raw) => {
      for (let i = 0; i < marshalling.arity; i++) call.raw[i] = raw[i] ?? 0;
      call.done = 0;
      // When the reply has come, the guest's frames are not on the stack any more.
      const at = here();
      for (;;) {
        request(call, number, marshalling, stacks);
        await wire.call();
        const errno = complete(call, marshalling, stacks, at);
        if (errno !== AGAIN) return errno;
      }
    };
  });
}

function bindEach<F>(dialect: Dialect, bindOne: (number: number, marshalling: Marshalling) => F): Imports<F> {
  const entries = dialect.names.map(
    (name) => [name, bindOne(SYSCALL_NAMES.indexOf(name), marshallingOf(SYSCALLS[name], dialect))] as const,
  );
  return Object.fromEntries(entries) as Imports<F>;
}

function newCall({ frame }: BlockingWire | SuspendingWire, memory: GuestMemory): Call {
  return { raw: new Array<Raw>(9).fill(0), frame, memory, total: 0, done: 0, cookie: 0n };
}

function request(call: Call, number: number, { lower }: Marshalling, stacks: CallStacks): void {
  const { frame } = call;
  if (frame.isWatched) frame.stack = stacks.take();
  frame.syscall = number;
  frame.inLength = 0;
  for (let i = 0; i < lower.length; i++) lower[i]?.(call);
}

/** Takes the reply apart; AGAIN when the transfer goes on. `at`: where the call was made, unless that is still on the stack. */
function complete(call: Call, { lift, moved, mayContinue }: Marshalling, stacks: CallStacks, at?: Error): number {
  const { frame } = call;
  if (frame.isEnded) throw uncatchable(new ProcessEnded('The process has ended'));
  const { errno } = frame;
  if (errno !== 0) {
    if (frame.isRefused) stacks.takeAs(frame.takeStack(), at);
    // What earlier frames moved was moved: the call succeeds with a short count, and the next one will fail.
    if (call.done === 0 || moved === undefined) return errno;
    frame.outLength = 0;
    frame.succeed();
    frame.view.setUint32(resultAt(0), 0, true);
  }
  for (let i = 0; i < lift.length; i++) lift[i]?.(call);
  if (moved === undefined || errno !== 0) return 0;
  const bytes = moved(call);
  call.done += bytes;
  return bytes > 0 && call.done < call.total && mayContinue(call) ? AGAIN : 0;
}

/** One closure for each number of arguments: no rest array is made for a call. */
function taking(arity: number, raw: Raw[], run: () => number): Import {
  switch (arity) {
    case 0:
      return () => run();
    case 1:
      return (a) => {
        raw[0] = a;
        return run();
      };
    case 2:
      return (a, b) => {
        raw[0] = a;
        raw[1] = b;
        return run();
      };
    case 3:
      return (a, b, c) => {
        raw[0] = a;
        raw[1] = b;
        raw[2] = c;
        return run();
      };
    case 4:
      return (a, b, c, d) => {
        raw[0] = a;
        raw[1] = b;
        raw[2] = c;
        raw[3] = d;
        return run();
      };
    default:
      return (a, b, c, d, e, f, g, h, i) => {
        raw[0] = a;
        raw[1] = b;
        raw[2] = c;
        raw[3] = d;
        raw[4] = e;
        raw[5] = f;
        raw[6] = g;
        raw[7] = h;
        raw[8] = i;
        return run();
      };
  }
}
