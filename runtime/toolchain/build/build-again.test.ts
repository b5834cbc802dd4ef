import { describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';

const toolchain = NodeToolchain.load();
const boot = (files: Readonly<Record<string, string>>, change = {}) => bootC(toolchain, files, change, { plans: {} });

describe('doing again only what has to be done again', () => {
  const PROJECT = {
    'main.c': '#include <stdio.h>\n#include "lib/twice.h"\nint main(void) { printf("%d", twice(21)); return 0; }\n',
    'lib/twice.c': '#include "twice.h"\nint twice(int n) { return 2 * n; }\n',
    'lib/twice.h': 'int twice(int n);\n',
    'other.c': 'int other;\n',
  };
  const ALL = ['cc1 lib/twice.c', 'cc1 main.c', 'cc1 other.c'];

  async function booted() {
    const project = boot(PROJECT);
    const first = await project.build();
    expect(first).toMatchObject({ kind: 'built', isUnchanged: false });
    const ran = project.takeRan();
    expect(ran.filter((tool) => tool !== 'driver')).toEqual([...ALL, 'link']);
    // One plan for compiling, one for linking.
    expect(ran.filter((tool) => tool === 'driver')).toHaveLength(2);
    expect(project.takeSaid()).toEqual([...ALL, 'link']);
    return project;
  }
  type Booted = Awaited<ReturnType<typeof booted>>;

  it('nothing changed: nothing runs, and nothing is said to', async () => {
    const { build, takeRan, takeSaid } = await booted();
    expect(await build()).toMatchObject({ kind: 'built', isUnchanged: true });
    expect([...takeRan(), ...takeSaid()]).toEqual([]);
  });

  it('written again without a change, or changed and changed back: nothing runs', async () => {
    const { build, write, takeRan } = await booted();
    write('lib/twice.h', PROJECT['lib/twice.h']);
    write('main.c', 'nonsense');
    write('main.c', PROJECT['main.c']);
    expect(await build()).toMatchObject({ kind: 'built', isUnchanged: true });
    expect(takeRan()).toEqual([]);
  });

  it.each<[string, (project: Booted) => unknown, readonly string[]]>([
    ['a source', ({ write }) => write('main.c', `${PROJECT['main.c']}\n`), ['cc1 main.c', 'link']],
    [
      'a header',
      ({ write }) => write('lib/twice.h', 'int twice(int number);\n'),
      ['cc1 lib/twice.c', 'cc1 main.c', 'link'],
    ],
    ['a new source', ({ write }) => write('new.c', 'int fresh;\n'), ['cc1 new.c', 'link']],
    ['a source that went', ({ files }) => files.remove('other.c'), ['link']],
    ['a new header, which may come before another', ({ write }) => write('twice.h', ''), [...ALL, 'link']],
    ['a renamed source', ({ files }) => files.rename('other.c', 'another.c'), ['cc1 another.c', 'link']],
  ])('%s', async (_, change, expected) => {
    const project = await booted();
    change(project);
    expect(await project.build()).toMatchObject({ kind: 'built', isUnchanged: false });
    expect(project.takeRan()).toEqual(expected);
    expect(project.takeSaid()).toEqual(expected);
  });

  it('a new file that nothing includes: nothing runs', async () => {
    const { build, write, takeRan, files } = await booted();
    write('out.txt', 'twice.h');
    write('data/other.csv', '');
    expect(await build()).toMatchObject({ kind: 'built', isUnchanged: true });
    files.remove('out.txt');
    expect(await build()).toMatchObject({ kind: 'built', isUnchanged: true });
    expect(takeRan()).toEqual([]);
  });

  it('a new file that comes before the one that was included is compiled', async () => {
    const files = {
      'main.c': '#include <stdio.h>\nint main(void) { printf("%d",\n#include <value.txt>\n); return 0; }\n',
      'second/value.txt': '2',
    };
    const { write, run } = boot(files, { extraFlags: '-Ifirst -Isecond' });
    expect((await run()).stdout).toBe('2');
    write('first/value.txt', '1');
    expect((await run()).stdout).toBe('1');
  });

  it('other flags compile everything, and asking the driver once for each set of flags is enough', async () => {
    const { build, takeRan } = await booted();
    await build({ optimization: '-O2' });
    expect(takeRan()).toEqual(['driver', ...ALL, 'link']);
    await build({ optimization: '-O1' });
    expect(takeRan()).toEqual([...ALL, 'link']);
  });

  it('other libraries only link', async () => {
    const { build, takeRan } = await booted();
    await build({ libraries: 'm' });
    expect(takeRan()).toEqual(['driver', 'link']);
  });

  it('a build that failed is no basis for the next', async () => {
    const { build, write, start, takeRan } = await booted();
    write('lib/twice.c', 'int twice(int n) { return n }\n');
    expect((await build()).kind).toBe('failed');
    takeRan();
    write('lib/twice.c', '#include "twice.h"\nint twice(int n) { return 3 * n; }\n');
    const built = await build();
    expect(takeRan()).toEqual(['cc1 lib/twice.c', 'link']);
    expect(built.kind === 'built' && (await start(built.program)).stdout).toBe('63');
  });

  it('flags that do not work leave what was compiled without them usable', async () => {
    const { build, start } = await booted();
    expect((await build({ extraFlags: '-include nothing.h' })).kind).toBe('failed');
    expect((await build({ libraries: 'nothing' })).kind).toBe('failed');
    const built = await build();
    expect(built.kind === 'built' && (await start(built.program)).stdout).toBe('42');
  });

  it('warnings stay while their file is not compiled again', async () => {
    const { build } = boot({ 'main.c': 'int main(void) { int unused; return 0; }\n' });
    const seen = [await build(), await build()].map((built) =>
      'diagnostics' in built ? built.diagnostics.map(({ message }) => message) : [],
    );
    expect(seen).toEqual(new Array(2).fill(["unused variable 'unused'"]));
  });
});
