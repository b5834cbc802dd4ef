import { test as base, expect, type Page } from '@playwright/test';
import { Ide } from './pages/ide.ts';
import { Watch } from './watch.ts';
import { FaultyServer } from './faulty-server.ts';

interface Options {
  /** Errors that a test brings about on purpose. */
  readonly expectedErrors: RegExp | undefined;
}

interface Fixtures {
  /** The IDE with an empty project of its own, in a page that many tests use one after the other. */
  readonly ide: Ide;
  /** A browser that was never here: open the page with `visitor.open()`. */
  readonly visitor: Ide;
  readonly visitorWatch: Watch;
  /** The same site, from a server that misbehaves on request. */
  readonly server: FaultyServer;
}

interface Workshop {
  readonly page: Page;
  readonly ide: Ide;
  readonly watch: Watch;
}

interface WorkerFixtures {
  /** One page for each worker: to load the compiler for every test would take most of the run. */
  readonly workshop: Workshop;
}

export const test = base.extend<Fixtures & Options, WorkerFixtures>({
  expectedErrors: [undefined, { option: true }],

  workshop: [
    async ({ browser }, use, { project }) => {
      const { baseURL } = project.use;
      if (baseURL === undefined) throw new Error('The project has no baseURL');
      const context = await browser.newContext({ baseURL });
      await allowClipboard(context, browser.browserType().name());
      const page = await context.newPage();
      const watch = new Watch(page);
      const ide = new Ide(page);
      await ide.open();
      await ide.compilerIsReady();
      await use({ page, ide, watch });
      await context.close();
    },
    // A cold browser on a busy machine, and the compiler to compile.
    { scope: 'worker', timeout: 120_000 },
  ],

  ide: async ({ workshop: { ide, watch }, expectedErrors }, use, { testId }) => {
    watch.reset();
    await ide.terminal.clear();
    await ide.projects.create(`Test ${testId.slice(-6)}`);
    await expect(ide.terminal.screen).toHaveText(/^\s*$/);
    // The test before may have left another panel in its place.
    await ide.files.show();
    await use(ide);
    await ide.leave();
    await expectCalm(watch, expectedErrors);
  },

  visitorWatch: async ({ page }, use) => {
    await use(new Watch(page));
  },

  // The server, which may be the one that is visited, goes after the visitor: a site that is gone is an error by itself.
  visitor: async ({ page, context, browserName, visitorWatch, expectedErrors, server: _server }, use) => {
    await allowClipboard(context, browserName);
    const ide = new Ide(page);
    await use(ide);
    await expectCalm(visitorWatch, expectedErrors);
  },

  server: async ({ baseURL }, use) => {
    const server = await FaultyServer.start(baseURL ?? '');
    await use(server);
    await server.stop();
  },
});

export { expect };

/** Chromium wants to be asked; Firefox lets a page at what it copied itself. */
async function allowClipboard(context: ReturnType<Page['context']>, browserName: string): Promise<void> {
  if (browserName === 'chromium') await context.grantPermissions(['clipboard-read', 'clipboard-write']);
}

async function expectCalm(watch: Watch, expectedErrors: RegExp | undefined): Promise<void> {
  expect.soft(await watch.complaints(expectedErrors), 'errors that the page reported').toEqual([]);
  expect.soft(watch.foreignRequests, 'requests to other origins').toEqual([]);
}
