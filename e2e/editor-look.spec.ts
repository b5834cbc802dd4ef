import { expect, test } from './test.ts';

const SOURCE = '#include <stdio.h>\nint main(void) { printf("a"); return 0; }\n// the end\n';

test('what floats over the text is drawn as the rest of the page is', async ({ ide }) => {
  const { page, editor } = ide;
  await editor.write(SOURCE);

  await editor.line('the end').click({ button: 'right' });
  const menu = page.getByRole('menu').filter({ has: page.getByRole('menuitem', { name: 'Paste' }) });
  await expect(menu).toBeVisible();
  expect(await menu.evaluate(surfaceBehind)).not.toBe('rgba(0, 0, 0, 0)');
  await page.keyboard.press('Escape');

  await editor.focus();
  await page.keyboard.press('ControlOrMeta+F');
  const find = page.getByRole('dialog', { name: 'Find / Replace' });
  await expect(find).toBeVisible();
  // The page's buttons have a border; the find box's have none.
  await expect(find.getByRole('button', { name: /^Next Match/ })).toHaveCSS('border-top-width', '0px');
  await page.keyboard.press('Escape');

  await editor.focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('pri');
  const suggestion = page.getByRole('option', { name: /^printf/ });
  await expect(suggestion).toBeVisible();
  // The whole row is shown.
  const [row, list] = await Promise.all([
    suggestion.boundingBox(),
    page.getByRole('listbox', { name: 'Suggest' }).boundingBox(),
  ]);
  expect(list?.height).toBeGreaterThanOrEqual(row?.height ?? Infinity);
});

/** The first background that is not transparent, from the menu outwards to the edge of what floats. */
function surfaceBehind(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
  }
  return 'rgba(0, 0, 0, 0)';
}

test.describe('without the editor that comes later', () => {
  test.use({ expectedErrors: /ERR_FAILED/ });

  test('code is coloured from the first paint on, in the size that was chosen', async ({ visitor }) => {
    const { page, editor } = visitor;
    await page.addInitScript(countColors);
    await visitor.open();
    await visitor.settings.open();
    await visitor.settings.fontSize.selectOption('18 pixels');
    await visitor.settings.close();
    await expect(editor.line('int main')).toHaveCSS('font-size', '18px');
    // Nor is there a moment without colours when one editor takes over from the other.
    expect(await page.evaluate(() => (globalThis as Watched).fewestColors)).toBeGreaterThanOrEqual(4);

    // The plain editor alone: the other one does not come.
    await page.route(/CodeEditor|monaco/, (route) => route.abort());
    await page.reload();
    await expect(editor.text).toHaveCSS('font-size', '18px');
    const colors = await page
      .locator('.plain-colors span')
      .evaluateAll((spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size);
    expect(colors).toBeGreaterThanOrEqual(4);
  });
});

type Watched = typeof globalThis & { fewestColors?: number };

/** Runs in the page, before it: looks at each frame how many colours the text has, in whichever editor shows it. */
function countColors(): void {
  const look = (): void => {
    const pieces = [...document.querySelectorAll('.plain-colors span, .view-line span span')];
    const colors = new Set(pieces.map((piece) => getComputedStyle(piece).color)).size;
    const watched = globalThis as Watched;
    if (colors > 0) watched.fewestColors = Math.min(watched.fewestColors ?? Infinity, colors);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
