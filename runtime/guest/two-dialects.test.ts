import { expect, it } from 'vitest';
import { ALL_RIGHTS } from '../abi/rights.ts';
import { span } from '../abi/types.ts';
import { bootGuest } from '../testing/guest-fixture.ts';
import { assemble, CODE, type ImportedFunction } from '../conformance/testing/assemble-fixture.ts';
import type { Process } from '../kernel/process/process.ts';
import { queuedSeek, queuedWrite } from '../kernel/dispatch/flush-queue.ts';
import { DirectWire } from '../wire/direct.ts';
import type { BlockingWire } from '../wire/wire.ts';
import { allocateQueue, QueueReader, QueueWriter } from '../wire/write-queue.ts';
import { CallStacks } from './call-stacks.ts';
import { instantiateBlocking } from './run.ts';

/** A wire with a queue, in one thread: what was queued is carried out before the next call, as the kernel does it. */
class QueueingWire implements BlockingWire {
  readonly #direct: DirectWire;
  readonly #process: Process;
  readonly #reader: QueueReader;
  readonly queue: QueueWriter;
  queued = 0;

  constructor(process: Process) {
    const buffer = allocateQueue();
    this.#direct = new DirectWire(process, () => false);
    this.#process = process;
    // In one thread nothing is under way while the kernel runs: it carries out what is queued first.
    process.bytesUnderway = () => 0;
    this.#reader = new QueueReader(buffer);
    this.queue = new QueueWriter(buffer);
  }

  get frame() {
    return this.#direct.frame;
  }

  call(): void {
    for (let entry = this.#reader.peek(false); entry; entry = this.#reader.peek(false)) {
      const { fd, seekTo, bytes, start, length } = entry;
      if (seekTo !== undefined) queuedSeek(this.#process, fd, seekTo);
      else queuedWrite(this.#process, fd, span(bytes.slice(start, start + length)));
      this.#reader.drop();
      this.queued++;
    }
    this.#direct.call();
  }
}

const FD_SEEK = ['i32', 'i64', 'i32', 'i32'] as const;
const PREVIEW1 = 'wasi_snapshot_preview1';
const IMPORTS: readonly ImportedFunction[] = [
  { module: PREVIEW1, name: 'fd_write', params: 4, result: true },
  { module: PREVIEW1, name: 'fd_seek', params: FD_SEEK, result: true },
  { module: 'wasi_unstable', name: 'fd_write', params: 4, result: true },
  { module: 'wasi_unstable', name: 'fd_seek', params: FD_SEEK, result: true },
  { module: PREVIEW1, name: 'proc_exit', params: 1, result: false },
];

/** How each numbers the two whences that are used here. */
const DIALECTS = {
  preview1: { write: 0, seek: 1, set: 0, cur: 1 },
  unstable: { write: 2, seek: 3, set: 2, cur: 0 },
} as const;

const [IOVEC, BYTE, COUNT, OFFSET] = [16, 32, 40, 48];

it.each([
  ['preview1', 'unstable'],
  ['unstable', 'preview1'],
] as const)('what %s knows of an offset ends when %s moves it', (first, second) => {
  const { process, ends, hold, at, contentsOf } = bootGuest({ tree: { file: 'abcdefgh' } });
  const fd = hold(at('file'), ALL_RIGHTS);
  const { i32, i64, call, drop, store, load } = CODE;
  const write = (by: keyof typeof DIALECTS): readonly number[] => [
    ...[...i32(fd), ...i32(IOVEC), ...i32(1), ...i32(COUNT)],
    ...[...call(DIALECTS[by].write), ...drop],
  ];
  const seek = (by: keyof typeof DIALECTS, offset: number, whence: 'set' | 'cur'): readonly number[] => [
    ...[...i32(fd), ...i64(offset), ...i32(DIALECTS[by][whence]), ...i32(OFFSET)],
    ...[...call(DIALECTS[by].seek), ...drop],
  ];
  const wasm = assemble(IMPORTS, [
    [...i32(IOVEC), ...i32(BYTE), ...store, ...i32(IOVEC + 4), ...i32(1), ...store],
    [...i32(BYTE), ...i32('X'.charCodeAt(0)), ...store],
    // The reply to the first write grants the second, which is queued.
    write(first),
    write(first),
    seek(second, 5, 'set'),
    seek(first, 0, 'cur'),
    write(first),
    [...i32(OFFSET), ...load, ...call(4)],
  ]);
  const wire = new QueueingWire(process);
  void instantiateBlocking(new WebAssembly.Module(wasm), wire, new CallStacks(() => undefined)).start(false);
  expect(ends).toEqual([{ kind: 'exited', code: 5 }]);
  expect(contentsOf('file')).toBe('XXcdeXgh');
  expect(wire.queued).toBeGreaterThan(0);
});
