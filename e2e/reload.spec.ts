import { expect, test } from './test.ts';

test('what was typed right before a reload is there after it', async ({ visitor }) => {
  test.slow();
  await visitor.open();
  await visitor.editor.write('// 0\n');
  for (let round = 1; round <= 20; round++) {
    await visitor.editor.focus();
    await visitor.editor.press('ControlOrMeta+A');
    await visitor.editor.type(`// round ${round}`);
    // Some at once, some in the middle of the save.
    if (round % 4 !== 0)
      await visitor.page.evaluate((ms) => new Promise((due) => setTimeout(due, ms)), (round * 53) % 400);
    await visitor.reload();
    await expect(visitor.editor.panel).toContainText(`// round ${round}`);
    await expect(visitor.editor.panel).not.toContainText(`// round ${round - 1}`);
  }
});
