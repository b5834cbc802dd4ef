import type { Page } from '@playwright/test';
import type { Ide } from './pages/ide.ts';
import { expect, test } from './test.ts';

type Failure = 'full' | 'aborted';

/** In the kernel worker: while the page says so, nothing can be written to storage. Each attempt is reported to the page. */
const FAILING = `
  const failing = new BroadcastChannel('failing');
  let how = '';
  failing.onmessage = ({ data }) => { how = data.how; failing.postMessage({ now: how }); };
  for (const name of ['put', 'delete']) {
    const real = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...args) {
      if (how === '') return real.apply(this, args);
      failing.postMessage({ tried: true });
      if (how === 'full') throw new DOMException('There is no space', 'QuotaExceededError');
      this.transaction.abort();
      return real.apply(this, args);
    };
  }
`;

/** Resolves when the kernel has taken it in. */
function setFailure(page: Page, how: Failure | ''): Promise<void> {
  return page.evaluate(
    (told) =>
      new Promise<void>((resolve) => {
        const channel = new BroadcastChannel('failing');
        channel.onmessage = ({ data }: MessageEvent<{ now?: string }>) => {
          if (data.now !== told) return;
          channel.close();
          resolve();
        };
        channel.postMessage({ how: told });
      }),
    how,
  );
}

/** Counts attempts to write, and keeps what the status line said meanwhile, from now on. */
async function observe(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { attempts: 0, said: [] as string[] };
    Object.assign(globalThis, { observedStorage: seen });
    new BroadcastChannel('failing').onmessage = ({ data }: MessageEvent<{ tried?: true }>) => {
      if (data.tried) seen.attempts += 1;
    };
    const status = document.querySelector('[role=status][aria-label=Status]');
    const look = (): void => void seen.said.push(status?.textContent ?? 'no status line');
    look();
    if (status) new MutationObserver(look).observe(status, { subtree: true, childList: true, characterData: true });
  });
}

function observed(page: Page): Promise<{ readonly attempts: number; readonly said: readonly string[] }> {
  return page.evaluate(
    () => (globalThis as unknown as { observedStorage: { attempts: number; said: string[] } }).observedStorage,
  );
}

/** Types while nothing can be stored; when it can again, without another key, what was typed is stored. */
async function outlast(ide: Ide, how: Failure, why: string): Promise<void> {
  const { page } = ide;
  await ide.isSaved();
  await setFailure(page, how);
  await ide.editor.write(`// typed-while-${how}\n`);
  await expect(ide.status).toContainText(`not saved: ${why}`);
  await observe(page);
  const { attempts } = await observed(page);
  await ide.editor.write(`// typed-later-while-${how}\n`);
  await expect.poll(async () => (await observed(page)).attempts, { timeout: 60_000 }).toBeGreaterThan(attempts + 1);
  const { said } = await observed(page);
  expect(said.filter((text) => /(?<!not )saved/.test(text))).toEqual([]);
  await setFailure(page, '');
  // It is tried again by itself, after at most half a minute.
  await expect(ide.status).toContainText(/(?<!not )saved/, { timeout: 60_000 });
  await ide.reload();
  await expect.poll(() => ide.editor.shown()).toContain(`typed-later-while-${how}`);
}

test('storage that fails in the middle of a visit: the page says so, tries again, and nothing is lost', async ({
  visitor,
  server,
}) => {
  test.slow();
  // Scripts added to a page do not reach its workers.
  server.breaks(/\/kernel\.worker[^/]*\.js$/, { kind: 'prefix', text: FAILING });
  await visitor.open(server.url);
  const { page } = visitor;
  await outlast(visitor, 'full', 'this browser has no space left; Preopen keeps trying');
  await outlast(visitor, 'aborted', 'this browser did not store it');

  // Projects are made and left while nothing can be written, and opened, also from storage; none is empty afterwards.
  await visitor.projects.create('First');
  await visitor.editor.write('// in-the-first\n');
  await visitor.isSaved();
  await visitor.projects.create('Second');
  await visitor.isSaved();
  await setFailure(page, 'full');
  await visitor.editor.write('// in-the-second\n');
  await expect(visitor.status).toContainText('not saved');
  await visitor.projects.open('First');
  await expect.poll(() => visitor.editor.shown()).toContain('in-the-first');
  await visitor.projects.create('Third');
  await visitor.editor.write('// in-the-third\n');
  await expect(visitor.status).toContainText('not saved');
  await visitor.projects.open('Second');
  await expect.poll(() => visitor.editor.shown()).toContain('in-the-second');

  // The page goes before any of it could be stored; the new one finds storage that works.
  await visitor.reload();
  await visitor.isSaved();
  for (const [name, text] of [
    ['First', 'in-the-first'],
    ['Third', 'in-the-third'],
    ['Second', 'in-the-second'],
  ] as const) {
    await visitor.projects.open(name);
    await expect.poll(() => visitor.editor.shown()).toContain(text);
    await visitor.isSaved();
  }
});
