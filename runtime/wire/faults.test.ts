import { describe, expect, it } from 'vitest';
import { Frame } from '../abi/frame.ts';
import { SYSCALL_NAMES } from '../abi/syscalls.ts';
import { bootGuest } from '../testing/guest-fixture.ts';
import type { Host } from '../kernel/host.ts';
import { attend } from './attend.ts';
import { SharedExchange } from './shared.ts';
import type { SharedEnd } from './wire.ts';

const NO_SUCH_CALL = 999;
const FAULT = `There is no system call number ${NO_SUCH_CALL}`;
const HOST = { timer: () => ({ dispose: () => undefined }), monotonicNs: () => 0 } as unknown as Host;

describe('an exception of ours while a call is served', () => {
  it('ends the process as faulted and is thrown on', () => {
    const { process, ends } = bootGuest();
    const frame = Frame.allocate(64);
    frame.syscall = NO_SUCH_CALL;
    expect(() => attend(HOST, process, frame, () => undefined)).toThrow(FAULT);
    expect(ends).toEqual([{ kind: 'faulted', message: FAULT }]);
  });

  it('does so when a parked call is served again', () => {
    const { process, ends } = bootGuest();
    const frame = Frame.allocate(64);
    frame.syscall = SYSCALL_NAMES.indexOf('sched_yield');
    process.isSpeculative = true;
    attend(HOST, process, frame, () => undefined);
    frame.syscall = NO_SUCH_CALL;
    expect(() => process.release()).toThrow(FAULT);
    expect(ends).toEqual([{ kind: 'faulted', message: FAULT }]);
  });

  it('leaves the shared wires of other processes served', () => {
    const tasks: (() => void)[] = [];
    const exchange = new SharedExchange(HOST, (task) => void tasks.push(task));
    const [broken, sound] = [bootGuest(), bootGuest()];
    const ask = ({ process }: typeof broken, syscall: number): Int32Array => {
      const line = exchange.open();
      line.attach(process);
      const end = line.end as SharedEnd;
      new Frame(end.frame).syscall = syscall;
      const state = new Int32Array(end.frame, 0, 1);
      Atomics.store(state, 0, REQUESTED);
      Atomics.add(new Int32Array(end.bell), 0, 1);
      return state;
    };
    ask(broken, NO_SUCH_CALL);
    const state = ask(sound, SYSCALL_NAMES.indexOf('sched_yield'));
    expect(() => tasks.shift()?.()).toThrow(FAULT);
    tasks.shift()?.();
    expect(Atomics.load(state, 0)).toBe(REPLIED);
    expect([broken.ends, sound.ends]).toEqual([[{ kind: 'faulted', message: FAULT }], []]);
  });

  it('ends the process though closing what it holds throws as well', () => {
    const { process, ends } = bootGuest();
    process.onEnding = () => {
      throw new Error('nobody watches');
    };
    expect(() => process.finish({ kind: 'killed' })).toThrow('nobody watches');
    expect(ends).toEqual([{ kind: 'killed' }]);
  });
});

/** The first word of a shared frame. */
const REQUESTED = 1;
const REPLIED = 2;
