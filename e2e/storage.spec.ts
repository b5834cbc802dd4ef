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
