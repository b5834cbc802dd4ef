import { describe, expect, it } from 'vitest';
import { parseRunArgs } from './run-args.ts';

const NOTHING = {
  command: 'run',
  output: undefined,
  isComponent: false,
  steps: undefined,
  files: ['a.c'],
  dirs: [],
  env: [],
  stdin: undefined,
  settings: {},
  writeBack: false,
  trace: false,
  allErrors: false,
  args: [],
};

describe('parseRunArgs', () => {
  it.each([
    ['run a.c', {}],
    [
      'build a.c b.c -o p.wasm -O2',
      { command: 'build', files: ['a.c', 'b.c'], output: 'p.wasm', settings: { optimization: '-O2' } },
    ],
    ['build a.c -o p.wasm --component', { command: 'build', output: 'p.wasm', isComponent: true }],
    [
      'build a.wasm -o p.wasm --component',
      { command: 'build', files: ['a.wasm'], output: 'p.wasm', isComponent: true },
    ],
    ['run a.c --layer preview2', { settings: { layer: 'preview2' } }],
    ['run a.c b.c', { files: ['a.c', 'b.c'] }],
    ['run a.c -- x -y --dir z', { args: ['x', '-y', '--dir', 'z'] }],
    ['run a.c -- a -- b', { args: ['a', '--', 'b'] }],
    ['run a.c --no-checks', { settings: { checks: 'off' } }],
    ['run -O2 a.c', { settings: { optimization: '-O2' } }],
    ['run a.c -O0 -Os', { settings: { optimization: '-Os' } }],
    [
      'run a.c --std c23 --flags -DX --stdin in.txt --write-back',
      { settings: { standard: 'c23', extraFlags: '-DX' }, stdin: 'in.txt', writeBack: true },
    ],
    ['run a.c --warnings extra --libraries m', { settings: { warnings: 'extra', libraries: 'm' } }],
    ['run a.c --without stack,compat', { settings: { withoutDefaults: ['stack', 'compat'] } }],
    ['run a.c --env A=1 --env B=x=y --env C=', { env: ['A=1', 'B=x=y', 'C='] }],
    ['run a.c --dir d::/data', { dirs: [{ folder: 'd', guest: '/data', isReadOnly: false, isAsking: false }] }],
    ['run a.c --dir d::/x:ask', { dirs: [{ folder: 'd', guest: '/x', isReadOnly: false, isAsking: true }] }],
    ['run a.c --dir d::/x:ask:ro', { dirs: [{ folder: 'd', guest: '/x', isReadOnly: true, isAsking: true }] }],
    [
      'run a.c --dir d::/data:ro --dir e',
      {
        dirs: [
          { folder: 'd', guest: '/data', isReadOnly: true, isAsking: false },
          { folder: 'e', guest: 'e', isReadOnly: false, isAsking: false },
        ],
      },
    ],
  ])('%s', (line, expected) => {
    expect(parseRunArgs(line.split(' '))).toEqual({ ok: true, value: { ...NOTHING, ...expected } });
  });

  it.each([
    [[], 'A command is missing'],
    [['make', 'a.c'], 'There is no command "make"'],
    [['debug', '--json'], 'Say which file to debug'],
    [['build', '-o', 'a.wasm'], 'Say which file to build'],
    [['build', 'a.c'], 'Say where the module goes: -o PROGRAM.wasm'],
    [['build', 'a.c', '-o'], '-o needs a value'],
    [['build', 'a.wasm', '-o', 'b.wasm'], 'a.wasm is built already: build takes C or C++ sources'],
    [['build', 'a.c', '-o', 'a.wasm', '--dir', 'd'], '--dir is for run: build starts nothing'],
    [['build', 'a.c', '-o', 'a.wasm', '--', 'x'], 'Arguments after -- are for run: build starts nothing'],
    [['run', 'a.c', '-o', 'a.wasm'], 'There is no option -o'],
    [['run'], 'Say which file to run'],
    [['run', '--', 'a.c'], 'Say which file to run'],
    [['run', 'a.c', '-O4'], 'There is no option -O4'],
    [['run', 'a.c', '--nothing'], 'There is no option --nothing'],
    [['run', 'a.c', '--warnings', 'loud'], '--warnings takes none, default, all or extra, not "loud"'],
    [['run', 'a.c', '--libraries'], '--libraries needs a value'],
    [['run', 'a.c', '--dir'], '--dir needs a value'],
    [['run', 'a.c', '--env', 'A'], '--env takes NAME=VALUE, not "A"'],
    [['run', 'a.c', '--env', '=A'], '--env takes NAME=VALUE, not "=A"'],
    [['run', 'a.c', '--dir', '::/x'], '--dir takes DIR::/guest[:ro][:ask], not "::/x"'],
    [['run', 'a.c', '--dir', 'd::'], '--dir takes DIR::/guest[:ro][:ask], not "d::"'],
  ])('%j: %s', (argv, error) => {
    expect(parseRunArgs(argv)).toEqual({ ok: false, error });
  });
});
