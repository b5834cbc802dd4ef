import { flag, type FlagSetName, type Filetype } from '../../abi/flags.ts';
import { errnoOf, type Failure } from '../../abi/failure.ts';
import { paramAt, type Frame } from '../../abi/frame.ts';
import { NO_RIGHTS, rights } from '../../abi/rights.ts';
import {
  isHandle,
  SYSCALL_NAMES,
  SYSCALLS,
  type ConditionalRight,
  type Handle,
  type NotFor,
  type Syscall,
  type SyscallName,
} from '../../abi/syscalls.ts';
import { UNMATCHED_FD } from '../../abi/unmatched.ts';
import type { Room } from '../../abi/types.ts';
import { err, type Result } from '../../base/result.ts';
import type { Descriptor } from '../../capability/descriptor.ts';
import type { KindFailures } from '../../capability/fd-table.ts';
import { promptFor } from '../permission/permission-prompt.ts';
import { isSettled, parkUntilReleased } from './settled-calls.ts';
import { ENDED, WAIT, type Outcome } from './handlers.ts';
import { liftOf, type ArgSlots, type Lift } from './lift.ts';
import { lowerOf, type Lower } from './lower.ts';
import { preview1 } from '../calls/preview1.ts';
import type { Process, Served } from '../process/process.ts';
import { grantQueue } from './flush-queue.ts';

type Serve = (process: Process, frame: Frame) => Served;
type AnyHandler = (process: Process, args: ArgSlots) => Outcome<Readonly<Record<string, unknown>>>;
type Check = (process: Process, frame: Frame, args: ArgSlots) => Failure | typeof WAIT | undefined;

/** The table, compiled: what each number of a request does. */
const SERVES: readonly Serve[] = SYSCALL_NAMES.map((name) => compile(name, SYSCALLS[name]));

/** Serves the request in `frame` and leaves the reply there. A number the table lacks is a bug of ours: it throws. */
export function serve(process: Process, frame: Frame): Served {
  const serveOne = SERVES[frame.syscall];
  if (!serveOne) throw new Error(`There is no system call number ${frame.syscall}`);
  if (process.isSpeculative && !isSettled(process, frame)) return parkUntilReleased(process);
  const served = serveOne(process, frame);
  if (served !== 'waiting') process.calls++;
  return served;
}

/** One row becomes one closure: descriptors and rights first, then the other parameters, the handler, the results. */
function compile(name: SyscallName, spec: Syscall): Serve {
  const entries = Object.entries(spec.params);
  const others = (index: number): readonly number[] =>
    entries.flatMap(([, type], other) => (isHandle(type) && other !== index ? [paramAt(other)] : []));
  const checks: readonly Check[] = [
    ...entries.flatMap(([param, type], index) =>
      isHandle(type) ? [checkOf({ call: name, type, param, index, others: others(index) })] : [],
    ),
    ...entries.flatMap(([param, type], index) => (isHandle(type) ? [] : [ignoringProcess(liftOf(type, param, index))])),
    ...entries.flatMap(([param, type]) =>
      isHandle(type) ? (type.when ?? []).map((one) => conditionOf(one, param)) : [],
    ),
  ];
  const lowers: readonly Lower[] = Object.entries(spec.results).map(([result, type], index) =>
    lowerOf(type, result, index),
  );
  const roomParam = entries.find(([, type]) => type === 'iovec_array' || type === 'buffer')?.[0];
  /** The result that says how much of the room was used; without one, the room itself does. */
  const countResult = Object.keys(spec.results)[0];
  // The table and the handlers were matched by type in preview1.ts; past here they are data.
  const handler = preview1[name] as AnyHandler;
  const args: ArgSlots = {};
  const count = checks.length;

  const serveOne: Serve = (process, frame) => {
    frame.clearReplyFlags();
    frame.outLength = 0;
    for (let i = 0; i < count; i++) {
      const refused = checks[i]?.(process, frame, args);
      if (refused === undefined) continue;
      return refused === WAIT ? 'waiting' : refuse(process, frame, refused, name);
    }
    const outcome = handler(process, args);
    if (outcome === WAIT) return 'waiting';
    if (outcome === ENDED) {
      frame.markEnded();
      return 'ended';
    }
    if (!outcome.ok) return refuse(process, frame, outcome.error, name);
    for (let i = 0; i < lowers.length; i++) lowers[i]?.(frame, outcome.value);
    if (roomParam !== undefined) {
      frame.outLength =
        countResult === undefined ? (args[roomParam] as Room).length : (outcome.value[countResult] as number);
      if ((args['fd'] as Descriptor | undefined)?.inode.kind === 'regular_file') frame.markMore();
    }
    // Watched, every write is a call of its own, so that it can tell from where it was made.
    if (name === 'fd_write' && process.tracer === undefined) grantQueue(process, frame, args['fd'] as Descriptor);
    process.parkedAtNs = undefined;
    process.answers = undefined;
    frame.succeed();
    return 'replied';
  };

  return (process, frame) => {
    const { tracer } = process;
    if (tracer === undefined) return serveOne(process, frame);
    tracer.begins(name, frame);
    const served = serveOne(process, frame);
    tracer.served(frame, served);
    if (served === 'replied') frame.markWatched();
    return served;
  };
}

