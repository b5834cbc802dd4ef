import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DirectoryInode, FileInode } from '../../../vfs/inode.ts';
import { ProjectStore } from './project-store.ts';
import { ProjectVolume } from './project-volume.ts';
import { checkTree } from './check-tree.ts';
import { saveProject } from './save-project.ts';
import type { StoredProject } from './stored-records.ts';
import { DEFAULT_SETTINGS } from '../../../protocol/project.ts';
import { bootWorkspace, bytes, clearStorage, newProject, text } from './testing/workspace-fixture.ts';

beforeEach(clearStorage);
afterEach(() => vi.restoreAllMocks());

/** From the `nth` request to storage on, nothing gets through any more, and what is under way ends as if it had never begun. */
function killAt(nth: number): () => boolean {
  let count = 0;
  let isDead = false;
  const methods = ['put', 'delete', 'get', 'getAll', 'getAllKeys'] as const;
  for (const method of methods) {
    const { value: real } = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, method) as {
      readonly value: (...args: unknown[]) => IDBRequest;
    };
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (this: IDBObjectStore, ...args: unknown[]) {
      if (++count < nth && !isDead) return real.apply(this, args);
      isDead = true;
      this.transaction.abort();
      throw new DOMException('killed', 'AbortError');
    } as never);
  }
  return () => isDead;
}

/** A small generator, so that a failure can be had again. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    return state / 0x7fff_ffff;
  };
}

it('after 100 kills at random moments, with writes in flight, a project is as before or as after a save', async () => {
  const random = numbers(1);
  for (let round = 0; round < 100; round++) {
    clearStorage();
    const { workspace } = await bootWorkspace();
    await workspace.createProject(newProject('A', { left: '0', right: '0', 'd0/x': '' }));
    await workspace.flush();
    const isDead = killAt(1 + Math.floor(random() * 60));
    let saved = 0;
    let asked = 0;
    const flushes: Promise<void>[] = [];
    for (let step = 1; step <= 12; step++) {
      // Both files and the folder always say the same number.
      workspace.mounted.asPage(step, (files) => {
        files.write('left', bytes(String(step)));
        files.write('right', bytes(String(step)));
        files.rename(`d${step - 1}`, `d${step}`);
      });
      asked = step;
      const flushed = workspace.flush();
      flushes.push(flushed);
      if (random() < 0.5) {
        await flushed;
        if (!isDead()) saved = step;
      }
    }
    await Promise.all(flushes);
    vi.restoreAllMocks();
    const again = await bootWorkspace();
    const left = text(again.workspace.mounted.files.read('left'));
    expect(text(again.workspace.mounted.files.read('right')), `round ${round}`).toBe(left);
    expect(text(again.workspace.mounted.files.read(`d${left}/x`))).toBe('');
    expect(Number(left)).toBeGreaterThanOrEqual(saved);
    expect(Number(left)).toBeLessThanOrEqual(asked);
    expect(again.opened?.repairs).toEqual([]);
  }
});

function record(generation: number): StoredProject {
  return { summary: { id: 'p', name: 'P', editedAt: 0 }, settings: DEFAULT_SETTINGS, generation };
}

async function load(): Promise<ReadonlyMap<string, string>> {
  const store = await ProjectStore.open(() => undefined);
  const { nodes } = await store.load('p');
  const tree = checkTree(nodes);
  expect(tree?.repairs ?? []).toEqual([]);
  const volume = new ProjectVolume(
    () => 0,
    tree?.nodes ?? new Map(),
    () => undefined,
  );
  store.close();
  return new Map([...volume.contents()].map(([path, content]) => [path, text(content)]));
}

it('after 100 kills in saves of many parts, a project is as before or as after', async () => {
  const random = numbers(2);
  const seen = new Set<string>();
  for (let round = 0; round < 100; round++) {
    clearStorage();
    const store = await ProjectStore.open(() => undefined);
    const volume = new ProjectVolume(
      () => 0,
      new Map(),
      () => undefined,
    );
    const save = (base: number | undefined, parts: number, unmoved?: string) =>
      saveProject(store, {
        id: 'p',
        base,
        unmoved,
        volume,
        record: () => record((base ?? 0) + 1),
        name: `save ${round} of ${base}`,
        partNodes: parts,
      });
    const files = Array.from({ length: 20 }, (_, i) => new FileInode(volume.volume, bytes(`before ${i}`)));
    const folder = new DirectoryInode(volume.volume);
    volume.root.link('d', folder);
    files.forEach((file, i) => (i % 2 ? folder : volume.root).link(`f${i}`, file));
    await save(undefined, 1000);
    const before = await load();

    files.forEach((file, i) => file.replace(bytes(`after ${i}`)));
    for (let i = 0; i < 5; i++) volume.root.unlink(`f${2 * i}`);
    volume.root.move('d', volume.root, 'e');
    const after = new Map([...volume.contents()].map(([path, content]) => [path, text(content)]));
    killAt(1 + Math.floor(random() * 45));
    await save(1, 4)
      .then((stored) => (stored.staged === undefined ? undefined : store.moveStaged('p', stored.staged, 2)))
      .catch(() => undefined);
    vi.restoreAllMocks();
    store.close();
    const found = await load();
    const isAfter = found.has('e/f1');
    expect(found, `round ${round}`).toEqual(isAfter ? after : before);
    seen.add(isAfter ? 'after' : 'before');
  }
  expect([...seen].sort()).toEqual(['after', 'before']);
});

it('what changes while a save of many parts goes on is part of it, as one moment', async () => {
  const store = await ProjectStore.open(() => undefined);
  const volume = new ProjectVolume(
    () => 0,
    new Map(),
    () => undefined,
  );
  const files = Array.from({ length: 30 }, () => new FileInode(volume.volume, bytes('0')));
  files.forEach((file, i) => volume.root.link(`f${i}`, file));
  let count = 0;
  const stage = store.stage.bind(store);
  vi.spyOn(store, 'stage').mockImplementation(async (...args) => {
    await stage(...args);
    count += 1;
    // Always both together.
    files[0]?.replace(bytes(String(count)));
    files[29]?.replace(bytes(String(count)));
  });
  await saveProject(store, {
    id: 'p',
    base: undefined,
    unmoved: undefined,
    volume,
    record: () => record(1),
    name: 'a',
    partNodes: 5,
  });
  const found = await load();
  expect(count).toBeGreaterThan(3);
  expect([found.get('f0'), found.get('f29')]).toEqual([String(count), String(count)]);
});

it('saves thousands of files in parts, and finds all of them again', async () => {
  const { workspace, states } = await bootWorkspace();
  await workspace.createProject(newProject('Many', {}));
  await workspace.flush();
  workspace.mounted.asPage(1, (files) => {
    for (let i = 0; i < 5000; i++) files.write(`d${i % 50}/f${i}`, bytes('x'));
  });
  await workspace.flush();
  expect(states.at(-1)?.phase).toBe('saved');
  const again = await bootWorkspace();
  expect((await again.workspace.exportProject(again.opened?.summary.id ?? '')).size).toBe(5000);
});
