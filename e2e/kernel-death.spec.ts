import { expect, test } from './test.ts';
import { breakProcessWorkers, killWorker, rememberWorkers } from './ways-to-kill.ts';

/** Of a worker that a test breaks. */
const BROKEN = 'the worker broke';
const SPINS = '#include <stdio.h>\nint main(void) {\n  puts("spinning");\n  for (;;);\n}\n';
const AFTERWARDS = '#include <stdio.h>\nint main(void) {\n  puts("typed afterwards");\n}\n';

test('a kernel that ends is said at once, what was typed stays, and one press starts another', async ({
  visitor: ide,
}) => {
  test.slow();
  await rememberWorkers(ide.page);
  await ide.open();
  await ide.compilerIsReady();
  await ide.runCode(SPINS);
  await ide.terminal.shows('spinning');
  await killWorker(ide.page);
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
  await expect.poll(() => ide.editor.shown()).toContain('typed afterwards');
});

test.describe('a worker that breaks down', () => {
  test.use({ expectedErrors: new RegExp(BROKEN) });

  test('ends the run that it had, and the next run is a new one', async ({ visitor: ide }) => {
    await rememberWorkers(ide.page);
    await ide.open();
    await ide.compilerIsReady();
    await ide.runCode(SPINS);
    await ide.terminal.shows('spinning');
    await breakProcessWorkers(ide.page, BROKEN);
    await expect(ide.status).toContainText('Preopen failed');

    await ide.runCode(AFTERWARDS);
    await ide.terminal.shows('typed afterwards');
    await ide.ended('exit 0');
  });
});
