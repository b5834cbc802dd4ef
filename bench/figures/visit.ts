import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { BrowserName } from '../../scripts/lib/browsers.mjs';
import { ROOT } from '../../scripts/lib/run.mjs';
import { calm, launchWithProfile } from '../drive/browsers.ts';
import { RunnoPage } from '../drive/runno-page.ts';
import { RUNTIME, runnoSite } from '../drive/runno-site.ts';
import { serve, type Served } from '../drive/served.ts';
import { SitePage } from '../drive/site-page.ts';
import { missing, type Figure, type Group, type Reference } from '../figure.ts';
import { median, repeat } from '../statistics.ts';

/** What the first example asks, before it waits. */
const FIRST_OUTPUT = 'What is your name?';
const FIRST_EXAMPLE = 'app/features/examples/programs/hello/main.c';

interface Visit {
  readonly editorMs: number;
  readonly outputMs: number;
  /** Sent until the output was there. */
  readonly megabytes: number;
  /** Sent after that, for the next visit. */
  readonly laterMegabytes: number;
}

/** The same at the peer's. */
type PeerVisit = Pick<Visit, 'outputMs' | 'megabytes'>;

/** Opening the page and clicking Run at once: the first time, the next day, and the day after with one key pressed before. */
export const visit: Group = {
  name: 'visit',
  async *measure({ browsers, site, isQuick }) {
    const note = await whatIsSent(site);
    for (const browser of browsers) {
      try {
        const visitors = await repeat(isQuick ? 1 : 5, () => visitAgain(browser, site));
        const peer = await atPeer(browser, isQuick ? 1 : 3);
        for (const which of ['first', 'second'] as const) {
          yield* figuresOf(
            which,
            browser,
            visitors.map((visits) => visits[which]),
            peer?.map((visits) => visits[which]),
            note,
          );
        }
        const unedited = median(visitors.map(({ second }) => second.outputMs)) / 1000;
        yield {
          name: 'second visit, after an edit: first output',
          where: browser,
          value: median(visitors.map(({ edited }) => edited.outputMs)) / 1000,
          unit: 's',
          reference: { value: unedited, what: 'the same visit without an edit' },
          goal: unedited * MOST_FOR_AN_EDIT,
        };
      } catch (error) {
        yield missing({ name: 'first visit', where: browser, unit: 's' }, error);
      }
    }
  },
};

/** How many times as long as an unedited second visit one with an edit may take until its first output. */
const MOST_FOR_AN_EDIT = 1.5;

/** Seconds, and MB for what is sent. */
const GOALS = {
  first: { editor: 0.6, output: { chromium: 1.2, firefox: 2 }, transferred: 6 },
  second: { editor: 0.6, output: { chromium: 0.7, firefox: 1.5 }, transferred: 0 },
} as const;

function* figuresOf(
  which: 'first' | 'second',
  where: BrowserName,
  visits: readonly Visit[],
  peer: readonly PeerVisit[] | undefined,
  note: string | undefined,
): Generator<Figure> {
  const of = (pick: (one: Visit) => number): number => median(visits.map(pick));
  const reference = (pick: (one: PeerVisit) => number): Reference | undefined =>
    peer && { value: median(peer.map(pick)), what: RUNTIME.name };
  const goal = GOALS[which];
  yield {
    name: `${which} visit: editor takes keys`,
    where,
    value: of((one) => one.editorMs) / 1000,
    unit: 's',
    goal: goal.editor,
  };
  yield {
    name: `${which} visit: first output`,
    where,
    value: of((one) => one.outputMs) / 1000,
    unit: 's',
    reference: reference((one) => one.outputMs / 1000),
    goal: goal.output[where],
  };
  yield {
    name: `${which} visit: transferred until then`,
    where,
    value: of((one) => one.megabytes),
    unit: 'MB',
    reference: reference((one) => one.megabytes),
    goal: goal.transferred,
    note,
  };
  yield {
    name: `${which} visit: transferred behind it, until all works offline`,
    where,
    value: of((one) => one.laterMegabytes),
    unit: 'MB',
    ...(which === 'second' ? { goal: goal.transferred } : {}),
  };
}

/** Visits with one profile. */
function visitAgain(
  browser: BrowserName,
  site: string,
): Promise<{ readonly first: Visit; readonly second: Visit; readonly edited: Visit }> {
  return asVisitor(browser, [site], async (visitOnce) => {
    const once = (isEdited: boolean): Promise<Visit> =>
      visitOnce(async (tab, served) => {
        const page = await SitePage.open(tab, served.url);
        if (isEdited) {
          await page.editorReady();
          await page.press('Enter');
        }
        const { shownAt } = await page.runAtOnce(FIRST_OUTPUT);
        const editorMs = await page.editorReady();
        const megabytes = (await served.takeBytes()) / 1e6;
        await page.stop();
        // Kept in idle time; the second visit should find it.
        await page.worksOffline();
        await page.settle();
        return { editorMs, outputMs: shownAt, megabytes, laterMegabytes: (await served.takeBytes()) / 1e6 };
      });
    return { first: await once(false), second: await once(false), edited: await once(true) };
  });
}

/** The first example at the peer's, by visitors who come twice; undefined where it cannot be had. */
async function atPeer(
  browser: BrowserName,
  visitors: number,
): Promise<readonly { readonly first: PeerVisit; readonly second: PeerVisit }[] | undefined> {
  let site: string;
  try {
    site = await runnoSite(readFileSync(path.join(ROOT, FIRST_EXAMPLE), 'utf8'));
  } catch {
    return undefined;
  }
  return repeat(visitors, () =>
    asVisitor(browser, [site, 'theirs'], async (visitOnce) => {
      const once = (): Promise<PeerVisit> =>
        visitOnce(async (tab, served) => {
          const page = await RunnoPage.open(tab, served.url);
          const { shownAt } = await page.run(FIRST_OUTPUT);
          return { outputMs: shownAt, megabytes: (await served.takeBytes()) / 1e6 };
        });
      return { first: await once(), second: await once() };
    }),
  );
}

type VisitOnce = <T>(use: (tab: Page, served: Served) => Promise<T>) => Promise<T>;

/** With one profile and one server; the browser is started anew for each visit. */
async function asVisitor<T>(
  browser: BrowserName,
  site: Parameters<typeof serve>,
  come: (visitOnce: VisitOnce) => Promise<T>,
): Promise<T> {
  const profile = await mkdtemp(path.join(tmpdir(), 'preopen-profile-'));
  await using served = await serve(...site);
  try {
    return await come(async (use) => {
      await using context = await launchWithProfile(browser, profile);
      const tab = context.pages()[0] ?? (await context.newPage());
      await calm(tab);
      return await use(tab, served);
    });
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A site built without compressed copies sends everything as it is: worth saying beside the megabytes. */
async function whatIsSent(site: string): Promise<string | undefined> {
  const folder = path.join(site, 'toolchain');
  if (!existsSync(folder)) return undefined;
  const files = await readdir(folder);
  return files.some((name) => name.endsWith('.wasm.br'))
    ? undefined
    : 'the site has no compressed copies: run "npm run build"';
}
