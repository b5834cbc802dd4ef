import { withPage } from '../drive/browsers.ts';
import { memoryUse, type MemoryUse } from '../drive/memory.ts';
import { serve } from '../drive/served.ts';
import { SitePage } from '../drive/site-page.ts';
import { missing, type Figure, type Group } from '../figure.ts';
import { programSource } from '../programs.ts';

/** What the page takes up once the compiler is there, and whether working with it makes that grow. */
export const memory: Group = {
  name: 'memory',
  async *measure({ browsers, site, isQuick }) {
    const cycles = isQuick ? 5 : 20;
    for (const browser of browsers) {
      try {
        yield* await withPage(browser, async (tab, started) => {
          await using served = await serve(site);
          const page = await SitePage.open(tab, served.url);
          await page.toolchainReady();
          await page.paste(programSource('hello'));
          await page.settle();
          const loaded = await memoryUse(started, tab);
          for (let i = 1; i <= cycles; i++) {
            await page.paste(programSource('hello').replace('hello a', `hello ${i};`));
            await page.run(`hello ${i};`);
            await page.runIsPossible();
          }
          await page.settle();
          const worked = await memoryUse(started, tab);
          return [
            ...memoryFigures('after load', browser, loaded),
            ...memoryFigures(`after ${cycles} edits and runs`, browser, worked, loaded),
          ];
        });
      } catch (error) {
        yield missing({ name: 'memory', where: browser, unit: 'MB' }, error);
      }
    }
  },
};

const KINDS = [
  ['heap', 'JavaScript heap of the page'],
  ['resident', 'process, resident'],
  ['peak', 'process, peak'],
] as const satisfies readonly (readonly [keyof MemoryUse, string])[];

/** One figure of each kind, against what it was before; or one that says that there is none. */
export function memoryFigures(
  when: string,
  where: Figure['where'],
  use: MemoryUse | undefined,
  before?: MemoryUse,
): readonly Figure[] {
  if (!use) return [missing({ name: `memory ${when}`, where, unit: 'MB' }, 'this browser does not say')];
  return KINDS.map(([kind, what]) => ({
    name: `memory ${when}: ${what}`,
    where,
    value: use[kind],
    unit: 'MB',
    reference: before && { value: before[kind], what: 'before' },
  }));
}
