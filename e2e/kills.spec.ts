import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { Claims } from './claims.ts';
import { Ide } from './pages/ide.ts';
import { SharedBar } from './pages/shared-bar.ts';
import { seededRandom } from './random.ts';
import { expect, test } from './test.ts';
import { crashTab, KILLS, killBrowser, killWorker, rememberWorkers } from './ways-to-kill.ts';
import { roundOf, WRITER } from './writer.ts';
import { contentsOf, rememberZips } from './zipped-project.ts';

/** `npm run soak` asks for more, and may ask for the same ones again. */
const COUNT = Number(process.env['PREOPEN_KILLS'] ?? 3);
/** Long enough that it should say how far it is: what ends it early leaves the count. */
const isLong = COUNT > 20;
const SEED = Number(process.env['PREOPEN_SEED'] ?? Math.floor(Math.random() * 1e9));
/** The first kill comes right after the program started, the last one when it has saved several times. */
const LONGEST_MS = 1500;
const LAUNCH_MS = 240_000;
const OPEN_MS = 120_000;
/** Some names are the beginnings of others. */
const END_OF_NAME = ':';
const NEIGHBOUR = '// what lies beside it\nint main(void) { return 7; }\n';

// Without the seed, which each process of the test runner may draw anew: what is printed at the end has it.
test(`${COUNT} kills at random moments, with a program and a person writing`, async ({ browserName, playwright }, {
  project,
}) => {
  // A kill takes some ten seconds, and several times that on a machine that others keep busy, as does what comes before the first.
  test.setTimeout(180_000 + COUNT * (isLong ? 60_000 : 30_000));
  const random = seededRandom(SEED);
  const profile = await mkdtemp(path.join(tmpdir(), 'preopen-kills-'));
  const { baseURL = '', launchOptions, channel } = project.use;
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const launch = (): Promise<BrowserContext> =>
    playwright[browserName].launchPersistentContext(profile, {
      ...launchOptions,
      ...(channel === undefined ? {} : { channel }),
      baseURL,
      timeout: LAUNCH_MS,
    });
  const start = async (): Promise<BrowserContext> => {
    // A browser that does not start says nothing about the site: it is started once more, on the profile as it is.
    const context = await launch().catch(async () => {
      count('browsers started again');
      await killBrowser(profile).catch(() => undefined);
      return launch();
    });
    if (browserName === 'chromium') await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    return context;
  };
  let context = await start();
  const claims = new Claims();
  const open = async (): Promise<Ide> => {
    const page = await context.newPage();
    // Keys that come to a tab in the background are not taken by all that listens.
    await page.bringToFront();
    await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(true);
    await rememberWorkers(page);
    await claims.listen(page);
    const ide = new Ide(page);
    await rememberZips(ide);
    await page.goto('/');
    // A page that never opens is what this looks for: one that opens late, on a machine that is busy, is none.
    await expect(ide.editor.text).toBeAttached({ timeout: OPEN_MS });
    return ide;
  };

  let ide = await open();
  await ide.projects.create('Neighbour');
  await ide.editor.write(NEIGHBOUR);
  await ide.isSaved();
  await ide.projects.create('Writer');
  await ide.editor.write(WRITER);
  await ide.compilerIsReady();
  await ide.run();
  await ide.isRunning();
  // The first round makes all files, each with calls that wait for another thread: long, where others keep the machine busy.
  await expect(ide.files.panel.getByRole('treeitem', { name: /^done-/ }).first()).toBeVisible({
    timeout: isLong ? 600_000 : 90_000,
  });
  await ide.stop();
  await ide.isSaved();

  /** What must be there: what was said to be saved, and of each note no more than was typed. */
  let leastRound = 0;
  const typed = new Map<string, string>();
  const saved = new Map<string, string>();
  for (let round = 0; round < COUNT; round++) {
    const ways = KILLS[browserName] ?? [];
    const kill = ways[Math.floor(random() * ways.length)] ?? 'close';
    await test.step(`kill ${round}: ${kill}`, async () => {
      await ide.files.create(`note-${round}`);
      await ide.run();
      const dueAt = Date.now() + random() * LONGEST_MS;
      const busy = write(ide, `note-${round}`, typed, dueAt);
      await new Promise((due) => setTimeout(due, dueAt - Date.now()));
      if (kill === 'leave') await ide.page.goto('about:blank');
      if (kill === 'worker') await killWorker(ide.page);
      if (kill === 'crash') await crashTab(ide.page);
      if (kill === 'browser') {
        await killBrowser(profile);
        await context.close().catch(() => undefined);
        context = await start();
      } else await ide.page.close();
      await busy;
      count(kill);
      for (const claim of claims.take()) {
        if (claim.isSaved) count('claims');
        if (claim.isSaved) leastRound = Math.max(leastRound, ...claim.names.map(doneRound));
        for (const name of claim.isSaved ? claim.names.filter((known) => known.startsWith('note-')) : [])
          saved.set(name, saved.get(name) ?? '');
        // A page that leaves writes down what it has not saved.
        const of = fileOf(claim.text);
        if (typed.has(of) && (claim.isSaved || kill === 'leave')) saved.set(of, longer(saved.get(of), claim.text));
      }
      ide = await open();
      await ide.projects.isOpen('Writer');
      await expect(new SharedBar(ide.page).repaired).toHaveCount(0);
      const files = await contentsOf(ide);
      expect(files.get('main.c')).toBe(WRITER);
      const now = roundOf(files);
      expect(now, 'a round that was shown as saved').toBeGreaterThanOrEqual(leastRound);
      if (now > leastRound) count('rounds found');
      for (const [name, least] of saved) {
        expect([...files.keys()], 'a file that was shown as saved').toContain(name);
        expect(files.get(name) ?? '', `${name}, as it was shown`).toMatch(new RegExp(`^${least}`));
      }
      for (const [name, most] of typed)
        if (files.has(name)) {
          expect(most.startsWith(files.get(name) ?? ''), `${name} holds what was typed`).toBe(true);
          saved.set(name, files.get(name) ?? '');
        }
    });
    if (isLong && (round + 1) % 10 === 0)
      process.stdout.write(`${browserName}, seed ${SEED}: ${round + 1} kills survived\n`);
  }
  expect(await ide.projects.names()).toEqual(['Writer', 'Neighbour', 'Hello']);
  await ide.projects.open('Neighbour');
  expect((await contentsOf(ide)).get('main.c')).toBe(NEIGHBOUR);
  const found = [...counts].map(([what, n]) => `${n} ${what}`).join(', ');
  process.stdout.write(`${browserName}, seed ${SEED}: ${found}\n`);
  await context.close();
  await rm(profile, { recursive: true, force: true });
});

