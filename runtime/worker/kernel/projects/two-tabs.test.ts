import { beforeEach, expect, it, vi } from 'vitest';
import { ProjectLocks } from './project-lock.ts';
import { bootWorkspace, bytes, clearStorage, newProject, text } from './testing/workspace-fixture.ts';

beforeEach(clearStorage);

/** As much of the browser's locks as is used: exclusive ones, of which there is one in these tests for each project. */
class FakeLocks {
  readonly #held = new Map<string, { readonly lose: (error: Error) => void }>();
  readonly #waiting = new Map<string, (() => void)[]>();

  request = async (
    name: string,
    { ifAvailable = false, steal = false, signal }: LockOptions,
    work: (lock: Lock | null) => Promise<void> | undefined,
  ): Promise<void> => {
    await Promise.resolve();
    if (steal) {
      this.#held.get(name)?.lose(new DOMException('stolen', 'AbortError'));
      this.#held.delete(name);
    }
    if (this.#held.has(name)) {
      if (ifAvailable) return work(null);
      await new Promise<void>((resolve, reject) => {
        signal?.addEventListener('abort', () => {
          this.#waiting.set(name, this.#waiting.get(name)?.filter((one) => one !== resolve) ?? []);
          reject(new DOMException('enough', 'AbortError'));
        });
        this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), resolve]);
      });
      signal?.throwIfAborted();
    }
    const lost = new Promise<never>((_, lose) => {
      this.#held.set(name, { lose });
    });
    const mine = this.#held.get(name);
    try {
      await Promise.race([work({ name, mode: 'exclusive' }), lost]);
    } finally {
      if (this.#held.get(name) === mine) {
        this.#held.delete(name);
        const next = this.#waiting.get(name)?.shift();
        next?.();
      }
    }
  };
}

/** Two tabs of one site, the second of which finds the project open in the first. */
async function bootTwo() {
  const locks = new ProjectLocks(new FakeLocks() as unknown as LockManager);
  const channel = () => new BroadcastChannel('preopen/test');
  const channels = [channel(), channel()];
  const first = await bootWorkspace({ locks, channel: channels[0] });
  await first.workspace.createProject(newProject('A', { 'main.c': 'a', 'gone.c': '' }));
  await first.workspace.flush();
  const second = await bootWorkspace({ locks, channel: channels[1] });
  return { first, second, close: () => channels.forEach((one) => one.close()) };
}

it('the second tab reads, is shown every save, and writes nothing, its programs included', async () => {
  const { first, second, close } = await bootTwo();
  expect(second.opened?.access).toBe('reader');
  expect(() => second.workspace.mounted.asPage(1, (files) => files.write('main.c', bytes('b')))).toThrow(
    'only be read here',
  );
  // What a program does goes past the page's requests.
  expect(() => second.workspace.mounted.files.write('main.c', bytes('b'))).toThrow(/Read-only file system/i);

  first.workspace.mounted.asPage(1, (files) => {
    files.write('main.c', bytes('a2'));
    files.remove('gone.c');
  });
  await first.workspace.flush();
  await vi.waitFor(() => expect(text(second.workspace.mounted.files.read('main.c'))).toBe('a2'));
  expect(second.changed).toContain('main.c');
  close();
});

it('taking over makes the other tab save first, and then it only reads', async () => {
  const { first, second, close } = await bootTwo();
  first.workspace.mounted.asPage(1, (files) => files.write('main.c', bytes('last words')));
  const taken = await second.workspace.turns.take(() => second.workspace.ownership.takeOver());
  expect(taken.access).toBe('owner');
  expect(text(second.workspace.mounted.files.read('main.c'))).toBe('last words');
  expect(first.projects.at(-1)?.access).toBe('reader');
  expect(() => first.workspace.mounted.asPage(2, (files) => files.write('main.c', bytes('x')))).toThrow(
    'only be read here',
  );
  second.workspace.mounted.asPage(1, (files) => files.write('main.c', bytes('mine now')));
  await second.workspace.flush();
  await vi.waitFor(() => expect(text(first.workspace.mounted.files.read('main.c'))).toBe('mine now'));
  close();
});

it('a project that another tab has open is not deleted', async () => {
  const { first, second, close } = await bootTwo();
  const id = first.opened?.summary.id ?? second.opened?.summary.id ?? '';
  await second.workspace.createProject(newProject('B', {}));
  await expect(second.workspace.deleteProject(id)).rejects.toThrow('It is open in another tab');
  await second.workspace.flush();
  close();
});
