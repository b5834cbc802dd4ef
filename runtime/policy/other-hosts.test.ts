import { expect, it } from 'vitest';
import { otherHostsNotes, wasmtimeLine, type HostRun } from './other-hosts.ts';
import { DEFAULT_POLICY, policy, readOnly, readWrite, type Policy } from './policy.ts';

const run = (change: Partial<Policy>, more: Partial<HostRun> = {}): HostRun => ({
  program: 'main.wasm',
  args: [],
  env: [],
  policy: { ...policy(), ...change },
  ...more,
});

it.each<readonly [HostRun, string]>([
  [run(DEFAULT_POLICY), 'wasmtime run --dir=.::/ --dir=/tmp::/tmp main.wasm'],
  [
    run(policy(readOnly('/project/my data', '/in')), { args: ['a b', '$HOME'], env: ['N=1'] }),
    "wasmtime run '--dir=./my data::/in' --env=N=1 main.wasm 'a b' '$HOME'",
  ],
  [run({ stdin: { kind: 'empty' } }), 'wasmtime run main.wasm < /dev/null'],
  [run({ stdin: { kind: 'file', path: 'my in.txt' } }), "wasmtime run main.wasm < './my in.txt'"],
  [run({ stdin: { kind: 'text', text: "it's\n" } }), "printf %s 'it'\\''s\n' | wasmtime run main.wasm"],
  [
    run({ listen: [{ port: 80 }], limits: { openFiles: 1024, memoryPages: 2 } }),
    'wasmtime run -Stcplisten=127.0.0.1:80 -Wmax-memory-size=131072 main.wasm',
  ],
])('%#: %s', (what, line) => {
  expect(wasmtimeLine(what)).toBe(line);
});

it('says in words what the line cannot', () => {
  const some = { ...readWrite('/tmp', '/t'), base: readWrite('/tmp', '/t').base.slice(1) };
  expect(
    otherHostsNotes(
      run({
        preopens: [{ ...readOnly('/project', '/'), ask: true }, some],
        limits: { openFiles: 3, memoryPages: 2 },
        clocks: { kind: 'frozen', atNs: '0' },
        random: { kind: 'seeded', seed: 1 },
      }),
    ),
  ).toEqual([
    '“/” cannot be written here; other hosts grant whole folders',
    '“/t” lacks some rights here, which other hosts cannot express',
    '“/” asks first here; other hosts grant it at once',
    'Other hosts do not limit open files',
    'Other hosts always give the exact time',
    'Other hosts always give real randomness',
  ]);
  expect(otherHostsNotes(run(DEFAULT_POLICY))).toEqual([]);
});
