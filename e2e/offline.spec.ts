import { Lessons } from './pages/lessons.ts';
import { expect, test } from './test.ts';

const HELLO = '#include <stdio.h>\nint main(void) {\n  puts("hello from nowhere");\n}\n';
/** Calls for a part of the compiler and for headers that no program before it needed. */
const CXX = `#include <vector>
extern "C" int sum() {
  std::vector<int> v{40, 2};
  return v[0] + v[1];
}
`;
/** The first C++ reads the rest of the compiler and all of C++ from storage: half a minute on a machine with slow memory, two minutes beside other work. */
const FIRST_CXX_MS = 180_000;
const CALLER = '#include <stdio.h>\nint sum(void);\nint main(void) {\n  printf("sum %d\\n", sum());\n}\n';

// Whole visits, with all of the toolchain.
test.slow();

test('after one visit, also while a program waits in it, the site asks the network for nothing, and works when there is none', async ({
  visitor,
  server,
}) => {
  await visitor.open(server.url);
  await visitor.compilerIsReady();
  await visitor.runCode('#include <stdio.h>\nint main(void) {\n  printf("heard %c\\n", getchar());\n}\n');
  await visitor.isRunning();
  await visitor.worksOffline();
  await visitor.terminal.type('x\n');
  await visitor.terminal.shows('heard x');
  await visitor.ended('exit 0');

  server.takeRequests();
  await visitor.reload();
  await visitor.compilerIsReady();
  await visitor.runCode(HELLO);
  await visitor.terminal.shows('hello from nowhere');
  // That the worker itself has not changed is for the browser to ask.
  expect(server.takeRequests().filter((path) => path !== '/sw.js')).toEqual([]);

  await server.stop();
  await visitor.reload();
  await visitor.compilerIsReady();
  await visitor.runCode(HELLO.replace('nowhere', 'afar'));
  await visitor.terminal.shows('hello from afar');
  await visitor.ended('exit 0');
  await visitor.files.create('sum.cpp');
  await visitor.editor.write(CXX);
  await visitor.files.open('main.c');
  await visitor.runCode(CALLER);
  await visitor.terminal.shows('sum 42', FIRST_CXX_MS);
  // An address and a panel that were not opened before.
  await visitor.open(`${server.url}?example=sorting`);
  await visitor.projects.isOpen('Sorting');
  await new Lessons(visitor.page, visitor.palette).open();
});

test('a new build is offered, and neither is mixed with the other', async ({ visitor, server }) => {
  await visitor.open(server.url);
  await visitor.isKept();
  const build = await visitor.page.locator('meta[name="preopen-build"]').getAttribute('content');
  server.breaks(/^\/$|^\/sw\.js$/, { kind: 'replace', text: build ?? '', by: 'f00dcafe' });

  // The page that is there is the old one; the new one is fetched meanwhile.
  await visitor.reload();
  await expect(visitor.page.locator('meta[name="preopen-build"]')).toHaveAttribute('content', build ?? '');
  await visitor.compilerIsReady();
  await visitor.status.getByRole('button', { name: 'Reload' }).click({ timeout: 60_000 });
  await expect(visitor.page.locator('meta[name="preopen-build"]')).toHaveAttribute('content', 'f00dcafe');
  await visitor.isKept();
  await expect.poll(() => visitor.page.evaluate(() => caches.keys())).toHaveLength(2);
});

test('a host that sends no headers: isolated from the second visit on', async ({ visitor, server }) => {
  server.isIsolating = false;
  await visitor.open(server.url);
  await visitor.openDetails();
  await expect(visitor.details).toContainText('not isolated (suspending calls)');
  await visitor.isKept();
  await visitor.reload();
  await visitor.openDetails();
  await expect(visitor.details).toContainText('isolated (shared memory)');
  await expect(visitor.details).not.toContainText('not isolated');
  await visitor.compilerIsReady();
  await visitor.runCode(HELLO);
  await visitor.terminal.shows('hello from nowhere');
});

test('without headers and without suspension the page loads itself again, once', async ({ visitor, server }) => {
  server.isIsolating = false;
  await visitor.page.addInitScript('delete WebAssembly.Suspending;');
  let loads = 0;
  // Not what the server was asked for: the service worker fetches the page for later, too.
  visitor.page.on('framenavigated', () => loads++);
  await visitor.open(server.url);
  await visitor.openDetails();
  await expect(visitor.details).toContainText('isolated (shared memory)');
  await expect(visitor.details).not.toContainText('not isolated');
  expect(loads).toBe(2);
});

test('a host that compresses nothing is asked for the copies that are compressed', async ({ visitor, server }) => {
  server.hasGzipCopies = true;
  await visitor.open(server.url);
  await visitor.compilerIsReady();
  await visitor.runCode(HELLO);
  await visitor.terminal.shows('hello from nowhere');
  const asked = server.takeRequests().filter((path) => /^\/toolchain\/.*-[0-9a-f]{8}\./.test(path));
  expect(asked.length).toBeGreaterThan(2);
  expect(asked.filter((path) => !path.endsWith('.gz'))).toEqual([]);
});
