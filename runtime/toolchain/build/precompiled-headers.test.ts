import { describe, expect, it } from 'vitest';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { DEFAULT_SETTINGS } from '../../project/settings.ts';
import { compileFlags } from '../driver/driver-flags.ts';
import { Plans } from '../driver/plans.ts';
import { leadingIncludes, PrecompiledHeaders, type PrecompiledUse } from './precompiled-headers.ts';

const toolchain = NodeToolchain.load();
/** Without debugging information, in which the order of declarations may differ. */
const FLAGS = [...compileFlags(DEFAULT_SETTINGS, 'c++'), '-g0'];
/** Its headers are few, so that the test is quick. */
const INCLUDES = '#include <cstdio>\n#include <cstddef>\n';

/** Compiles main.cpp with real tools; answers what was run, in short, and what came of it. */
async function boot() {
  const { tools, files, needCxx } = toolchain.boot();
  await needCxx();
  const plans = new Plans(tools);
  const headers = new PrecompiledHeaders(tools, plans);
  const argv = await plans.compile(FLAGS, 'c++', 'main.cpp', 'main.cpp.o');
  const at = argv.indexOf('-cc1') + 1;
  const ran: string[] = [];
  const started = tools.run.bind(tools);
  tools.run = (words, signal) => {
    if (words.includes('-emit-pch')) ran.push('reads headers');
    if (words.includes('-emit-obj')) ran.push(words.includes('-include-pch') ? 'compiles with them' : 'compiles');
    return started(words, signal);
  };
  const compile = async (text: string, change: Partial<PrecompiledUse> = {}) => {
    files.write('main.cpp', new TextEncoder().encode(text));
    const signal = change.signal ?? new AbortController().signal;
    const use = { text, flags: FLAGS, ownFlags: [], paths: ['main.cpp'], mayMake: true, signal, ...change };
    const run = await headers.run(use, (words) =>
      tools.run([...argv.slice(0, at), ...words, ...argv.slice(at)], signal),
    );
    return { ...run, ran: ran.splice(0), object: tools.output('main.cpp.o')?.slice() };
  };
  return { compile };
}

describe('headers that were read before', () => {
  it('are read once for texts that begin with them, and change nothing in the object', async () => {
    const { compile } = await boot();
    const text = (n: number): string => `${INCLUDES}int main() { std::printf("%d\\n", ${n}); }\n`;
    const first = await compile(text(1));
    expect([first.ran, first.end]).toEqual([['reads headers', 'compiles with them'], { kind: 'exited', code: 0 }]);
    const second = await compile(text(2));
    expect([second.ran, second.end, second.stderr]).toEqual([['compiles with them'], { kind: 'exited', code: 0 }, '']);
    const more = await compile(`${INCLUDES}#include <cstring>\nint main() { return std::strlen(""); }\n`);
    expect([more.ran, more.end]).toEqual([['compiles with them'], { kind: 'exited', code: 0 }]);

    const plain = await (await boot()).compile(text(2), { mayMake: false });
    expect(plain.ran).toEqual(['compiles']);
    expect(second.object).toEqual(plain.object);
  }, 120_000);

  it('leave the lines of what is wrong as they are', async () => {
    const { compile } = await boot();
    const run = await compile(`${INCLUDES}int main() { return missing; }\n`);
    expect(run.ran).toEqual(['reads headers', 'compiles with them']);
    expect(run.stderr).toMatch(/^main\.cpp:3:21:.* error: use of undeclared identifier 'missing'$/m);
  }, 120_000);

  it.each<readonly [string, string, Partial<PrecompiledUse>]>([
    ['nothing of the system is included first', '#define A 1\n#include <cstdio>\nint main() {}\n', {}],
    [
      'a file of the project has the name',
      '#include <cstddef>\nint main() {}\n',
      { paths: ['main.cpp', 'own/cstddef'] },
    ],
    ['the project says where headers are', '#include <cstddef>\nint main() {}\n', { ownFlags: ['-I', 'include'] }],
  ])(
    'are not used where %s',
    async (_, text, change) => {
      const { compile } = await boot();
      const { ran, end } = await compile(text, change);
      expect([ran, end]).toEqual([['compiles'], { kind: 'exited', code: 0 }]);
    },
    120_000,
  );

  it('that cannot be read are tried once, and the compile says why', async () => {
    const { compile } = await boot();
    const text = '#include <no_such_header>\nint main() {}\n';
    const first = await compile(text);
    expect(first.ran).toEqual(['reads headers', 'compiles']);
    expect(first.stderr).toMatch(/^main\.cpp:1:10:.* fatal error: 'no_such_header' file not found$/m);
    expect((await compile(text)).ran).toEqual(['compiles']);
  }, 120_000);
});

describe('the headers that a source includes first', () => {
  it.each([
    ['#include <a>\n#include <b/c.h> // why\n\n  # include <d>', ['a', 'b/c.h', 'd']],
    ['// about\n/* and\n more */\n#include <a>\nint x;\n#include <b>\n', ['a']],
    ['#include "own.h"\n#include <a>\n', []],
    ['#include <a>\n#include <b', ['a']],
    ['#include <a>\n#define B\n#include <b>\n', ['a']],
    ['#include <a> // goes on \\\n#include <b>\n', []],
    ['', []],
  ])('of %j are %j', (text, expected) => {
    expect(leadingIncludes(text)).toEqual(expected);
  });
});
