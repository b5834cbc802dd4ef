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
            ...figures('after load', browser, loaded),
            ...figures(`after ${cycles} edits and runs`, browser, worked, loaded),
          ];
        });
      } catch (error) {
        yield missing({ name: 'memory', where: browser, unit: 'MB' }, error);
      }
    }
  },
};

const KINDS = [
  ['held', 'page and workers'],
  ['resident', 'process, resident'],
  ['peak', 'process, peak'],
] as const satisfies readonly (readonly [keyof MemoryUse, string])[];

function figures(when: string, where: Figure['where'], use: MemoryUse, before?: MemoryUse): readonly Figure[] {
  const told = KINDS.flatMap(([kind, what]) => {
    const value = use[kind];
    const reference = before?.[kind];
    if (value === undefined) return [];
    return [
      {
        name: `memory ${when}: ${what}`,
        where,
        value,
        unit: 'MB' as const,
        reference: reference === undefined ? undefined : { value: reference, what: 'after load' },
      },
    ];
  });
  return told.length > 0 ? told : [missing({ name: `memory ${when}`, where, unit: 'MB' }, 'this browser does not say')];
}
