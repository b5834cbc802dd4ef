import type { BrowserName } from '../../scripts/lib/browsers.mjs';
import { withPage } from '../drive/browsers.ts';
import { withHarness } from '../drive/harness-page.ts';
import { NativeToolchain } from '../drive/native.ts';
import { NodeGuests } from '../drive/node-guest.ts';
import { RunnoPage } from '../drive/runno-page.ts';
import { RUNTIME, runnoSite } from '../drive/runno-site.ts';
import { serve } from '../drive/served.ts';
import { SitePage } from '../drive/site-page.ts';
import { missing, type Figure, type Group } from '../figure.ts';
import { programSource } from '../programs.ts';
import { median, range, repeat, timedMs } from '../statistics.ts';

/** Runs before the ones that count: plans are made, the engine compiles the compiler well, caches fill. */
const WARM_UP = 10;
/** Of the peer, whose runs do not get faster from the second on. */
const PEER_WARM_UP = 2;
/** Also where native tools are slow. */
const MOST_MS = 100;
/** A person takes at least this long to edit and run again. */
const PAUSE_MS = 300;

/** Change one character, click Run, see the new output. */
export const warmRun: Group = {
  name: 'warm-run',
  async *measure({ browsers, site, isQuick }) {
    const count = isQuick ? 6 : 30;
    using native = await NativeToolchain.find();
    const reference = native && {
      value: median((await repeat(count, (i) => native.build(hello(i)))).slice(1)),
      what: native.what,
    };
    const figure = (name: string, where: Figure['where'], ms: readonly number[]): Figure => ({
      name,
      where,
      value: median(ms),
      unit: 'ms',
      reference,
      goal: Math.min(MOST_MS, reference?.value ?? MOST_MS),
      note: `${range(ms)}${reference ? '' : '; no native clang and wasm-ld to compare with'}`,
    });

    for (const browser of browsers) {
      try {
        const atOnce = await onPage(browser, site, count, false);
        yield figure('warm Run to output, at once after the edit', browser, atOnce);
        yield await besidePeer(browser, median(atOnce), isQuick ? 3 : 10);
        yield figure('warm Run to output, when typing has paused', browser, await onPage(browser, site, count, true));
      } catch (error) {
        yield missing({ name: 'warm Run to output', where: browser, unit: 'ms' }, error);
      }
      try {
        const { build, output } = await inHarness(browser, count);
        yield figure('warm Run to output, without the app', browser, output);
        yield figure('of which compile and link', browser, build);
      } catch (error) {
        yield missing({ name: 'warm Run to output, without the app', where: browser, unit: 'ms' }, error);
      }
    }
    const guests = new NodeGuests();
    const inNode = await repeat(WARM_UP + count, (i) => timedMs(() => guests.build(hello(i))));
    yield figure('warm compile and link', 'node', inNode.slice(WARM_UP));
  },
};

/** hello.c in its `i`th version, one character from the one before. */
function hello(i: number): string {
  return programSource('hello').replace('hello a', `hello ${letter(i)}`);
}

function letter(i: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + (i % 26));
}

/** `hasPaused`: for as long as it takes the page to build the project ahead. */
function onPage(browser: BrowserName, site: string, count: number, hasPaused: boolean): Promise<readonly number[]> {
  return withPage(browser, async (tab) => {
    await using served = await serve(site);
    const page = await SitePage.open(tab, served.url);
    await page.toolchainReady();
    // The caret stays after the letter that every edit replaces.
    const [before = '', after = ''] = hello(0).split(/(?<=hello a)/);
    await page.paste(before + after.trimEnd());
    await page.press(...Array.from(after.trimEnd(), () => 'ArrowLeft'));
    const times = await repeat(WARM_UP + count, async (i) => {
      await page.press('Backspace', letter(i + 1));
      if (hasPaused) await page.settle();
      await page.clearTerminal();
      const { clickedAt, shownAt } = await page.run(`hello ${letter(i + 1)}`);
      await page.runIsPossible();
      // A person does not edit at once what has just run.
      await page.settle();
      return shownAt - clickedAt;
    });
    return times.slice(WARM_UP);
  });
}

/** The peer compiles everything, edited or not, so every run of it is alike. */
async function besidePeer(where: BrowserName, ours: number, count: number): Promise<Figure> {
  const figure = { name: 'the same, beside the peer', where, unit: 'ms' } as const;
  try {
    await using served = await serve(await runnoSite(hello(0)), 'theirs');
    const times = await withPage(where, async (tab) => {
      const page = await RunnoPage.open(tab, served.url);
      return repeat(PEER_WARM_UP + count, async (i) => {
        if (i > 0) await page.edit(hello(i));
        const { clickedAt, shownAt } = await page.run(`hello ${letter(i)}`);
        return shownAt - clickedAt;
      });
    });
    const theirs = times.slice(PEER_WARM_UP);
    return {
      ...figure,
      value: ours,
      reference: { value: median(theirs), what: RUNTIME.name },
      note: `theirs ${range(theirs)}`,
    };
  } catch (error) {
    return missing(figure, error);
  }
}

function inHarness(
  browser: BrowserName,
  count: number,
): Promise<{ readonly build: readonly number[]; readonly output: readonly number[] }> {
  return withHarness(browser, 'shared', async (harness) => {
    const all = await repeat(WARM_UP + count, async (i) => {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      return harness.run(hello(i));
    });
    const runs = all.slice(WARM_UP);
    return {
      build: runs.map(({ buildMs }) => buildMs),
      output: runs.flatMap(({ firstOutputMs }) => firstOutputMs ?? []),
    };
  });
}
