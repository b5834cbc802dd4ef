import { beforeEach, expect, it, vi } from 'vitest';
import { bootWorkspace, bytes, clearStorage, newProject, startWorkspace, text } from './testing/workspace-fixture.ts';

beforeEach(clearStorage);

it('finds on a later visit what was saved on an earlier one, the project edited last first', async () => {
  const first = await bootWorkspace();
  expect(first.opened).toBeUndefined();
  await first.workspace.createProject(newProject('A', { 'main.c': 'a' }));
  await first.workspace.createProject(newProject('B', { 'main.c': 'b', 'src/x.c': 'x' }));
  first.workspace.mounted.asPage(1, (files) => files.write('main.c', bytes('b2')));
  await first.workspace.flush();
  expect(first.states.at(-1)).toMatchObject({ phase: 'saved', generation: 2 });

  const { opened, workspace } = await bootWorkspace();
  expect(opened?.summary.name).toBe('B');
  expect(opened?.files.map(({ path }) => path).sort()).toEqual(['main.c', 'src', 'src/x.c']);
  expect(text(workspace.mounted.files.read('main.c'))).toBe('b2');
  expect(workspace.list().map(({ name }) => name)).toEqual(['B', 'A']);
});

it('says that it waits for storage that does not answer, and goes on when it does', async () => {
  // A page of an older version, in another tab, does not let the database be made new.
  const older = await new Promise<IDBDatabase>((resolve) => {
    const asked = indexedDB.open('preopen', 2);
    asked.onupgradeneeded = () =>
      ['projects', 'nodes', 'builds'].forEach((name) => asked.result.createObjectStore(name));
    asked.onsuccess = () => resolve(asked.result);
  });
  const { opening, states, timers, workspace } = startWorkspace();
  timers.pass(9_000);
  expect(states).toEqual([]);
  timers.pass(1_000);
  expect(states).toEqual([{ phase: 'opening', why: expect.stringContaining('has not answered for 10 s') as string }]);
  older.close();
  expect(await opening).toBeUndefined();
  await workspace.createProject(newProject('A', { 'main.c': 'a' }));
  await workspace.flush();
  timers.pass(60_000);
  expect(states.at(-1)).toMatchObject({ phase: 'saved' });
  expect((await bootWorkspace()).opened?.summary.name).toBe('A');
});

it('refuses what is meant for another project, in a sentence, and writes nothing', async () => {
  const { workspace } = await bootWorkspace();
  const a = await workspace.createProject(newProject('A', { 'main.c': 'a' }));
  await workspace.createProject(newProject('B', { 'main.c': 'b' }));
  expect(() => workspace.mustBeOpen(a.summary.id)).toThrow(
    'This was meant for “A”, and “B” is open now, so nothing was done',
  );
  expect(() => workspace.mustBeOpen('gone')).toThrow('a project that does not exist any more');
});

it('saves what is unsaved before another project opens', async () => {
  const { workspace } = await bootWorkspace();
  const a = await workspace.createProject(newProject('A', { 'main.c': 'a' }));
  await workspace.createProject(newProject('B', {}));
  await workspace.openProject(a.summary.id);
  workspace.mounted.asPage(1, (files) => files.write('main.c', bytes('late')));
  await workspace.createProject(newProject('C', {}));
  const again = await bootWorkspace();
  await again.workspace.openProject(a.summary.id);
  expect(text(again.workspace.mounted.files.read('main.c'))).toBe('late');
});

it('a switch that fails leaves the open project as it was, and usable', async () => {
  const { workspace } = await bootWorkspace();
  await workspace.createProject(newProject('A', { 'main.c': 'a' }));
  await expect(workspace.openProject('gone')).rejects.toThrow('That project does not exist any more');
  workspace.mounted.asPage(1, (files) => files.write('main.c', bytes('a2')));
  await workspace.flush();
  expect(text((await bootWorkspace()).workspace.mounted.files.read('main.c'))).toBe('a2');
});

