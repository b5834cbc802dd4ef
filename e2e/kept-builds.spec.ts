import type { Page } from '@playwright/test';
import { Policy } from './pages/policy.ts';
import { expect, test } from './test.ts';

const SAYS = (text: string): string => `#include <stdio.h>\nint main(void) { puts("${text}"); }\n`;

test('after a reload an unchanged project runs what was built of it, and a changed one is built', async ({ ide }) => {
  await ide.runCode(SAYS('first words'));
  await ide.terminal.shows('first words');
  await isKept(ide.page, 'first words');
  await ide.runCode(SAYS('then these'));
  await ide.terminal.shows('then these');
  await isKept(ide.page, 'then these');
  await ide.isSaved();

  // No compiler would make a program that says "never this" of this source.
  await ide.page.evaluate(replaceInProgram, ['then these', 'never this'] as const);
  await ide.reload();
  await ide.compilerIsReady();
  await ide.run();
  await ide.terminal.shows('never this');
  await ide.terminal.shows('already compiled');

  await ide.runCode(SAYS('and at last'));
  await ide.terminal.shows('and at last');
});

test('an unchanged project does not wait for the compiler, a changed one does', async ({ visitor, server }) => {
  server.isForgotten = true;
  await visitor.open(server.url);
  await visitor.runCode(SAYS('without a compiler'));
  await visitor.terminal.shows('without a compiler');
  await isKept(visitor.page, 'without a compiler');
  await visitor.isSaved();
  await visitor.isKept();

  const core = /core-first-[^/]*\.wasm/;
  await expect.poll(() => visitor.page.evaluate(isCached, core.source), { timeout: 30_000 }).toBe(true);
  server.breaks(core, { kind: 'stall', share: 0.5 });
  await visitor.page.evaluate(forget, core.source);
  await visitor.reload();
  await visitor.run();
  await visitor.terminal.shows('without a compiler');
  await visitor.terminal.shows('already compiled');
  await visitor.ended('exit 0');
  await visitor.openDetails();
  await expect(visitor.details).not.toContainText('ready');

  await visitor.runCode(SAYS('with one'));
  await expect(visitor.status).toContainText('waiting for the compiler');
  server.recover();
  await visitor.terminal.shows('with one');
});

const READS_HEADERS =
  '#include <stdio.h>\nint main(void) { puts(fopen("/h/wasm32-wasip1/stdio.h", "r") ? "can read" : "cannot read"); }\n';

test('what was built before runs while the compiler rests, which starts by itself, or for an edit', async ({
  visitor,
}) => {
  await visitor.open();
  // The program is granted headers, which it must have also where no compiler has brought them.
  const policy = new Policy(visitor.page, visitor);
  await policy.open();
  await policy.pasteJson(
    '{"v":1,"preopens":[{"folder":"/usr/include","guest":"/h","base":["path_open"],"inheriting":["fd_read"]}]}',
  );
  await policy.close();
  await visitor.runCode(READS_HEADERS);
  await visitor.terminal.shows('can read');
  await isKept(visitor.page, 'can read');
  await visitor.isSaved();
  await visitor.isKept();
  await expect.poll(() => visitor.page.evaluate(isCached, 'core-first'), { timeout: 30_000 }).toBe(true);

  await visitor.page.addInitScript(noteStatus);
  await visitor.reload();
  await visitor.run();
  await visitor.terminal.shows('can read');
  await visitor.terminal.shows('already compiled');
  await visitor.openDetails();
  await expect(visitor.details).toContainText(/clang [\d.]+ ready/, { timeout: 60_000 });
  const said = await visitor.page.evaluate(() => (window as unknown as Noted).said);
  const [resting, ready] = [/clang [\d.]+ in this browser/, /clang [\d.]+ ready/].map((text) =>
    said.findIndex((each) => text.test(each)),
  );
  expect(resting).toBeGreaterThanOrEqual(0);
  expect(resting).toBeLessThan(ready ?? 0);

  await visitor.reload();
  await visitor.runCode(SAYS('something new'));
  await visitor.terminal.shows('something new');
});

