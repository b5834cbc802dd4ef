import { describe, expect, it } from 'vitest';
import { NullDevice } from '../../../kernel/devices/devices.ts';
import type { Process } from '../../../kernel/process/process.ts';
import { policy, readOnly } from '../../../policy/policy.ts';
import type { BegunJob, Job } from '../../../toolchain/tools/machine.ts';
import type { Line } from '../../../wire/wire.ts';
import { StreamInode } from '../../../vfs/inode.ts';
import { Attention } from '../attention/attention.ts';
import { BrowserMachine, parallelismOf } from './browser-machine.ts';
import type { FromProcess, ToProcess } from '../../shared/process-protocol.ts';

const MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** A machine whose workers do nothing but write down their messages. */
function boot(end: Line['end'] = { kind: 'suspending', port: new MessageChannel().port1 }) {
  const told: string[] = [];
  const timers = new Set<() => void>();
  let hired = 0;
  const failures: ((message: string) => void)[] = [];
  const listeners: ((message: FromProcess) => void)[] = [];
  const workers = {
    start: (failed: (message: string) => void) => {
      failures.push(failed);
      const name = `worker ${++hired}`;
      const post = (message: ToProcess): void => {
        if (message.type === 'prepare') told.push(`${name} prepares${message.hasSysroot ? ' with the sysroot' : ''}`);
        if (message.type === 'start')
          told.push(
            `${name} starts${message.isPrepared ? ' what it prepared' : ''}${message.hasSysroot ? ' with the sysroot' : ''}`,
          );
        if (message.type === 'sysroot') told.push(`${name} mounts ${message.image.join()}`);
      };
      const listen = (receive: (message: FromProcess) => void): void => void listeners.push(receive);
      return { port: { post, listen }, end: () => void told.push(`${name} ends`) };
    },
  };
  const host = {
    wallNs: () => 0,
    monotonicNs: () => 0,
    random: () => undefined,
    timer: (_ms: number, due: () => void) => {
      timers.add(due);
      return { dispose: () => void timers.delete(due) };
    },
  };
  const nothing = (): void => undefined;
  const line: Line = { end, attach: nothing, settle: nothing, close: nothing };
  const machine = new BrowserMachine(host, new Attention(host), workers, () => line, { hardwareConcurrency: 2 });
  const stream = new StreamInode(machine.kernel.devices, 'unknown', new NullDevice());
  const jobOf = (module: WebAssembly.Module): Job => ({
    name: 'tool',
    module,
    argv: ['tool'],
    environ: [],
    policy: policy(readOnly('/', '/usr')),
    stdio: { stdin: stream, stdout: stream, stderr: stream },
  });
  /** Answers how to end it as a program does that exits. */
  const start = (module: WebAssembly.Module): (() => Promise<void>) => {
    let process: Process | undefined;
    const before = told.length;
    const { ended } = machine.start({ ...jobOf(module), spawned: (spawned) => void (process = spawned) });
    const which = Number(/\d+/.exec(told[before] ?? '')?.[0]);
    return async () => {
      process?.finish({ kind: 'exited', code: 0 });
      await ended;
      listeners[which - 1]?.({ type: 'idle' });
    };
  };
  const begin = (module: WebAssembly.Module): BegunJob & { readonly process: Process } => {
    let process: Process | undefined;
    const begun = machine.begin({ ...jobOf(module), spawned: (spawned) => void (process = spawned) });
    if (!process) throw new Error('It was not begun');
    return { ...begun, process };
  };
  const timePasses = (): void => {
    while (timers.size > 0)
      for (const due of [...timers]) {
        timers.delete(due);
        due();
      }
  };
  const say = (worker: number, message: FromProcess): void => listeners[worker - 1]?.(message);
  const breakDown = (worker: number, message: string): void => failures[worker - 1]?.(message);
  return {
    machine,
    jobOf,
    say,
    breakDown,
    start,
    begin,
    timePasses,
    takeTold: () => told.splice(0),
    hired: () => hired,
  };
}