it('refuses a save over one that it does not know of, and keeps both by a copy', async () => {
  const one = await bootWorkspace();
  await one.workspace.createProject(newProject('A', { 'main.c': 'a' }));
  await one.workspace.flush();
  // Without locks, both may write.
  const two = await bootWorkspace();
  one.workspace.mounted.asPage(1, (files) => files.createFile('from-one.txt', bytes('1')));
  await one.workspace.flush();
  two.workspace.mounted.asPage(1, (files) => files.createFile('from-two.txt', bytes('2')));
  await two.workspace.flush();
  expect(two.states.at(-1)).toEqual({ phase: 'conflict', why: 'it was changed in another tab' });

  await two.workspace.copyProject('A 2');
  await two.workspace.flush();
  const names = async (name: string) => {
    const { workspace } = await bootWorkspace();
    const id = workspace.list().find((project) => project.name === name)?.id;
    const { files } = await workspace.openProject(id ?? '');
    return files.map(({ path }) => path).sort();
  };
  expect(await names('A')).toEqual(['from-one.txt', 'main.c']);
  expect(await names('A 2')).toEqual(['from-two.txt', 'main.c']);
});

it('saves again when storage that failed works again, and says what is true meanwhile', async () => {
  const { workspace, states, timers } = await bootWorkspace();
  await workspace.createProject(newProject('A', { 'main.c': 'a' }));
  await workspace.flush();
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  workspace.mounted.asPage(1, (files) => files.write('main.c', bytes('unsaved')));
  await workspace.flush();
  expect(states.at(-1)).toMatchObject({ phase: 'failing', why: expect.stringContaining('no space left') as string });
  workspace.mounted.asPage(2, (files) => files.write('main.c', bytes('unsaved too')));
  timers.pass(1000);
  await workspace.flush();
  expect(states.at(-1)?.phase).toBe('failing');

  put.mockRestore();
  timers.pass(30_000);
  await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ phase: 'saved' }));
  expect(text((await bootWorkspace()).workspace.mounted.files.read('main.c'))).toBe('unsaved too');
});

it('keeps what could not be saved of a project that was left, and saves it when that works', async () => {
  const { workspace, timers } = await bootWorkspace();
  const a = await workspace.createProject(newProject('A', { 'main.c': 'a' }));
  const b = await workspace.createProject(newProject('B', { 'main.c': 'b' }));
  await workspace.openProject(a.summary.id);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  workspace.mounted.asPage(1, (files) => files.write('main.c', bytes('kept in memory')));
  await workspace.openProject(b.summary.id);
  await workspace.openProject(a.summary.id);
  expect(text(workspace.mounted.files.read('main.c'))).toBe('kept in memory');
  await workspace.openProject(b.summary.id);
  put.mockRestore();
  timers.pass(30_000);
  const stored = async () => {
    const again = await bootWorkspace();
    await again.workspace.openProject(a.summary.id);
    return text(again.workspace.mounted.files.read('main.c'));
  };
  await vi.waitFor(async () => expect(await stored()).toBe('kept in memory'));
});

it('never opens a stored project empty because it cannot be read now', async () => {
  const first = await bootWorkspace();
  const a = await first.workspace.createProject(newProject('A', { 'main.c': 'a' }));
  await first.workspace.createProject(newProject('B', { 'main.c': 'b' }));
  await first.workspace.flush();
  const { workspace, opened } = await bootWorkspace();
  expect(opened?.summary.name).toBe('B');
  const broken = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(() => {
    throw new DOMException('the disk is gone', 'UnknownError');
  });
  await expect(workspace.openProject(a.summary.id)).rejects.toThrow(/“A” cannot be opened\. .*the disk is gone/);
  expect(workspace.list().find(({ name }) => name === 'A')?.trouble).toContain('the disk is gone');
  broken.mockRestore();
  expect(text(workspace.mounted.files.read('main.c'))).toBe('b');
  expect((await workspace.openProject(a.summary.id)).summary.trouble).toBeUndefined();
});

