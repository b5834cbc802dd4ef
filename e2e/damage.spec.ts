import { damages, type Row } from '../runtime/worker/kernel/projects/testing/damage-fixture.ts';
import type { Ide } from './pages/ide.ts';
import { SharedBar } from './pages/shared-bar.ts';
import { expect, test } from './test.ts';
import { contentsOf, rememberZips } from './zipped-project.ts';

/** `npm run soak` looks at all of them; otherwise at some, spread over all. */
const STEP = process.env['PREOPEN_SOAK'] === 'all' ? 1 : 14;
/** These are refused, and nearly all others are repaired. */
const REFUSED = ['no nodes', 'a newer version'];

test('one database with every kind of damage: the page starts, and no project is lost, empty or in the way', async ({
  visitor,
}) => {
  test.setTimeout(STEP === 1 ? 3_600_000 : 180_000);
  await visitor.page.addInitScript({ content: `globalThis.damages = ${String(damages)};` });
  await rememberZips(visitor);
  await visitor.open();
  await visitor.projects.create('Sound');
  await visitor.files.createFolder('src');
  await visitor.files.item('src').click();
  await visitor.files.create('a.c');
  await visitor.editor.write('int a;\n');
  await visitor.isSaved();
  const sound = await contentsOf(visitor);
  expect([...sound.keys()].sort()).toEqual(['main.c', 'src/a.c']);

  const cases = await visitor.page.evaluate(storeDamaged);
  expect(cases.length).toBeGreaterThan(200);
  await visitor.reload();
  const outcomes = new Map<string, number>();
  const deleted: string[] = [];
  let looked = 0;
  const nameless = cases.filter(({ name }) => name === 'Damaged project').length;
  const chosen = cases.filter(({ what }, i) => i % STEP === 0 || REFUSED.includes(what));
  for (const { name, what } of chosen.filter((one) => one.name !== 'Damaged project'))
    await test.step(what, async () => {
      const how = await look(visitor, name, sound);
      outcomes.set(how, (outcomes.get(how) ?? 0) + 1);
      looked += 1;
      if (STEP === 1 && looked % 50 === 0) process.stdout.write(`${looked} damaged projects looked at so far\n`);
      if (how === 'refused') deleted.push(name);
    });
  // Which damage needs a repair is said by the unit test over all of them.
  expect([...outcomes.keys()]).toEqual(expect.arrayContaining(['refused', 'repaired']));
  process.stdout.write(`${cases.length} damaged projects: ${JSON.stringify(Object.fromEntries(outcomes))} looked at\n`);

  await visitor.projects.menuButton.click();
  const left = cases.map(({ name }) => name).filter((name) => !deleted.includes(name));
  const items = visitor.projects.menu.getByRole('menuitemradio');
  await expect(items).toHaveCount(left.length + ['Hello', 'Sound'].length);
  const entries = await items.allTextContents();
  await visitor.page.keyboard.press('Escape');
  expect(entries.filter((text) => text.startsWith('Damaged project'))).toHaveLength(nameless);
  await visitor.projects.open('Sound');
  expect(await contentsOf(visitor)).toEqual(sound);
});

/** Opens the project, and says what the page does about it. */
async function look(ide: Ide, name: string, sound: ReadonlyMap<string, string>): Promise<string> {
  const { menuButton, menu, dialog } = ide.projects;
  const choose = async (): Promise<void> => {
    await menuButton.click();
    await menu.getByRole('menuitemradio', { name: new RegExp(`^${name}( cannot be read)?$`) }).click();
  };
  await choose();
  const refusal = dialog.filter({ hasText: `“${name}” cannot be opened` });
  const opened = ide.page.getByRole('button', { name: `Project: ${name}`, exact: true });
  await expect(refusal.or(opened)).toBeVisible();
  if (await refusal.isVisible()) {
    // Whatever can be read of it can be had, or a sentence says that nothing can.
    await refusal.getByRole('button', { name: 'Download as zip' }).click();
    await expect
      .poll(() =>
        ide.page.evaluate(() => 'zip' in globalThis || document.body.textContent.includes('None of its files')),
      )
      .toBe(true);
    await choose();
    await refusal.getByRole('button', { name: 'Delete' }).click();
    await expect(dialog).toHaveCount(0);
    return 'refused';
  }
  const { repaired } = new SharedBar(ide.page);
  if ((await repaired.count()) === 0) {
    expect(await contentsOf(ide)).toEqual(sound);
    return 'opened';
  }
  await expect(repaired).toContainText(/\S/);
  await expect(ide.files.items.first()).toBeVisible();
  return 'repaired';
}

/** Runs in the page: stores a copy of the project Sound for each kind of damage, with it. */
async function storeDamaged(): Promise<readonly { readonly name: string; readonly what: string }[]> {
  const { damages: list } = globalThis as unknown as { damages: typeof damages };
  const asked = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const db = await asked(indexedDB.open('preopen'));
  const read = db.transaction(['projects', 'nodes']);
  const ids = await asked(read.objectStore('projects').getAllKeys());
  const records = (await asked(read.objectStore('projects').getAll())) as { summary: { name: string } }[];
  const at = records.findIndex(({ summary }) => summary.name === 'Sound');
  const range = IDBKeyRange.bound([ids[at]], [ids[at], []]);
  const keys = (await asked(read.objectStore('nodes').getAllKeys(range))) as [string, number][];
  const values: unknown[] = await asked(read.objectStore('nodes').getAll(range));
  const rows: Row[] = [
    { store: 'projects', key: undefined, value: records[at] },
    ...keys.map(([, key], i) => ({ store: 'nodes' as const, key, value: values[i] })),
  ];
  const cases: { name: string; what: string }[] = [];
  const written = db.transaction(['projects', 'nodes'], 'readwrite');
  for (const [i, { what, rows: damaged }] of list(rows).entries()) {
    let name = 'Damaged project';
    for (const { store, key, value } of damaged) {
      if (store === 'nodes') written.objectStore('nodes').put(value, [`case-${i}`, key as number]);
      else {
        const record = value as { summary?: { name?: unknown } } | null;
        const isNamed = record?.summary?.name === 'Sound';
        if (isNamed) name = `Case ${i}`;
        const named = isNamed ? { ...record, summary: { ...record.summary, name } } : value;
        written.objectStore('projects').put(named, `case-${i}`);
      }
    }
    // A copy of nothing but rows that are missing is no project.
    if (damaged.length > 0) cases.push({ name, what });
  }
  await new Promise((resolve) => (written.oncomplete = resolve));
  db.close();
  return cases;
}