describe('spare workers', () => {
  it('carry a build from compiler to linker to program, and are made ready again only when it is over', async () => {
    const { machine, start, timePasses, takeTold, hired } = boot();
    const [core, program] = [new WebAssembly.Module(MODULE), new WebAssembly.Module(MODULE)];
    machine.keepWarm(core);
    timePasses();
    expect(takeTold()).toEqual(['worker 1 prepares', 'worker 2 prepares']);
    const endCompiler = start(core);
    timePasses();
    await endCompiler();
    const endLinker = start(core);
    timePasses();
    await endLinker();
    const endProgram = start(program);
    expect(takeTold()).toEqual([
      'worker 1 starts what it prepared',
      'worker 2 starts what it prepared',
      'worker 3 starts',
    ]);
    timePasses();
    expect(takeTold()).toEqual(['worker 1 prepares', 'worker 2 prepares']);
    await endProgram();
    timePasses();
    expect(takeTold()).toEqual([]);
    expect(hired()).toBe(3);
  });

  it('come one after the other when a run waits for the first build', async () => {
    const { machine, start, timePasses, takeTold, hired } = boot();
    const [core, program] = [new WebAssembly.Module(MODULE), new WebAssembly.Module(MODULE)];
    machine.expectStart();
    expect([hired(), takeTold()]).toEqual([1, []]);
    machine.keepWarm(core);
    expect([hired(), takeTold()]).toEqual([1, ['worker 1 prepares']]);
    const endCompiler = start(core);
    timePasses();
    expect([hired(), takeTold()]).toEqual([2, ['worker 1 starts what it prepared', 'worker 2 prepares']]);
    await endCompiler();
    const endLinker = start(core);
    await endLinker();
    start(program);
    expect([hired(), takeTold()]).toEqual([2, ['worker 2 starts what it prepared', 'worker 1 starts']]);
    timePasses();
    expect([hired(), takeTold()]).toEqual([3, ['worker 2 prepares', 'worker 3 prepares']]);
  });
});

describe('jobs that begin ahead of time', () => {
  it('begin in idle time, on instances of their own, and leave one to spare', async () => {
    const { machine, start, begin, timePasses, takeTold, hired } = boot();
    const core = new WebAssembly.Module(MODULE);
    const begun: (BegunJob & { readonly process: Process })[] = [];
    machine.keepWarm(core);
    timePasses();
    const endCompiler = start(core);
    machine.whenAtRest(() => {
      if (begun.length === 0) begun.push(begin(core), begin(core));
    });
    timePasses();
    expect(begun).toEqual([]);
    await endCompiler();
    takeTold();
    timePasses();
    expect(takeTold()).toEqual([
      'worker 2 starts what it prepared',
      'worker 3 prepares',
      'worker 3 starts what it prepared',
      'worker 1 prepares',
    ]);
    expect(begun.map(({ process }) => process.isSpeculative)).toEqual([true, true]);
    begun[0]?.release();
    expect(begun.map(({ process }) => process.isSpeculative)).toEqual([false, true]);
    // One of the two is at work, and nobody who waits is kept waiting by what could be made ready.
    timePasses();
    expect([takeTold(), hired()]).toEqual([[], 4]);
  });

  it('are killed when there is more of the sysroot than they have, or another part of their program', async () => {
    const { machine, begin } = boot();
    const core = new WebAssembly.Module(MODULE);
    machine.completeWith(core, { count: 1, load: () => Promise.resolve(core), needed: () => undefined });
    const first = begin(core);
    machine.addSysroot({ preopen: readOnly('/', '/usr'), dev: 1, atNs: 0 }, Uint8Array.of(1));
    expect(await first.ended).toEqual({ kind: 'killed' });
    const second = begin(core);
    await machine.bring(core, 1);
    expect(await second.ended).toEqual({ kind: 'killed' });
    const wanted = begin(core);
    wanted.release();
    machine.addSysroot({ preopen: readOnly('/', '/usr'), dev: 1, atNs: 0 }, Uint8Array.of(2));
    expect(wanted.process.end).toBeUndefined();
  });

  it('do not begin where calls go over a service worker', async () => {
    const { machine, start, timePasses } = boot({ kind: 'xhr', url: '' });
    const core = new WebAssembly.Module(MODULE);
    let rests = 0;
    machine.whenAtRest(() => {
      rests++;
    });
    machine.keepWarm(core);
    await start(core)();
    timePasses();
    expect(rests).toBe(0);
  });
});