it('opens a stored project while nothing can be written, and saves when that works again', async () => {
  const { workspace, states, timers } = await bootWorkspace();
  const a = await workspace.createProject(newProject('A', { 'main.c': 'a' }));
  await workspace.createProject(newProject('B', { 'main.c': 'b' }));
  await workspace.flush();
  const refuse = (): never => {
    throw new DOMException('read only now', 'UnknownError');
  };
  const broken = (['put', 'delete'] as const).map((name) =>
    vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(refuse),
  );
  await workspace.openProject(a.summary.id);
  expect(text(workspace.mounted.files.read('main.c'))).toBe('a');
  workspace.mounted.asPage(1, (files) => files.write('main.c', bytes('a2')));
  await workspace.flush();
  expect(states.at(-1)).toMatchObject({ phase: 'failing', why: expect.stringContaining('read only now') as string });
  for (const one of broken) one.mockRestore();
  timers.pass(30_000);
  await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ phase: 'saved' }));
  const again = await bootWorkspace();
  await again.workspace.openProject(a.summary.id);
  expect(text(again.workspace.mounted.files.read('main.c'))).toBe('a2');
});

it('goes on in memory where there is no storage, between projects too', async () => {
  const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  });
  const { workspace, states } = await bootWorkspace();
  const a = await workspace.createProject(newProject('A', { 'main.c': 'a' }));
  await workspace.createProject(newProject('B', {}));
  await workspace.openProject(a.summary.id);
  expect(text(workspace.mounted.files.read('main.c'))).toBe('a');
  expect(states.at(-1)).toMatchObject({ phase: 'memory-only', why: expect.stringContaining('insecure') as string });
  open.mockRestore();
});

it('says that a newer version took the storage over, and the text stays', async () => {
  const { workspace, states, timers } = await bootWorkspace();
  await workspace.createProject(newProject('A', { 'main.c': 'a' }));
  await workspace.flush();
  await new Promise((resolve, reject) => {
    const newer = indexedDB.open('preopen', 99);
    newer.onsuccess = () => {
      newer.result.close();
      resolve(undefined);
    };
    newer.onerror = () => reject(new Error('not opened'));
  });
  await vi.waitFor(() =>
    expect(states.at(-1)).toMatchObject({ phase: 'failing', why: expect.stringContaining('newer version') as string }),
  );
  workspace.mounted.asPage(1, (files) => files.write('main.c', bytes('typed after')));
  timers.pass(2000);
  await workspace.flush();
  expect(states.at(-1)).toMatchObject({ phase: 'failing', why: expect.stringContaining('newer version') as string });
  expect(text(workspace.mounted.files.read('main.c'))).toBe('typed after');
});

it('a temporary project is stored when it is kept, and not before', async () => {
  const { workspace } = await bootWorkspace();
  await workspace.openTemporary(newProject('T', { 'main.c': 't' }));
  await workspace.flush();
  expect((await bootWorkspace()).opened).toBeUndefined();
  await workspace.keepProject();
  expect((await bootWorkspace()).opened?.summary.name).toBe('T');
});

it('brings back what a page could not hand over, exactly once, and never over something newer', async () => {
  const first = await bootWorkspace();
  const { summary, origin } = await first.workspace.createProject(newProject('A', { 'main.c': 'old', b: '' }));
  await first.workspace.flush();
  first.workspace.mounted.asPage(7, (files) => files.rename('b', 'c'));
  await first.workspace.flush();
  const steps = [
    { id: 7, name: 'renameFile', from: 'b', to: 'c' },
    { id: 8, name: 'createFile', path: 'b', text: 'again' },
    { id: 9, name: 'writeFile', path: 'main.c', text: 'typed' },
  ];
  const journal = JSON.stringify({ v: 1, chapters: [{ visit: origin.visit, generation: 1, steps }] });
  const journals = new Map([[summary.id, journal]]);
  const second = await bootWorkspace(undefined, journals);
  expect(text(second.workspace.mounted.files.read('main.c'))).toBe('typed');
  expect(second.opened?.files.map(({ path }) => path).sort()).toEqual(['b', 'c', 'main.c']);
  second.workspace.mounted.asPage(1, (files) => files.write('main.c', bytes('newer')));
  await second.workspace.flush();

  const third = await bootWorkspace(undefined, journals);
  expect(text(third.workspace.mounted.files.read('main.c'))).toBe('newer');
  expect(text(third.workspace.mounted.files.read('lost+found/main.c'))).toBe('typed');
  expect(third.opened?.repairs.join()).toContain('lost+found/main.c');
  const fourth = await bootWorkspace(undefined, new Map([[summary.id, 'not a journal']]));
  expect(text(fourth.workspace.mounted.files.read('main.c'))).toBe('newer');
});

