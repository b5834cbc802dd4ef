import type { Page } from '@playwright/test';
import { withPage } from '../drive/browsers.ts';
import { withHarness } from '../drive/harness-page.ts';
import { serve } from '../drive/served.ts';
import { SitePage } from '../drive/site-page.ts';
import { missing, type Figure, type Group } from '../figure.ts';
import { numbersSaid, programSource } from '../programs.ts';
import { median, range } from '../statistics.ts';

const CALLS = 2000;
const BATCHES = 20;
const ROWS = 100_000;
const STEPS = 120;
const FRAME_MS = 1000 / 60;

/** What it costs to watch a program that does nothing but make calls, and how a long trace scrolls. */
export const trace: Group = {
  name: 'trace',
  async *measure({ browsers, site, isQuick }) {
    const calls = isQuick ? CALLS / 5 : CALLS;
    for (const browser of browsers) {
      try {
        yield await withHarness(browser, 'shared', async (harness): Promise<Figure> => {
          const source = programSource('round-trip');
          const args = `${calls} ${BATCHES}`;
          const off = numbersSaid(await harness.measure(source, args), 'fd_read').map((ns) => ns / 1000);
          const on = numbersSaid(await harness.measure(source, args, { isTraced: true }), 'fd_read').map(
            (ns) => ns / 1000,
          );
          return {
            name: 'fd_read, traced with its call stack',
            where: browser,
            value: median(on),
            unit: 'µs',
            reference: { value: median(off), what: 'not traced' },
            note: range(on, 1),
          };
        });
      } catch (error) {
        yield missing({ name: 'fd_read, traced with its call stack', where: browser, unit: 'µs' }, error);
      }
      const name = `a frame while ${ROWS} calls scroll by`;
      try {
        yield await withPage(browser, async (tab): Promise<Figure> => {
          await using served = await serve(site);
          const page = await SitePage.open(tab, served.url);
          await page.toolchainReady();
          await page.paste(manyCalls());
          await page.settle();
          const frames = await scrolled(tab, page);
          return {
            name,
            where: browser,
            value: median(frames),
            unit: 'ms',
            goal: FRAME_MS * 1.1,
            note: range(frames, 1),
          };
        });
      } catch (error) {
        yield missing({ name, where: browser, unit: 'ms' }, error);
      }
    }
  },
};

/** Scrolls through the whole list, a step a frame; ms of each frame. */
async function scrolled(tab: Page, page: SitePage): Promise<readonly number[]> {
  await tab.keyboard.press('ControlOrMeta+K');
  await tab.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').waitFor();
  await tab.keyboard.type('Trace');
  await tab.getByRole('option', { name: 'Trace' }).first().waitFor();
  await tab.keyboard.press('Enter');
  const panel = tab.getByRole('region', { name: 'Trace', exact: true });
  await panel.getByRole('switch', { name: 'Record calls' }).check();
  await page.run('all called');
  await page.runIsPossible();
  await panel.getByText(/^[\d,]{6,} calls/).waitFor();
  const grid = panel.getByRole('grid');
  await grid.getByText('proc_exit').waitFor();
  return grid.evaluate(async (element, steps) => {
    const frames: number[] = [];
    let last = await new Promise<number>(requestAnimationFrame);
    for (let step = 0; step <= steps; step++) {
      element.scrollTop = (element.scrollHeight * step) / steps;
      const now = await new Promise<number>(requestAnimationFrame);
      frames.push(now - last);
      last = now;
    }
    return frames;
  }, STEPS);
}

/** A program that makes as many calls as there are to be rows. */
function manyCalls(): string {
  return `#include <stdio.h>
#include <wasi/api.h>
int main(void) {
  __wasi_timestamp_t time;
  for (int i = 0; i < ${ROWS}; i++) (void)!__wasi_clock_time_get(__WASI_CLOCKID_MONOTONIC, 0, &time);
  puts("all called");
}
`;
}