it('where there is no compiler, a program has its worker and no other is hired', () => {
  const { start, hired } = boot();
  start(new WebAssembly.Module(MODULE));
  expect(hired()).toBe(1);
});

it('every worker is sent the sysroot, also one that starts later, and only guests of the warm module use it', () => {
  const { machine, start, timePasses, takeTold, hired } = boot();
  const [core, program] = [new WebAssembly.Module(MODULE), new WebAssembly.Module(MODULE)];
  const volume = { preopen: readOnly('/', '/usr'), dev: 1, atNs: 0 };
  machine.addSysroot(volume, Uint8Array.of(1));
  machine.keepWarm(core);
  timePasses();
  expect(takeTold()).toEqual([
    'worker 1 mounts 1',
    'worker 1 prepares with the sysroot',
    'worker 2 mounts 1',
    'worker 3 mounts 1',
    'worker 2 prepares with the sysroot',
  ]);
  start(core);
  machine.addSysroot(volume, Uint8Array.of(2));
  expect(takeTold()).toEqual([
    'worker 1 starts what it prepared with the sysroot',
    'worker 2 mounts 2',
    'worker 3 mounts 2',
    'worker 1 mounts 2',
  ]);
  for (const module of [program, core, core]) start(module);
  expect([hired(), takeTold()]).toEqual([
    4,
    [
      'worker 3 starts',
      'worker 2 starts what it prepared with the sysroot',
      'worker 4 mounts 1',
      'worker 4 mounts 2',
      'worker 4 starts with the sysroot',
    ],
  ]);
});

describe('how many compilers work at once', () => {
  it.each([
    { hardwareConcurrency: 1, expected: 1 },
    { hardwareConcurrency: 2, expected: 2 },
    { hardwareConcurrency: 4, expected: 3 },
    { hardwareConcurrency: 16, expected: 4 },
    { hardwareConcurrency: 16, deviceMemory: 8, expected: 8 },
    { hardwareConcurrency: 6, deviceMemory: 8, expected: 5 },
    { hardwareConcurrency: 8, deviceMemory: 0.5, expected: 1 },
  ])('$hardwareConcurrency cores, $deviceMemory GB: $expected', ({ expected, ...computer }) => {
    expect(parallelismOf(computer)).toBe(expected);
  });
});

describe('a worker of ours that breaks down', () => {
  it.each([
    ['an error event of the worker', (at: ReturnType<typeof boot>) => at.breakDown(1, 'out of memory')],
    ['an exception in it', (at: ReturnType<typeof boot>) => at.say(1, { type: 'failed', message: 'out of memory' })],
  ])('ends what it ran as faulted after %s, and the next job has a worker', async (_, breakDown) => {
    const booted = boot();
    const { machine, jobOf, hired, takeTold } = booted;
    const module = new WebAssembly.Module(MODULE);
    const { ended } = machine.start(jobOf(module));
    expect(takeTold()).toEqual(['worker 1 starts']);
    try {
      breakDown(booted);
    } catch (error) {
      expect(error).toHaveProperty('message', 'A process worker failed: out of memory');
    }
    expect(await ended).toEqual({ kind: 'faulted', message: 'out of memory' });
    let process: Process | undefined;
    const next = machine.start({ ...jobOf(module), spawned: (spawned) => void (process = spawned) });
    expect([hired(), takeTold().at(-1)]).toEqual([2, 'worker 2 starts']);
    process?.finish({ kind: 'exited', code: 0 });
    expect(await next.ended).toEqual({ kind: 'exited', code: 0 });
  });

  it('is not kept when it broke down with nothing to do', () => {
    const { machine, breakDown, jobOf, hired, takeTold } = boot();
    machine.expectStart();
    expect(hired()).toBe(1);
    breakDown(1, 'it could not be started');
    machine.start(jobOf(new WebAssembly.Module(MODULE)));
    expect([hired(), takeTold().at(-1)]).toEqual([2, 'worker 2 starts']);
  });
});
