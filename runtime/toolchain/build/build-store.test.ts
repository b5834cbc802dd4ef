import { describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import type { BuildResult } from './build-result.ts';
import { Builder } from './build.ts';
import type { BuildStore, KeptBuild, KeptObject } from './build-store.ts';
import { PROJECT_MOUNT } from '../layout.ts';
import { DEFAULT_SETTINGS } from '../../project/settings.ts';
import { Tools } from '../tools/tools.ts';

const toolchain = NodeToolchain.load();

const FILES = {
  'main.c': '#include <stdio.h>\n#include "part.h"\nint main(void) { printf("%d", part()); return 0; }\n',
  'part.c': '#include "part.h"\nint part(void) { int unused; return PART; }\n',
  'part.h': '#define PART 1\nint part(void);\n',
};

/** A store in memory, which copies as a database would. */
function memory() {
  const objects = new Map<string, KeptObject>();
  const programs = new Map<string, KeptBuild['programs'][number]>();
  const store: BuildStore = {
    load: () => Promise.resolve(structuredClone({ objects: [...objects.values()], programs: [...programs.values()] })),
    save: (change) => {
      const { objects: added = [], dropped = [], program, droppedPrograms = [] } = structuredClone(change);
      for (const path of dropped) objects.delete(path);
      for (const object of added) objects.set(object.path, object);
      for (const main of droppedPrograms) programs.delete(main);
      if (program) programs.set(program.main, program);
    },
  };
  return { store, objects, programs };
}

/** A project that is open on one machine, and then, with the files it has by then, on another. */
function reopened(files: Readonly<Record<string, string>> = FILES) {
  const kept = memory();
  const before = bootC(toolchain, files, {}, { store: kept.store });
  return {
    before,
    objects: kept.objects,
    programs: kept.programs,
    store: kept.store,
    open: () => {
      const after = bootC(toolchain, {}, {}, { store: kept.store });
      after.machine.kernel.root.mount(PROJECT_MOUNT, before.project);
      return after;
    },
  };
}

describe('what was built and kept', () => {
  it('is all there is to a build when nothing has changed, with what the tools had said', async () => {
    const { before, open } = reopened();
    const first = await before.build();
    const after = open();
    expect(await after.build()).toEqual({ ...first, isUnchanged: true });
    expect(first).toMatchObject({ kind: 'built', diagnostics: [{ severity: 'warning' }] });
    expect(after.takeRan()).toEqual([]);
  });

  it.each([
    ['a source', { 'part.c': '#include "part.h"\nint part(void) { return 2; }\n' }, ['cc1 part.c']],
    ['a header', { 'part.h': '#define PART 3\nint part(void);\n' }, ['cc1 main.c', 'cc1 part.c']],
  ])('%s that changed since is compiled, and linked with what has not', async (_what, change, ran) => {
    const { before, open } = reopened();
    const first = await before.run();
    for (const [path, text] of Object.entries(change)) before.write(path, text);
    const after = open();
    const second = await after.run();
    expect(second.stdout).not.toBe(first.stdout);
    expect([...after.takeRan()].filter((tool) => tool.startsWith('cc1')).sort()).toEqual(ran);
  });

  it('is nothing for other flags', async () => {
    const { before, open } = reopened();
    await before.build();
    const after = open();
    await after.build({ optimization: '-O2' });
    expect(after.takeRan()).toEqual(expect.arrayContaining(['cc1 main.c', 'cc1 part.c', 'link']));
  });

  it('stays of use when a file was saved again without a change', async () => {
    const { before, open } = reopened();
    await before.build();
    before.write('part.h', FILES['part.h']);
    await before.build();
    const after = open();
    await after.build();
    expect(after.takeRan()).toEqual([]);
  });

  it('is there of each program of a project, until its source has gone', async () => {
    const files = { 'main.c': 'int main(void) { return 0; }\n', 'child.c': 'int main(void) { return 1; }\n' };
    const { before, programs, open } = reopened({ ...files, 'starts.h': '#include <preopen/spawn.h>\n' });
    await before.build({ openFile: 'main.c' });
    await before.build({ openFile: 'child.c' });
    const after = open();
    await after.build({ openFile: 'child.c' });
    await after.build({ openFile: 'main.c' });
    expect(after.takeRan()).toEqual([]);
    expect([...programs.keys()].sort()).toEqual(['child.c', 'main.c']);
    before.files.remove('child.c');
    await open().build();
    expect([...programs.keys()].sort()).toEqual(['', 'main.c']);
  });

  it('goes when its source has gone', async () => {
    const { before, objects, open } = reopened();
    await before.build();
    expect([...objects.keys()].sort()).toEqual(['main.c', 'part.c']);
    before.files.remove('part.c');
    before.write('main.c', 'int main(void) { return 0; }\n');
    await open().build();
    expect([...objects.keys()]).toEqual(['main.c']);
  });

  it('is looked for again when another project is opened', async () => {
    const { before, store } = reopened();
    await before.build();
    let open = store;
    const other = memory().store;
    const after = bootC(
      toolchain,
      {},
      {},
      {
        store: { load: () => open.load(), save: (change) => open.save(change) },
      },
    );
    const empty = after.project;
    for (const [project, keeps] of [
      [before.project, store],
      [empty, other],
      [before.project, store],
    ] as const) {
      after.machine.kernel.root.mount(PROJECT_MOUNT, project);
      open = keeps;
      const built = await after.build();
      expect(built).toMatchObject(project === empty ? { kind: 'failed' } : { kind: 'built', isUnchanged: true });
    }
    expect(after.takeRan()).toEqual([]);
  });
});

describe('while the tools are still coming', () => {
  /** Open again on a machine whose tools come when `arrive` or `fail` says so. */
  async function early(change: Readonly<Record<string, string>>) {
    const { before, open, store } = reopened();
    await before.build();
    for (const [path, text] of Object.entries(change)) before.write(path, text);
    const { machine } = open();
    let arrive: (core: WebAssembly.Module) => void = () => undefined;
    let fail: (error: Error) => void = () => undefined;
    const core = new Promise<WebAssembly.Module>((resolve, reject) => {
      arrive = resolve;
      fail = reject;
    });
    const said: string[] = [];
    const coming = { there: core, wanted: () => void said.push('wanted') };
    const builder = new Builder(new Tools(machine, coming), {}, store);
    const abort = new AbortController();
    const build = (): Promise<BuildResult> =>
      builder.build({
        settings: { ...DEFAULT_SETTINGS, checks: 'off' },
        signal: abort.signal,
        progress: ({ step }) => said.push(step),
        needCxx: () => Promise.resolve(),
      });
    return { build, said, abort, arrive: () => arrive(toolchain.core), fail };
  }
  const CHANGE = { 'part.c': '#include "part.h"\nint part(void) { return 2; }\n' };
  const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

  it('what was built and has not changed is there', async () => {
    const { build, said } = await early({});
    expect(await build()).toMatchObject({ kind: 'built', isUnchanged: true });
    expect(said).toEqual([]);
  });

  it('what has changed waits for them, and says so only then', async () => {
    const { build, said, arrive } = await early(CHANGE);
    const built = build();
    await soon();
    expect(said).toEqual(['wanted']);
    arrive();
    expect(await built).toMatchObject({ kind: 'built', isUnchanged: false });
    expect(said).toEqual(['wanted', 'compiling', 'linking']);
  });

  it('a build can be stopped', async () => {
    const { build, said, abort } = await early(CHANGE);
    const built = build();
    await soon();
    abort.abort();
    expect(await built).toEqual({ kind: 'cancelled' });
    expect(said).toEqual(['wanted']);
  });

  it('a build says when they cannot be had', async () => {
    const { build, fail } = await early(CHANGE);
    const built = build();
    fail(new Error('No connection'));
    await expect(built).rejects.toThrow('No connection');
  });
});
