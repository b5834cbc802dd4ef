import { describe, expect, it } from 'vitest';
import { Frame, resultAt } from '../../abi/frame.ts';
import { SYSCALL_NAMES, type SyscallName } from '../../abi/syscalls.ts';
import { RecordedWire, type CallWitness } from './recorded-wire.ts';

const numberOf = (name: SyscallName): number => SYSCALL_NAMES.indexOf(name);

const UNHEARD: CallWitness = { position: () => 1, called: () => undefined };

/** A kernel that gives each call another answer. */
function counting() {
  const frame = Frame.allocate();
  const made = { calls: 0 };
  const call = (): void => {
    const n = ++made.calls;
    frame.clearReplyFlags();
    frame.replyWith(n % 5 === 0 ? 8 : 0, n % 3 === 0);
    for (let at = 0; at < 72; at += 4) frame.view.setUint32(resultAt(0) + at, n * 100 + at, true);
    frame.outLength = frame.syscall === numberOf('fd_read') ? (n * 7919) % 3000 : 0;
    frame.bytes.fill(n & 255, frame.outAt, frame.outAt + frame.outLength);
  };
  return { wire: { frame, call }, made };
}

function ask({ frame, ...wire }: Pick<RecordedWire, 'frame'> & { readonly call: () => void }, i: number): string {
  const name = (['fd_read', 'fd_write', 'path_filestat_get', 'fd_close'] as const)[i % 4] ?? 'fd_read';
  frame.syscall = numberOf(name);
  frame.inLength = (i * 13) % 50;
  frame.outLength = 0;
  wire.call();
  const results = name === 'path_filestat_get' ? 64 : name === 'fd_close' ? 0 : 4;
  const { errno, hasMore, outAt, outLength } = frame;
  const answer = [errno, hasMore, outLength, ...frame.bytes.subarray(resultAt(0), resultAt(0) + results)];
  return [...answer, frame.bytes.subarray(outAt, outAt + outLength).join()].join();
}

describe('the answers of a program', () => {
  it('are given again from the start as often as it is run, and what is new after them is asked for', () => {
    const { wire, made } = counting();
    const recorded = new RecordedWire(wire, UNHEARD);
    const askAll = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, i) => ask({ frame: recorded.frame, call: () => recorded.call() }, i));
    const first = askAll(3000);
    for (const count of [10, 3000, 3000]) {
      recorded.startOver();
      expect(askAll(count)).toEqual(first.slice(0, count));
      expect(recorded.isReplaying).toBe(count < 3000);
    }
    expect(made.calls).toBe(3000);
    recorded.startOver();
    expect(askAll(3100).slice(0, 3000)).toEqual(first);
    expect(made.calls).toBe(3100);
  });

  it('of a million writes take less than 32 MB', () => {
    const { wire } = counting();
    const recorded = new RecordedWire(wire, UNHEARD);
    wire.frame.syscall = numberOf('fd_write');
    wire.frame.inLength = 20;
    for (let i = 0; i < 1_000_000; i++) recorded.call();
    expect(recorded.bytes).toBeLessThan(32 << 20);
  });

  it('are kept as long as there is room for them', () => {
    const { wire, made } = counting();
    const recorded = new RecordedWire(wire, UNHEARD, 2 << 20);
    wire.frame.syscall = numberOf('fd_write');
    wire.frame.inLength = 0;
    while (!recorded.isFull && made.calls < 1_000_000) recorded.call();
    expect(recorded.isFull).toBe(true);
    expect(recorded.bytes).toBeLessThanOrEqual(2 << 20);
    const { calls } = made;
    recorded.call();
    expect(made.calls).toBe(calls + 1);
  });
});
