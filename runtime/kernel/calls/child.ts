import { fail } from '../../abi/failure.ts';
import { ok } from '../../base/result.ts';
import { grantPipe } from '../../capability/grant.ts';
import { Descriptor } from '../../capability/descriptor.ts';
import { pipeEnds } from '../devices/pipe-ends.ts';
import { WAIT, type Handlers } from '../dispatch/handlers.ts';
import type { ProcessEnd } from '../process/process.ts';
import { pathOf } from '../watch/row-of.ts';

/** Bytes of arguments that a child is given at most. */
const MOST_ARGS = 64 << 10;
/** In place of a number: the next one from here on, where libc looks for folders. */
const NEXT = 0xffff_ffff;
const FIRST_PREOPEN = 3;

const encoder = new TextEncoder();

/** Calls by which a process starts another program with some of its own descriptors. */
export const child = {
  child_pipe(process) {
    const { reading, writing } = grantPipe(process.devices, pipeEnds());
    const readEnd = process.fds.insert(reading);
    if (!readEnd.ok) return readEnd;
    const writeEnd = process.fds.insert(writing);
    if (writeEnd.ok) return ok({ read_end: readEnd.value, write_end: writeEnd.value });
    process.fds.close(readEnd.value);
    return writeEnd;
  },

  child_new(process, { program }) {
    const made = process.children.make(program);
    return typeof made === 'number' ? ok({ child: made }) : fail(made);
  },

  child_arg(process, { child: number, arg }) {
    const made = process.children.unstarted(number);
    if (!made) return fail('child');
    const bytes = encoder.encode(arg);
    const { args } = made.process;
    const total = args.reduce((sum, one) => sum + one.length + 1, bytes.length + 1);
    if (total > MOST_ARGS) return fail('2big');
    args.push(bytes);
    return ok({});
  },

  child_hand(process, { fd, fdNumber, child: number, to, name, base, inheriting }) {
    fd.touch();
    const made = process.children.unstarted(number);
    if (!made) return fail('child');
    if (name !== '' && fd.inode.kind !== 'directory') return fail('notdir');
    const { fds } = made.process;
    const path = pathOf(fd);
    const handed = new Descriptor(fd.capability.handOn(base, inheriting), name === '' ? fd.origin : name, {
      flags: fd.flags,
      ...(name !== '' && { preopen: name }),
      ...(path !== undefined && { folder: path }),
      place: fd.place,
      gate: fd.gate,
      free: fd.free,
      needs: fd.needs,
      handed: { from: fd, fd: fdNumber },
    });
    handed.offset = fd.offset;
    const inserted = fds.insertAt(to === NEXT ? fds.nextFrom(FIRST_PREOPEN) : to, handed);
    return inserted.ok ? ok({}) : inserted;
  },

  child_start(process, { child: number }) {
    const made = process.children.unstarted(number);
    if (!made) return fail('child');
    process.children.start(made);
    return ok({});
  },

  child_wait(process, { child: number }) {
    const made = process.children.get(number);
    if (!made) return fail('child');
    if (!made.isStarted) process.children.end(made);
    const { end, endings } = made.process;
    if (!end) {
      process.waitFor(endings);
      return WAIT;
    }
    process.children.remove(number);
    return ok({ status: exitStatus(end) });
  },

  child_stop(process, { child: number }) {
    const made = process.children.get(number);
    if (!made) return fail('child');
    process.children.end(made);
    return ok({});
  },
} satisfies Partial<Handlers>;

/** How a process ended, in one number, as shells number it. */
function exitStatus(end: ProcessEnd): number {
  switch (end.kind) {
    case 'exited':
      return end.code;
    case 'signalled':
    case 'trapped':
      return 134;
    case 'killed':
      return 137;
    case 'faulted':
      return 70;
  }
}
