import { withPage } from '../drive/browsers.ts';
import { withHarness } from '../drive/harness-page.ts';
import { memoryUse } from '../drive/memory.ts';
import { serve } from '../drive/served.ts';
import { SitePage } from '../drive/site-page.ts';
import { memoryFigures } from './memory.ts';
import { missing, type Figure, type Group } from '../figure.ts';
import { programSource } from '../programs.ts';

/** Longer than this, and what is typed or clicked has to wait: what browsers call a long task. */
const LONG_TASK_MS = 50;

/** Far more output than a person reads, through the page to the screen. */
export const terminal: Group = {
  name: 'terminal',
  async *measure({ browsers, site, isQuick }) {
    const megabytes = isQuick ? 5 : 50;
    const flood = (size: number, ending: string): string =>
      `#define MEGABYTES ${size}\n${programSource('flood').replace('flood ends', ending)}`;
    const source = flood(megabytes, 'flood ends');
    for (const browser of browsers) {
      const name = `${megabytes} MB to the terminal`;
      try {
        const undrawn = await withHarness(browser, 'shared', async (harness) => {
          await harness.run(programSource('hello'));
          return (await harness.run(source)).totalMs / 1000;
        });
        yield* await withPage(browser, async (tab, started) => {
          await using served = await serve(site);
          const page = await SitePage.open(tab, served.url);
          await page.toolchainReady();
          // So many lines are kept for scrolling back, and no more: they are there from then on.
          await page.paste(flood(1, 'first words end'));
          await page.run('first words end');
          await page.runIsPossible();
          await page.paste(source);
          await page.settle();
          const before = await memoryUse(started, tab);
          await page.takeLongestTask();
          const { clickedAt, shownAt } = await page.run('flood ends');
          await page.runIsPossible();
          const longest = await page.takeLongestTask();
          const after = await memoryUse(started, tab);
          return [
            {
              name,
              where: browser,
              value: (shownAt - clickedAt) / 1000,
              unit: 's',
              reference: { value: undrawn, what: 'the kernel alone, nothing drawn; both with the build' },
            },
            {
              name: `${name}: longest task of the page`,
              where: browser,
              value: longest,
              unit: 'ms',
              goal: LONG_TASK_MS,
              note: longest === 0 ? `none was longer than ${LONG_TASK_MS} ms` : undefined,
            },
            ...memoryFigures(
              `after ${megabytes} MB to the terminal`,
              browser,
              after,
              before && { use: before, when: 'after 1 MB' },
            ),
          ] satisfies readonly Figure[];
        });
      } catch (error) {
        yield missing({ name, where: browser, unit: 's' }, error);
      }
    }
  },
};
