import { describe, expect, it } from 'vitest';
import { moduleProblemText } from '../abi/module-info.ts';
import { NodeMachine } from '../cli/node-machine.ts';
import { Capture, SuppliedInput } from '../kernel/devices/devices.ts';
import { policy } from '../policy/policy.ts';
import type { TraceEvent } from '../trace/event.ts';
import { StreamInode } from '../vfs/inode.ts';
import { inspectProgram } from './inspect-program.ts';
import { NO_MODULE } from './no-module.ts';
import { helloComponent, type ComponentShape } from './testing/component-fixture.ts';

async function run(shape: ComponentShape = {}) {
  const machine = new NodeMachine();
  const { devices } = machine.kernel;
  const [stdout, stderr] = [new Capture(), new Capture()];
  const events: TraceEvent[] = [];
  const end = await machine.start({
    name: 'hello',
    module: NO_MODULE,
    component: { bytes: helloComponent(shape), memoryPages: 16 },
    argv: ['hello'],
    environ: [],
    policy: policy(),
    stdio: {
      stdin: new StreamInode(devices, 'unknown', new SuppliedInput(new Uint8Array())),
      stdout: new StreamInode(devices, 'unknown', stdout),
      stderr: new StreamInode(devices, 'unknown', stderr),
    },
    watcher: {
      isWatching: true,
      record: (event) => events.push(event),
      refused: () => undefined,
      stack: () => undefined,
    },
  }).ended;
  const calls = events.flatMap((event) => (event.kind === 'call' ? [event.call] : []));
  return { end, printed: stdout.text, calls };
}

async function why(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const { problem } = await inspectProgram(bytes);
  return problem && moduleProblemText(problem);
}

describe('a component', () => {
  it('runs over the system calls that every program makes, which the trace shows', async () => {
    expect(await run()).toEqual({
      end: { kind: 'exited', code: 0 },
      printed: 'Hello from a component\n',
      calls: ['fd_write', 'proc_exit'],
    });
  });

  it('ends with 1 where its run returns an error, and as a trap where it traps', async () => {
    expect((await run({ ends: 'err' })).end).toEqual({ kind: 'exited', code: 1 });
    expect(await run({ ends: 'trap' })).toMatchObject({
      end: { kind: 'trapped', trap: { reason: 'unreachable' } },
      printed: 'Hello from a component\n',
    });
  });

  it.each([0, 2, 3, 1000, -1])('cannot make a handle from the number %i', async (handle) => {
    const { end, printed } = await run({ handle });
    expect(end).toMatchObject({ kind: 'trapped', trap: { reason: 'bad-pointer' } });
    expect(printed).toBe('');
  });

  it('says in the words of WIT what it imports and exports', async () => {
    expect(await inspectProgram(helloComponent())).toMatchObject({
      wasi: 'wasi 0.2',
      imports: [
        { module: 'wasi:io/error@0.2.0', names: [] },
        { module: 'wasi:io/streams@0.2.0', names: ['[method]output-stream.blocking-write-and-flush'] },
        { module: 'wasi:cli/stdout@0.2.3', names: ['get-stdout'] },
      ],
      exports: [{ name: 'wasi:cli/run@0.2.0', kind: 'instance' }],
      memory: { minPages: 1 },
      functions: 1,
      customSections: [],
      problem: undefined,
    });
  });

  it.each(['0.2.0', '0.2.7', '0.2.99'])('of WASI %s is taken', async (version) => {
    const shape = {
      streams: `wasi:io/streams@${version}`,
      stdout: `wasi:cli/stdout@${version}`,
      run: `wasi:cli/run@${version}`,
    };
    expect(await why(helloComponent(shape))).toBeUndefined();
    expect((await run(shape)).printed).toBe('Hello from a component\n');
  });

  it.each<[ComponentShape, string]>([
    [{ stdout: 'wasi:cli/stdout@0.3.0' }, 'This component is made for another version of WASI than 0.2'],
    [
      { stdout: 'wasi:http/types@0.2.0' },
      'interfaces that this machine does not have, so it cannot be started here: get-stdout of wasi:http/types@0.2.0',
    ],
    [{ stdout: 'own:things/stdout' }, 'get-stdout of own:things/stdout'],
    [{ run: 'own:things/run' }, 'This component exports no wasi:cli/run and no wasi:http/incoming-handler'],
  ])('%j cannot run, and says why', async (shape, sentence) => {
    expect(await why(helloComponent(shape))).toContain(sentence);
  });

  it('cut off anywhere ends with a sentence that says why', async () => {
    const whole = helloComponent();
    for (let length = 8; length < whole.length; length++)
      expect(await why(whole.slice(0, length))).toMatch(/^This component /);
  });

  it('with any byte changed is looked at without a fault', async () => {
    const whole = helloComponent();
    for (let at = 8; at < whole.length; at++)
      for (const value of [0x00, 0x40, 0x7f, 0xff]) {
        const changed = whole.slice();
        changed[at] = value;
        await expect(inspectProgram(changed)).resolves.toBeDefined();
      }
  });
});
