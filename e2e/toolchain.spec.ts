import type { Ide } from './pages/ide.ts';
import { expect, test } from './test.ts';

const CORE = /\/core-first-[^/]*\.wasm$/;

// The browser itself reports what the server did on purpose.
test.use({ expectedErrors: /Failed to load resource|NetworkError|net::ERR/ });
// Two downloads of the compiler, each followed by compiling it.
test.slow();

test('each way in which a download fails is said clearly, the editor works meanwhile, and Retry mends it', async ({
  visitor,
  server,
}) => {
  const retry = visitor.status.getByRole('button', { name: 'Retry' });
  for (const { what, fault, says } of [
    { what: 'an error of the server', fault: { kind: 'status', status: 500 }, says: /the server answered 500/ },
    {
      what: 'a download that is cut off',
      fault: { kind: 'cut', share: 0.4 },
      says: /was cut off|the connection failed/,
    },
    { what: 'bytes that are not the right ones', fault: { kind: 'damage' }, says: /arrived damaged/ },
  ] as const) {
    await test.step(what, async () => {
      server.recover();
      server.breaks(CORE, fault);
      if (await retry.isVisible()) await retry.click();
      else await visitor.open(server.url);
      await expect(visitor.status).toContainText(says, { timeout: 30_000 });

      await visitor.editor.write('#include <stdio.h>\nint main(void) {\n  puts("written meanwhile");\n}\n');
      await visitor.run();
      await visitor.terminal.shows(says);
      await visitor.ended('not started');
    });
  }

  server.recover();
  await retry.click();
  await visitor.compilerIsReady();
  await visitor.run();
  await visitor.terminal.shows('written meanwhile');
  await visitor.ended('exit 0');
});

test('the progress of the download is shown, and the editor works meanwhile', async ({ visitor, server }) => {
  server.breaks(CORE, { kind: 'stall', share: 0.5 });
  await visitor.open(server.url);
  await expect(visitor.status).toContainText(/Compiler: 1\d\.\d of \d\d\.\d MB/, { timeout: 30_000 });
  const progress = visitor.page.getByRole('progressbar', { name: 'Compiler download' });
  await expect(progress).toBeVisible();
  await expect.poll(() => share(visitor)).toBeGreaterThan(0.45);
  await visitor.editor.write('int main(void) { return 7; }\n');
  expect(await share(visitor)).toBeLessThan(0.6);

  await visitor.run();
  await expect(visitor.status).toContainText('waiting for the compiler');
  server.recover();
  await visitor.ended('exit 7');
  await expect(progress).toHaveCount(0);
});

test('waiting for the compiler can be stopped', async ({ visitor, server }) => {
  server.breaks(CORE, { kind: 'stall', share: 0.1 });
  await visitor.open(server.url);
  await visitor.run();
  await expect(visitor.status).toContainText('waiting for the compiler');
  await visitor.stop();
  await expect(visitor.status).toContainText('stopped');
});

async function share(ide: Ide): Promise<number> {
  const progress = ide.page.getByRole('progressbar', { name: 'Compiler download' });
  return progress.evaluate((element: HTMLProgressElement) => element.value / element.max);
}
