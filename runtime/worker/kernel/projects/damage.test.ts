import { beforeEach, expect, it } from 'vitest';
import {
  bootWorkspace,
  bytes,
  clearStorage,
  newProject,
  text,
  type BootedWorkspace,
} from './testing/workspace-fixture.ts';
import { damages, type Row } from './testing/damage-fixture.ts';

/** Of a record: the project's id, and what stands after it. */
type Key = string | [string, number];

function database(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('preopen');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(new Error('not opened'));
  });
}

async function within(work: (transaction: IDBTransaction) => void): Promise<void> {
  const db = await database();
  await new Promise((resolve, reject) => {
    const transaction = db.transaction(['projects', 'nodes'], 'readwrite');
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(new Error('not changed'));
    work(transaction);
  });
  db.close();
}

async function rowsOf(id: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  await within((transaction) => {
    for (const store of ['projects', 'nodes'] as const) {
      const cursors = transaction.objectStore(store).openCursor();
      cursors.onsuccess = () => {
        const cursor = cursors.result;
        if (!cursor) return;
        const key = cursor.key as Key;
        if (key === id || key[0] === id)
          rows.push({ store, key: key === id ? undefined : key[1], value: cursor.value });
        cursor.continue();
      };
    }
  });
  return rows;
}

/** Stores these records of project `id` in place of all that there are of it. */
function replaceRows(id: string, rows: readonly Row[]): Promise<void> {
  return within((transaction) => {
    transaction.objectStore('projects').delete(id);
    transaction.objectStore('nodes').delete(IDBKeyRange.bound([id], [id, []]));
    for (const { store, key, value } of rows)
      transaction.objectStore(store).put(value, store === 'projects' ? id : [id, key as number]);
  });
}

const FILES = { 'main.c': 'int main(void) {}', 'src/a.c': 'a', 'src/deep/b.c': 'b' };

async function store(): Promise<{ readonly a: string; readonly rows: readonly Row[] }> {
  const { workspace } = await bootWorkspace();
  await workspace.createProject(newProject('Sound', { 'main.c': 'sound' }));
  const a = (await workspace.createProject(newProject('Damaged', FILES))).summary.id;
  await workspace.flush();
  return { a, rows: await rowsOf(a) };
}

/** The page starts, the other project is whole, and this one is opened, said to be repaired, or named with its trouble. */
async function survives({ workspace, opened }: BootedWorkspace, a: string): Promise<string> {
  expect(opened).toBeDefined();
  const sound = workspace.list().find(({ name }) => name === 'Sound');
  const there = workspace.list().find(({ id }) => id === a);
  expect(there, 'it is listed').toBeDefined();
  const how = await workspace.openProject(a).then(
    (project) => (project.repairs.length > 0 ? 'repaired' : 'opened'),
    () => 'refused',
  );
  if (how === 'opened') {
    const whole = await workspace.exportProject(a);
    expect(Object.fromEntries([...whole].map(([path, content]) => [path, text(content)]))).toEqual(FILES);
  }
  if (how === 'refused') {
    expect(workspace.list().find(({ id }) => id === a)?.trouble).toMatch(/\S/);
    await workspace.exportProject(a);
  } else {
    workspace.mounted.asPage(1, (files) => files.write('mended.c', bytes('mended')));
    await workspace.flush();
  }
  await workspace.openProject(sound?.id ?? '');
  expect(text(workspace.mounted.files.read('main.c'))).toBe('sound');
  if (how === 'refused') {
    await workspace.deleteProject(a);
    expect(workspace.list().map(({ name }) => name)).toEqual(['Sound']);
  }
  return how;
}

beforeEach(clearStorage);

it('every way to damage a project leaves the page, the other projects and what can be read of this one', async () => {
  const { rows } = await store();
  const all = damages(rows);
  expect(all.length).toBeGreaterThan(200);
  const count = new Map<string, number>();
  for (const { what, rows: damaged } of all) {
    clearStorage();
    const again = await store();
    await replaceRows(again.a, damaged);
    const how = await survives(await bootWorkspace(), again.a).catch((error: unknown) => {
      throw new Error(`${what}: ${String(error)}`, { cause: error });
    });
    count.set(how, (count.get(how) ?? 0) + 1);
  }
  // All three happen, or the test sees less than it should.
  expect([...count.keys()].sort()).toEqual(['opened', 'refused', 'repaired']);
});

it('a repaired project is sound on the next visit', async () => {
  const { a, rows } = await store();
  const folder = rows.find(({ value }) => (value as { kind?: string }).kind === 'folder');
  await within((transaction) => {
    const nodes = transaction.objectStore('nodes');
    nodes.put({ ...(folder?.value as object), entries: [['self', 1]] }, [a, folder?.key as number]);
    nodes.put('rubbish', [a, 999]);
    nodes.put({ kind: 'file', ino: 5, bytes: new Uint8Array(3), atim: 0n, mtim: 0n, ctim: 0n }, [a, 'odd'] as never);
  });
  const first = await bootWorkspace();
  expect((await first.workspace.openProject(a)).repairs.length).toBeGreaterThan(0);
  await first.workspace.flush();
  // The first flush writes; what was strange goes behind it.
  await first.workspace.flush();
  const second = await bootWorkspace();
  const { repairs, files } = await second.workspace.openProject(a);
  expect(repairs).toEqual([]);
  expect(files.map(({ path }) => path)).toContain('lost+found');
});
