import { beforeEach, expect, it } from 'vitest';
import {
  bootWorkspace,
  bytes,
  clearStorage,
  newProject,
  text,
  type BootedWorkspace,
} from './testing/workspace-fixture.ts';

type Key = [string] | [string, number] | string;
interface Row {
  readonly store: 'projects' | 'nodes';
  readonly key: Key;
  readonly value: unknown;
}

/** What stands in the place of a value: nothing, and whatever it should not be. */
const REPLACEMENTS: readonly unknown[] = [undefined, null, 'text', -1, 1.5, 2 ** 53, [], {}, true, 7n];

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
        if (key === id || key[0] === id) rows.push({ store, key, value: cursor.value });
        cursor.continue();
      };
    }
  });
  return rows;
}

/** Every way to get one value wrong, at every depth. */
function* damaged(value: unknown): Generator<readonly [where: string, damaged: unknown]> {
  for (const replacement of REPLACEMENTS) yield ['', replacement];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  for (const [name, inner] of Object.entries(value))
    for (const [where, changed] of damaged(inner)) {
      const whole = Array.isArray(value) ? value.with(Number(name), changed) : { ...value, [name]: changed };
      yield [`.${name}${where}`, whole];
    }
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
    workspace.asPage(1, (files) => files.write('main.c', bytes('mended')));
    await workspace.flush();
  }
  await workspace.openProject(sound?.id ?? '');
  expect(text(workspace.files.read('main.c'))).toBe('sound');
  if (how === 'refused') {
    await workspace.deleteProject(a);
    expect(workspace.list().map(({ name }) => name)).toEqual(['Sound']);
  }
  return how;
}

beforeEach(clearStorage);

it('every way to damage a record leaves the page, the other projects and what can be read of this one', async () => {
  const { rows } = await store();
  const count = new Map<string, number>();
  const cases = rows.flatMap((row) => [...damaged(row.value)].map(([where, value]) => ({ ...row, where, value })));
  // Spread over all of them: each takes a database of its own.
  const chosen = cases.filter((_, i) => i % Math.ceil(cases.length / 260) === 0);
  const project = rows.find((row) => row.store === 'projects');
  const { settings } = project?.value as { readonly settings: object };
  if (project)
    chosen.push({
      ...project,
      where: '.settings.v',
      value: { ...(project.value as object), settings: { ...settings, v: 2 } },
    });
  expect(chosen.length).toBeGreaterThan(200);
  for (const { store: name, where, value, key } of chosen) {
    clearStorage();
    const again = await store();
    const [first, second] = [again.a, typeof key === 'string' ? undefined : key[1]];
    await within((transaction) => {
      const target = transaction.objectStore(name);
      const itsKey = second === undefined ? first : [first, second];
      if (value === undefined) target.delete(itsKey);
      else target.put(value, itsKey);
    });
    const how = await survives(await bootWorkspace(), again.a).catch((error: unknown) => {
      throw new Error(`${name} ${String(second)}${where} = ${String(value)}: ${String(error)}`, { cause: error });
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
    nodes.put({ ...(folder?.value as object), entries: [['self', 1]] }, folder?.key);
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
