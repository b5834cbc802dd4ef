import { expectAccessible } from './accessible.ts';
import { SharedBar } from './pages/shared-bar.ts';
import { expect, test } from './test.ts';

/** What a page finds in a frame of another site, or where cookies are blocked. */
const BLOCKED = `
  const refuse = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };
  for (const name of ['indexedDB', 'caches', 'localStorage', 'sessionStorage'])
    if (name in globalThis) Object.defineProperty(globalThis, name, { configurable: true, get: refuse });
`;

test('where the browser stores nothing, the page says so and goes on', async ({ visitor, server }) => {
  test.slow();
  await visitor.page.addInitScript(BLOCKED);
  // Scripts added to a page do not reach its workers.
  server.breaks(/\/kernel\.worker[^/]*\.js$/, { kind: 'prefix', text: BLOCKED });
  await visitor.open(server.url);
  await expect(visitor.status).toContainText(/not saved: .*files last until it is closed/);
  await visitor.compilerIsReady();

  await visitor.runCode(`#include <stdio.h>
int main(void) {
  fputs("still works", fopen("memory.txt", "w"));
  puts("written");
}
`);
  await visitor.terminal.shows('written');
  await visitor.ended('exit 0');
  await visitor.files.open('memory.txt');
  await expect(visitor.editor.panel).toContainText('still works');

  // Projects come and go in memory.
  await visitor.projects.create('Second');
  await visitor.projects.open('Hello');
  await visitor.files.open('memory.txt');
  await expect(visitor.editor.panel).toContainText('still works');
});

test('a damaged project is named and repaired or refused, and keeps no other one shut', async ({ visitor }) => {
  test.slow();
  await visitor.open();
  await visitor.projects.create('Torn');
  await visitor.isSaved();
  await visitor.projects.create('Emptied');
  await visitor.isSaved();
  await visitor.page.evaluate(async () => {
    const done = (request: IDBRequest) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const db = (await done(indexedDB.open('preopen'))) as IDBDatabase;
    const projects = db.transaction('projects').objectStore('projects');
    const ids = (await done(projects.getAllKeys())) as string[];
    const records = (await done(projects.getAll())) as { summary: { name: string } }[];
    const idOf = (name: string) => ids[records.findIndex(({ summary }) => summary.name === name)] ?? '';
    const nodes = db.transaction('nodes', 'readwrite').objectStore('nodes');
    // A file without a place and a folder within itself; and nothing at all.
    await done(
      nodes.put({ kind: 'folder', ino: 1, entries: [['self', 1]], atim: 0n, mtim: 0n, ctim: 0n }, [idOf('Torn'), 1]),
    );
    await done(nodes.delete(IDBKeyRange.bound([idOf('Emptied')], [idOf('Emptied'), []])));
    db.close();
  });

  await visitor.reload();
  await visitor.projects.isOpen('Torn');
  const { repaired } = new SharedBar(visitor.page);
  await expect(repaired).toContainText('without a place is in lost+found');
  await visitor.projects.menuButton.click();
  await visitor.projects.menu.getByRole('menuitemradio', { name: /^Emptied/ }).click();
  await expect(visitor.projects.dialog).toContainText('“Emptied” cannot be opened');
  await expectAccessible(visitor.page);
  await visitor.projects.dialog.getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => visitor.projects.names()).not.toContain('Emptied');
  await repaired.getByRole('button', { name: 'Dismiss' }).click();
  await expect(repaired).toHaveCount(0);
  await visitor.projects.open('Hello');
});