it('makes a project again whose page went before it was stored once, with what was typed into it', async () => {
  const first = await bootWorkspace();
  const journal = JSON.stringify({
    v: 1,
    chapters: [
      {
        visit: 'gone',
        steps: [
          {
            id: 1,
            name: 'createProject',
            project: { name: 'New', files: [['main.c', 'as made']], folders: ['empty'] },
          },
          { id: 2, name: 'writeFile', path: 'main.c', text: 'as typed' },
        ],
      },
    ],
  });
  await first.workspace.createProject(newProject('Old', { 'main.c': 'old' }));
  await first.workspace.flush();
  const again = await bootWorkspace(undefined, new Map([['0123456789abcdef', journal]]));
  expect(again.workspace.list().map(({ name }) => name)).toEqual(['New', 'Old']);
  expect(again.opened?.summary).toMatchObject({ id: '0123456789abcdef', name: 'New' });
  expect(text(again.workspace.mounted.files.read('main.c'))).toBe('as typed');
  expect(again.opened?.files.map(({ path }) => path)).toContain('empty');
  expect(again.opened?.repairs).toEqual([]);
  // The same journal, read once more, finds it stored.
  const last = await bootWorkspace(undefined, new Map([['0123456789abcdef', journal]]));
  expect(last.workspace.list()).toHaveLength(2);
  expect(text(last.workspace.mounted.files.read('main.c'))).toBe('as typed');
});

it('makes a copy again whose page went before it was stored once, with what was typed into it', async () => {
  const first = await bootWorkspace();
  const { summary } = await first.workspace.createProject(newProject('Old', { 'main.c': 'old', 'a/b': 'b' }));
  await first.workspace.flush();
  const steps = [
    { id: 3, name: 'copyProject', from: summary.id, called: 'Old 2' },
    { id: 4, name: 'writeFile', path: 'main.c', text: 'as typed' },
  ];
  const journals = new Map([['copy', JSON.stringify({ v: 1, chapters: [{ visit: 'gone', steps }] })]]);
  const again = await bootWorkspace(undefined, journals);
  expect(again.opened?.summary).toMatchObject({ id: 'copy', name: 'Old 2' });
  expect([text(again.workspace.mounted.files.read('main.c')), text(again.workspace.mounted.files.read('a/b'))]).toEqual(
    ['as typed', 'b'],
  );
  await again.workspace.openProject(summary.id);
  expect(text(again.workspace.mounted.files.read('main.c'))).toBe('old');
  expect((await bootWorkspace(undefined, journals)).workspace.list()).toHaveLength(2);
});

it('shows a copy when it is stored, and says of a project that was left when it is', async () => {
  const { workspace, stored, timers } = await bootWorkspace();
  const { summary } = await workspace.createProject(newProject('A', { 'main.c': 'a' }));
  const copy = await workspace.copyProject('A 2');
  expect((await bootWorkspace()).workspace.list().map(({ id }) => id)).toContain(copy.summary.id);
  expect(stored).toEqual([]);
  await workspace.openProject(summary.id);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  workspace.mounted.asPage(1, (files) => files.write('main.c', bytes('a2')));
  await workspace.openProject(copy.summary.id);
  put.mockRestore();
  timers.pass(30_000);
  await vi.waitFor(() => expect(stored).toEqual([summary.id]));
});

it('a project that was deleted does not come back from its journal', async () => {
  const steps = [{ id: 1, name: 'createProject', project: { name: 'Gone', files: [['main.c', 'x']] } }];
  const journals = new Map([['gone', JSON.stringify({ v: 1, chapters: [{ visit: 'earlier', steps }] })]]);
  const { workspace } = await bootWorkspace(undefined, journals);
  await workspace.createProject(newProject('A', {}));
  await workspace.deleteProject('gone');
  await expect(workspace.openProject('gone')).rejects.toThrow('does not exist any more');
  expect(workspace.list().map(({ name }) => name)).toEqual(['A']);
});