function refuse(process: Process, frame: Frame, failure: Failure, call: SyscallName): Served {
  const { errors, doc }: Syscall = SYSCALLS[call];
  const errno = errnoOf(failure);
  // The table is what the reference page and the tests believe: a handler that says something else is wrong.
  if (!errors.includes(errno)) throw new Error(`"${doc}" was answered with ${errno}, which its row does not list`);
  process.tracer?.failed(failure);
  process.parkedAtNs = undefined;
  process.answers = undefined;
  frame.outLength = 0;
  frame.setErrno(errno);
  // A tracer records refusals itself. Everyday failures, as of a file that does not exist, are not recorded.
  if (process.tracer === undefined && (failure.kind !== 'errno' || isUnmatched(call, frame)))
    process.refusals?.refused(call, frame, failure);
  return 'replied';
}

/** libc found no preopen, and says so by this call: see `abi/unmatched.ts`. */
function isUnmatched(call: SyscallName, { view }: Frame): boolean {
  return call === 'path_filestat_get' && view.getUint32(paramAt(0), true) === UNMATCHED_FD;
}

interface CheckedHandle {
  readonly call: SyscallName;
  readonly type: Handle;
  readonly param: string;
  readonly index: number;
  /** Where the call's other descriptors are. */
  readonly others: readonly number[];
}

/** Looks a descriptor up as the row says: it is open, of a kind that the call is for, and holds the rights. */
function checkOf({ call, type, param, index, others }: CheckedHandle): Check {
  const at = paramAt(index);
  const need = rights(...type.handle);
  const or = type.or && rights(...type.or);
  const asTell = type.asTell && rights(...type.asTell);
  const notFor = kindFailures(type.not);
  const numberName = `${param}Number`;
  const ask = promptFor(call, param, type.handle);
  return (process, frame, args) => {
    const fd = frame.view.getUint32(at, true);
    let found: Result<Descriptor, Failure> = process.fds.get(fd, need, notFor);
    if (!found.ok && or !== undefined) found = orElse(found, process.fds.get(fd, or, notFor));
    if (!found.ok && asTell !== undefined && isTell(frame)) found = orElse(found, process.fds.get(fd, asTell, notFor));
    if (!found.ok && found.error.kind === 'declined') {
      found = process.fds.get(fd, NO_RIGHTS);
      const asked = found.ok ? ask(process, frame, found.value) : undefined;
      if (asked !== undefined) return asked;
    }
    if (!found.ok) {
      for (const other of others) process.fds.touch(frame.view.getUint32(other, true));
      return found.error;
    }
    args[param] = found.value;
    args[numberName] = fd;
    return undefined;
  };
}

/** The answers that the row has for kinds of descriptor that the call is not for. */
function kindFailures(not: NotFor | undefined): KindFailures | undefined {
  if (not === undefined) return undefined;
  const failures = Object.entries(not).map(([kind, errno]) => [
    kind,
    err<Failure>({ kind: 'errno', errno, notFor: kind as Filetype }),
  ]);
  return Object.fromEntries(failures) as KindFailures;
}

/** The first refusal is the one to report: it names the right that the call is about. */
function orElse(refused: Result<Descriptor, Failure>, other: Result<Descriptor, Failure>): Result<Descriptor, Failure> {
  return other.ok ? other : refused;
}

/** `fd_seek` by nothing from where it stands: parameters 1 and 2 of its row. */
function isTell({ view }: Frame): boolean {
  const WHENCE_CUR = 1;
  return view.getBigUint64(paramAt(1), true) === 0n && view.getUint32(paramAt(2), true) === WHENCE_CUR;
}

function conditionOf({ param, flag: name, right }: ConditionalRight, handleParam: string): Check {
  // A row names its own parameter's flag; `flag` throws no error for a wrong one, so the bit is checked here, once.
  const bit = flag(param as FlagSetName, name as never);
  if (bit <= 0) throw new Error(`${param} has no flag ${name}`);
  const need = rights(right);
  return (process, _frame, args) => {
    if (((args[param] as number) & bit) === 0) return undefined;
    return (args[handleParam] as Descriptor).require(need, process.fds.enforced);
  };
}

function ignoringProcess(lift: Lift): Check {
  return (_process, frame, args) => lift(frame, args);
}
