import { beforeAll, describe, expect, it } from 'vitest';
import { NodeToolchain } from '../cli/node-toolchain.ts';
import { NodeMachine } from '../cli/node-machine.ts';
import { makeComponent } from './export/make-component.ts';
import { assemble, CODE } from '../conformance/testing/assemble-fixture.ts';
import { Capture, SuppliedInput } from '../kernel/devices/devices.ts';
import { policy } from '../policy/policy.ts';
import type { CallEvent, TraceEvent } from '../trace/event.ts';
import { layersText, traceLine } from '../trace/wording.ts';
import { StreamInode } from '../vfs/inode.ts';
import { NO_MODULE } from './no-module.ts';

let adapters: Uint8Array;
beforeAll(() => {
  adapters = NodeToolchain.load().adapters();
});

const MODULE = 'wasi_snapshot_preview1';
const WRITE = { module: MODULE, name: 'fd_write', params: 4, result: true };
const CLOSE = { module: MODULE, name: 'fd_close', params: 1, result: true };
const EXIT = { module: MODULE, name: 'proc_exit', params: 1, result: false };

/** Writes a byte to standard output, closes a descriptor that is not open, and exits with `status`. */
function program(status: number): Uint8Array<ArrayBuffer> {
  const { i32, store, call, drop } = CODE;
  return assemble(
    [WRITE, CLOSE, EXIT],
    [
      ...[i32(8), i32(64), store, i32(12), i32(1), store, i32(64), i32('x'.charCodeAt(0)), store],
      ...[i32(1), i32(8), i32(1), i32(16), call(0), drop],
      ...[i32(99), call(1), drop, i32(status), call(2)],
    ],
  );
}

async function run(isWatching: boolean, status = 0) {
  const made = makeComponent(program(status), adapters);
  if (!made.ok) throw new Error(made.error);
  const machine = new NodeMachine();
  const { devices } = machine.kernel;
  const [stdout, stderr] = [new Capture(), new Capture()];
  const events: TraceEvent[] = [];
  const end = await machine.start({
    name: 'layered',
    module: NO_MODULE,
    component: { bytes: made.value, memoryPages: 16 },
    argv: ['layered'],
    environ: [],
    policy: policy(),
    stdio: {
      stdin: new StreamInode(devices, 'unknown', new SuppliedInput(new Uint8Array())),
      stdout: new StreamInode(devices, 'unknown', stdout),
      stderr: new StreamInode(devices, 'unknown', stderr),
    },
    watcher: {
      isWatching,
      record: (event) => events.push(event),
      refused: () => undefined,
      stack: () => undefined,
    },
  }).ended;
  return { end, printed: stdout.text, events: events as CallEvent[] };
}

describe('a program that runs through the preview1 adapter', () => {
  it('shows with each system call the calls of Preview 1 and of WASI 0.2 that it was made in', async () => {
    const { end, printed, events } = await run(true);
    expect([end, printed]).toEqual([{ kind: 'exited', code: 0 }, 'x']);
    const written = events.find(({ call }) => call === 'fd_write');
    expect(written && layersText(written)).toBe('fd_write › output-stream.blocking-write-and-flush');
    expect(events.flatMap(({ through = [] }) => through)).toContainEqual({
      level: 'preview1',
      call: 'fd_write',
      args: 'fd=1, iovs=1 buffer',
    });
    expect(written?.through?.at(-1)).toEqual({
      level: 'preview2',
      call: 'wasi:io/streams output-stream.blocking-write-and-flush',
      args: 'output-stream of 1, "x"',
    });
  });

  it('shows what came back, and calls that the adapter answers by itself', async () => {
    const { events } = await run(true);
    const ended = events.find(({ call }) => call === 'proc_exit');
    expect(ended?.through).toEqual(
      expect.arrayContaining([
        { level: 'preview2', call: 'wasi:io/streams output-stream.blocking-write-and-flush', result: 'ok' },
        { level: 'preview1', call: 'fd_write', result: 'success' },
        { level: 'preview1', call: 'fd_close', args: 'fd=99', result: 'badf' },
      ]),
    );
    expect(ended && traceLine(ended)).toContain('p1 fd_close(fd=99) = badf\n');
  });

  it.each([3, 255, 4_000_000_007])('ends with the status that it said: %i', async (status) => {
    expect((await run(false, status)).end).toEqual({ kind: 'exited', code: status });
    const { events } = await run(true, status);
    const ended = events.find(({ call }) => call === 'proc_exit');
    expect(ended && layersText(ended)).toBe('proc_exit › exit');
  });

  it('keeps nothing of it while nothing watches', async () => {
    const { end, printed, events } = await run(false);
    expect([end, printed, events]).toEqual([{ kind: 'exited', code: 0 }, 'x', []]);
  });
});