test('what a program writes is no reason to compile it again', async ({ ide }) => {
  await ide.runCode('#include <stdio.h>\nint main(void) { fputs("x", fopen("out.txt", "a")); puts("wrote"); }\n');
  await ide.terminal.shows('wrote');
  await ide.ended('exit 0');
  await expect(ide.files.item('out.txt')).toBeVisible();
  await ide.terminal.clear();
  await ide.run();
  await ide.terminal.shows('already compiled');
});

test.describe('a database from before builds were kept', () => {
  // A picture has no icon.
  test.use({ expectedErrors: /404/ });

  test('still has its projects', async ({ visitor }) => {
    const { page } = visitor;
    await page.goto('/favicon.svg');
    await page.evaluate(makeVersion1, 'int main(void) { return 7; }\n// from before\n');
    await visitor.open();
    await visitor.projects.isOpen('From before');
    await expect(visitor.editor.panel).toContainText('// from before');
    await visitor.compilerIsReady();
    await visitor.run();
    await visitor.ended('exit 7');
  });
});

/** The program with `text` in it is in storage. */
async function isKept(page: Page, text: string): Promise<void> {
  await expect.poll(() => page.evaluate(programHolds, text), { timeout: 15_000 }).toBe(true);
}

// What follows runs in the page.

async function programHolds(text: string): Promise<boolean> {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('preopen');
    opening.onsuccess = () => resolve(opening.result);
  });
  const builds = await new Promise<{ kind: string; made: { program: Uint8Array } }[]>((resolve) => {
    const reading = db.transaction('builds').objectStore('builds').getAll();
    reading.onsuccess = () => resolve(reading.result as { kind: string; made: { program: Uint8Array } }[]);
  });
  db.close();
  return builds.some(
    ({ kind, made }) => kind === 'program' && new TextDecoder('latin1').decode(made.program).includes(text),
  );
}

interface Noted {
  said: string[];
}

/** Writes down whatever the status bar says from now on. */
function noteStatus(): void {
  const said: string[] = [];
  Object.assign(window, { said } satisfies Noted);
  new MutationObserver(() => {
    const text = document.querySelector('[role="group"][aria-label="Details"]')?.textContent ?? '';
    if (text !== said.at(-1)) said.push(text);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Drops from what the site keeps the files whose address matches. */
async function forget(pattern: string): Promise<void> {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (new RegExp(pattern).test(request.url)) await cache.delete(request);
  }
}

/** Whether what the site keeps has a file whose address matches. */
async function isCached(pattern: string): Promise<boolean> {
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    if (requests.some(({ url }) => new RegExp(pattern).test(url))) return true;
  }
  return false;
}

async function replaceInProgram([from, to]: readonly [string, string]): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('preopen');
    opening.onsuccess = () => resolve(opening.result);
  });
  const transaction = db.transaction('builds', 'readwrite');
  const visiting = transaction.objectStore('builds').openCursor();
  visiting.onsuccess = () => {
    const cursor = visiting.result;
    if (!cursor) return;
    const build = cursor.value as { kind: string; made: { program: Uint8Array } };
    const at =
      build.kind === 'program' ? new TextDecoder('latin1').decode(build.made.program).indexOf(`${from}\0`) : -1;
    if (at >= 0) {
      build.made.program.set(new TextEncoder().encode(to), at);
      cursor.update(build);
    }
    cursor.continue();
  };
  await new Promise<void>((resolve) => (transaction.oncomplete = () => resolve()));
  db.close();
}

/** The database as it was before there was a store for builds, with one project. */
async function makeVersion1(code: string): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('preopen', 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('projects');
      opening.result.createObjectStore('nodes');
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('unknown'));
  });
  const transaction = db.transaction(['projects', 'nodes'], 'readwrite');
  const id = '0123456789abcdef';
  const times = { atim: 1n, mtim: 1n, ctim: 1n };
  const settings = { optimization: '-O0', openFile: 'main.c' };
  transaction.objectStore('projects').put({ summary: { id, name: 'From before', editedAt: 1 }, settings }, id);
  const nodes = transaction.objectStore('nodes');
  nodes.put({ ino: 1, ...times, kind: 'folder', entries: [['main.c', 2]] }, [id, 1]);
  nodes.put({ ino: 2, ...times, kind: 'file', bytes: new TextEncoder().encode(code) }, [id, 2]);
  await new Promise<void>((resolve) => (transaction.oncomplete = () => resolve()));
  db.close();
}
