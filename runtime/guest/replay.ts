import { Frame, resultAt, RESULTS_BYTES } from '../abi/frame.ts';
import { SYSCALL_NAMES } from '../abi/syscalls.ts';
import { REFERENCES } from '../abi/references.ts';
import { copyBytes } from '../abi/types.ts';
import type { BlockingWire } from '../wire/wire.ts';
import { ANSWER_HEADER } from './answer-log.ts';
import { CallStacks } from './call-stacks.ts';
import { nameEvents } from './event-numbers.ts';
import { MarkedMemory } from './marked-memory.ts';
import { instantiateBlocking } from './run.ts';
import { trapOf, type Trap } from './trap.ts';
import { uncatchable } from './uncatchable.ts';

const FD_WRITE = SYSCALL_NAMES.indexOf('fd_write');
const POLL_ONEOFF = SYSCALL_NAMES.indexOf('poll_oneoff');
const PROC_EXIT = SYSCALL_NAMES.indexOf('proc_exit');

/** Runs a program on what an `AnswerLog` has kept of another build of it: nothing is done twice. Its trap, if there was one. */
export function replay(module: WebAssembly.Module, answers: Uint8Array): Trap | undefined {
  // References cannot be marked: the compiler's pass takes them for something that lies in memory.
  if (WebAssembly.Module.imports(module).some((one) => one.module === REFERENCES)) return undefined;
  let guest;
  try {
    guest = instantiateBlocking(
      module,
      replaying(answers),
      new CallStacks(() => undefined),
      undefined,
      new MarkedMemory(),
    );
  } catch (error) {
    // There may be no room for its memory.
    return trapOf(error, undefined);
  }
  // Only a suspended guest gives a promise.
  return guest.start(false) as Trap | undefined;
}

/** Thrown through a program that asks for what is not in the answers: it went another way, or as far as the first one did. */
class AnswersOver extends Error {
  override readonly name = 'AnswersOver';
}

function another(): Error {
  return uncatchable(new AnswersOver('The program makes another call than the first time'));
}

/** Answers a program from what another run was told: it touches nothing. */
function replaying(answers: Uint8Array): BlockingWire {
  const frame = Frame.allocate();
  const view = new DataView(answers.buffer, answers.byteOffset, answers.byteLength);
  let at = 0;
  return {
    frame,
    call: () => {
      const { syscall } = frame;
      frame.clearReplyFlags();
      frame.outLength = 0;
      frame.succeed();
      if (syscall === FD_WRITE) {
        frame.view.setUint32(resultAt(0), frame.inLength, true);
        return;
      }
      if (syscall === PROC_EXIT) {
        frame.markEnded();
        return;
      }
      if (at >= answers.length || view.getUint32(at, true) !== syscall) throw another();
      frame.replyWith(view.getUint32(at + 4, true), view.getUint32(at + 8, true) !== 0);
      const bytes = view.getUint32(at + 12, true);
      frame.outLength = bytes;
      at += ANSWER_HEADER;
      copyBytes(answers, at, frame.bytes, resultAt(0), RESULTS_BYTES);
      copyBytes(answers, at + RESULTS_BYTES, frame.bytes, frame.outAt, bytes);
      at += RESULTS_BYTES + bytes;
      if (syscall === POLL_ONEOFF && !nameEvents(frame)) throw another();
    },
  };
}
