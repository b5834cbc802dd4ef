import type { Failure } from '../../abi/failure.ts';
import { flag } from '../../abi/flags.ts';
import { paramAt, type Frame } from '../../abi/frame.ts';
import { NO_RIGHTS, rights, type RightName } from '../../abi/rights.ts';
import { isHandle, SYSCALLS, type Syscall, type SyscallName } from '../../abi/syscalls.ts';
import type { Descriptor } from '../../capability/descriptor.ts';
import type { Answer } from '../../policy/question.ts';
import { WAIT } from '../dispatch/handlers.ts';
import { liftOf, type ArgSlots, type Lift } from '../dispatch/lift.ts';
import type { Process } from '../process/process.ts';
import { questionAbout } from './question-about.ts';

/** Undefined: the call may go on. WAIT: the process is parked until there is an answer, and the call is served again. */
export type Prompt = (process: Process, frame: Frame, descriptor: Descriptor) => Failure | typeof WAIT | undefined;

/**
 * How the call `name` is asked about when the descriptor in its parameter `param` stands behind a gate. The rights it
 * needs are held; what is refused in any case is not asked about. An answer counts for the question that was put: if
 * by then the call would do something else, it is asked about again.
 */
export function promptFor(name: SyscallName, param: string, need: readonly RightName[]): Prompt {
  const spec: Syscall = SYSCALLS[name];
  const lifts: readonly Lift[] = Object.entries(spec.params).flatMap(([other, type], index) =>
    isHandle(type) ? [] : [liftOf(type, other, index)],
  );
  const otherHandles = Object.entries(spec.params).flatMap(([other, type], index) =>
    isHandle(type) && other !== param ? [paramAt(index)] : [],
  );
  const handle = spec.params[param];
  const conditions = typeof handle === 'object' ? (handle.when ?? []) : [];
  const declined: Failure = { kind: 'declined', need };

  return (process, frame, descriptor) => {
    const { gate } = descriptor;
    if (!gate || gate.isOpen) return undefined;
    const args: ArgSlots = {};
    for (const lift of lifts) {
      const failure = lift(frame, args);
      if (failure) return failure;
    }
    for (const { param: flags, flag: one, right } of conditions) {
      if (((args[flags] as number) & flag(flags as 'oflags', one as 'creat')) === 0) continue;
      const failure = descriptor.require(rights(right), process.fds.enforced);
      if (failure) return failure;
    }
    if (!process.asker) return declined;
    const [otherAt] = otherHandles;
    const other = otherAt === undefined ? undefined : process.fds.get(frame.view.getUint32(otherAt, true), NO_RIGHTS);
    const about = questionAbout(process, {
      call: name,
      isSecond: param === 'new_fd',
      descriptor,
      other: other?.ok ? other.value : undefined,
      args,
    });
    if ('kind' in about) return about;
    const { question, key } = about;
    const answered = process.answers?.get(gate);
    if (answered?.to === key) return answered.answer === 'once' ? undefined : declined;

    const take = (answer: Answer): void => {
      if (answer === 'run') process.openGate(gate);
      else if (answer === 'never') process.revoke(descriptor.granted);
      else (process.answers ??= new Map()).set(gate, { answer, to: key });
    };
    let wake = (): void => undefined;
    const asked = process.asker(question, (answer) => {
      take(answer);
      wake();
    });
    if (typeof asked === 'string') {
      take(asked);
      return asked === 'refuse' || asked === 'never' ? declined : undefined;
    }
    process.waitForPerson();
    process.waitForAny((again) => {
      wake = again;
      return asked;
    });
    return WAIT;
  };
}
