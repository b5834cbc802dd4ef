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
    const [few, many] = isQuick ? [5, 25] : [20, 200];
    for (const browser of browsers) {
      try {
        yield* await withPage(
          browser,
          async (tab, started) => {
            await using served = await serve(site);
            const page = await SitePage.open(tab, served.url);
            await page.toolchainReady();
            await page.paste(programSource('hello'));
            await page.settle();
            const loaded = await memoryUse(started, tab);
            let cycle = 0;
            const workUntil = async (last: number): Promise<MemoryUse | undefined> => {
              while (cycle < last) {
                const text = `hello ${++cycle};`;
                await page.paste(programSource('hello').replace('hello a', text));
                await page.run(text);
                await page.runIsPossible();
              }
              await page.settle();
              return memoryUse(started, tab);
            };
            const after = await workUntil(few);
            const worked = await workUntil(many);
            return [
              ...memoryFigures('after load', browser, loaded),
              ...memoryFigures(
                `after ${many} edits and runs`,
                browser,
                worked,
                after && { use: after, when: `after ${few}` },
              ),
            ];
          },
          PATIENCE_MS,
        );
      } catch (error) {
        yield missing({ name: 'memory', where: browser, unit: 'MB' }, error);
      }
    }
  },
};

const PATIENCE_MS = 1_200_000;
/** How much more than before still counts as flat. */
const FLAT = 1.1;

const KINDS = [
  ['heap', 'JavaScript heap of the page'],
  ['objects', 'of which not compiled code'],
  ['resident', 'process, resident'],
  ['peak', 'process, peak'],
] as const satisfies readonly (readonly [keyof MemoryUse, string])[];

/** One figure of each kind, against what it was `before`, after so many edits and runs; or one that says that there is none. */
export function memoryFigures(
  when: string,
  where: Figure['where'],
  use: MemoryUse | undefined,
  before?: { readonly use: MemoryUse; readonly when: string },
): readonly Figure[] {
  if (!use) return [missing({ name: `memory ${when}`, where, unit: 'MB' }, 'this browser does not say')];
  return KINDS.flatMap(([kind, what]) => {
    const [value, earlier] = [use[kind], before?.use[kind]];
    if (value === undefined) return [];
    const reference = before && earlier !== undefined ? { value: earlier, what: before.when } : undefined;
    return {
      name: `memory ${when}: ${what}`,
      where,
      value,
      unit: 'MB' as const,
      reference,
      goal: reference && kind !== 'peak' ? FLAT * reference.value : undefined,
    };
  });
}