/** A person types into a file, makes another one and types into that, until the page is gone. */
async function write(ide: Ide, first: string, typed: Map<string, string>, dueAt: number): Promise<void> {
  try {
    for (let file = 0; Date.now() < dueAt; file++) {
      const name = file === 0 ? first : `${first}-${file}`;
      if (file > 0) await ide.files.create(name);
      await expect(ide.editor.textOf(name)).toBeAttached();
      await ide.editor.focus();
      for (let n = 0; n < 12 && Date.now() < dueAt; n++) {
        const word = n === 0 ? name + END_OF_NAME : ` ${n}`;
        typed.set(name, (typed.get(name) ?? '') + word);
        await ide.editor.type(word);
      }
    }
  } catch (error) {
    // The page went in the middle of it.
    if (Date.now() < dueAt) throw error;
  }
}

/** The file that a text was typed into, which its first word names; none while that word is not whole. */
function fileOf(text: string): string {
  const [word = ''] = text.split(' ');
  return word.endsWith(END_OF_NAME) ? word.slice(0, -END_OF_NAME.length) : '';
}

function doneRound(name: string): number {
  return name.startsWith('done-') ? Number(name.slice('done-'.length)) : 0;
}

function longer(a: string | undefined, b: string): string {
  return a !== undefined && a.length >= b.length ? a : b;
}
