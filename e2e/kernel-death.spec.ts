import { expect, test } from './test.ts';

const SPINS = '#include <stdio.h>\nint main(void) {\n  puts("spinning");\n  for (;;);\n}\n';
const AFTERWARDS = '#include <stdio.h>\nint main(void) {\n  puts("typed afterwards");\n}\n';

test('a kernel that ends is said at once, what was typed stays, and one press starts another', async ({
  ide,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'over BiDi nothing is evaluated in a worker');
  await ide.runCode(SPINS);
  await ide.terminal.shows('spinning');
  const kernel = ide.page.workers().find((worker) => worker.url().includes('kernel'));
  if (!kernel) throw new Error('The page has no kernel worker');
  // The worker may be gone before it can answer.
  await kernel.evaluate(() => globalThis.close()).catch(() => undefined);
  const banner = ide.alerts.filter({ hasText: 'The machine stopped' });
  await expect(banner).toContainText('What you typed is kept in this page');
  await expect(ide.status).toContainText('Preopen failed');
  await expect(ide.status).toContainText('not saved: the machine has stopped');

  await ide.editor.write(AFTERWARDS);
  await banner.getByRole('button', { name: 'Start again' }).click();
  await expect(banner).toHaveCount(0);
  await ide.run();
  await ide.terminal.shows('typed afterwards');
  await ide.ended('exit 0');
  await ide.isSaved();
  await ide.reload();
  await ide.run();
  await ide.terminal.shows('typed afterwards');
});
