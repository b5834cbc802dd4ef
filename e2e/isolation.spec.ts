import { expect, test } from './test.ts';

const ASKS_AND_IS_REFUSED = `#include <stdio.h>
int main(void) {
  char name[40] = "";
  puts("What is your name?");
  scanf("%39s", name);
  printf("Hello, %s!\\n", name);
  return fopen("/tmp/../x", "r") == NULL ? 3 : 0;
}
`;

test('the page is isolated, and says so', async ({ ide }) => {
  await ide.openDetails();
  await expect(ide.details).toContainText('isolated (shared memory)');
  await expect(ide.details).not.toContainText('not isolated');
});

test.describe('without shared memory', () => {
  // The page comes from a server that does not send the headers for it.
  test.slow();

  test('the status line says so, a dialogue works all the same, and endless programs can be stopped', async ({
    visitor,
    server,
  }) => {
    server.isIsolating = false;
    await visitor.open(server.url);
    await visitor.openDetails();
    await expect(visitor.details).toContainText('not isolated (suspending calls)');
    await visitor.compilerIsReady();
    await visitor.run();
    await visitor.terminal.shows('What is your name?');
    await visitor.terminal.type('Edsger\n');
    await visitor.terminal.shows('Hello, Edsger!');
    await visitor.ended('exit 0');
    await visitor.page.getByRole('button', { name: 'Debug', exact: true }).click();
    await visitor.terminal.shows('This page cannot stop a program at a line');
    await visitor.terminal.shows('Run works here');

    await visitor.runCode('#include <stdio.h>\nint main(void) {\n  puts("spinning");\n  while (1);\n}\n');
    await visitor.terminal.shows('spinning');
    await visitor.stop();
    await expect(visitor.status).toContainText('stopped', { timeout: 5_000 });

    await visitor.runCode('#include <stdio.h>\nint main(void) {\n  for (;;) puts("x");\n}\n');
    await visitor.terminal.shows(/x\s*x\s*x/);
    await visitor.terminal.press('Control+C');
    await expect(visitor.status).toContainText('stopped', { timeout: 5_000 });

    await visitor.runCode('int main(void) { return 9; }\n');
    await visitor.ended('exit 9');
  });
});

test.describe('isolated, and without shared memory all the same', () => {
  // As WebKitGTK is: the page loads the compiler by itself.
  test.slow();

  for (const { wire, lacks } of [
    { wire: 'suspending calls', lacks: 'delete globalThis.SharedArrayBuffer;' },
    {
      wire: 'through the service worker',
      lacks: 'delete globalThis.SharedArrayBuffer; delete WebAssembly.Suspending;',
    },
  ]) {
    test(`a dialogue works with the next wire: ${wire}`, async ({ visitor }) => {
      await visitor.page.addInitScript(lacks);
      await visitor.open();
      await visitor.openDetails();
      await expect(visitor.details).toContainText(`no shared memory (${wire})`);
      await visitor.compilerIsReady();
      // Through the service worker each call of the compiler is a request of some milliseconds: one build for all.
      await visitor.runCode(ASKS_AND_IS_REFUSED);
      await visitor.terminal.shows('What is your name?', 240_000);
      await visitor.terminal.type('Edsger\n');
      await visitor.terminal.shows('Hello, Edsger!');
      // A refused call is shown with its C line on each wire.
      await visitor.ended('exit 3');
      const outcome = visitor.page.getByRole('region', { name: 'Outcome' });
      await expect(outcome).toContainText('leaves the granted folder /tmp');
      // The tool that finds the line is started, and makes its calls over this wire.
      await expect(outcome.getByRole('button', { name: 'main.c:7' })).toBeVisible({ timeout: 90_000 });
    });
  }
});
