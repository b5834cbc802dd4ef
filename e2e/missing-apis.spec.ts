import { expect, test } from './test.ts';

/** What a browser has only where a page came over HTTPS, and what older or stricter ones have not. */
const GONE = `
  for (const name of ['serviceWorker', 'locks', 'storage'])
    for (const type of ['Navigator', 'WorkerNavigator'])
      if (globalThis[type]) delete globalThis[type].prototype[name];
  for (const name of ['indexedDB', 'caches', 'BroadcastChannel', 'showDirectoryPicker', 'FileSystemObserver'])
    for (let at = globalThis; at; at = Object.getPrototypeOf(at)) delete at[name];
`;

test('without storage, service worker and locks the page starts, runs programs, and says what it lacks', async ({
  visitor,
  server,
}) => {
  test.slow();
  await visitor.page.addInitScript(GONE);
  // Scripts added to a page do not reach its workers.
  server.breaks(/\.worker[^/]*\.js$/, { kind: 'prefix', text: GONE });
  await visitor.open(server.url);
  await visitor.compilerIsReady();
  await expect(visitor.status).toContainText(/not saved: .*files last until it is closed/);
  await expect(visitor.status).not.toContainText('offline');
  await visitor.run();
  await visitor.terminal.shows('What is your name?');
  await visitor.terminal.type('Edsger\n');
  await visitor.terminal.shows('Hello, Edsger!');
  await visitor.ended('exit 0');
  await visitor.palette.choose('Open a folder of this computer');
  await expect(visitor.alerts).toContainText('This browser cannot open a folder of this computer for a page.');
});

test('a page that came without HTTPS starts, and says why it does not compile', async ({ visitor, server }) => {
  test.slow();
  const insecure = `${GONE}
    delete Crypto.prototype.subtle;
    delete Crypto.prototype.randomUUID;
  `;
  server.isIsolating = false;
  await visitor.page.addInitScript(insecure);
  server.breaks(/\.worker[^/]*\.js$/, { kind: 'prefix', text: insecure });
  await visitor.open(server.url);
  await expect(visitor.editor.panel).toContainText('What is your name?');
  await expect(visitor.page.getByText('Open this page by an address that begins with https:').first()).toBeVisible({
    timeout: 60_000,
  });
});
