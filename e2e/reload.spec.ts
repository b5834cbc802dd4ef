import { expect, test } from './test.ts';

test('what was typed right before a reload is there after it', async ({ visitor }) => {
  test.slow();
  await visitor.open();
  await visitor.editor.write('// 0\n');
  for (let round = 1; round <= 5; round++) {
    await visitor.editor.focus();
    await visitor.editor.press('ControlOrMeta+A');
    await visitor.editor.type(`// round ${round}`);
    // Some at once, some in the middle of the save.
    if (round % 4 !== 0)
      await visitor.page.evaluate((ms) => new Promise((due) => setTimeout(due, ms)), (round * 53) % 400);
    await visitor.reload();
    await expect.poll(() => visitor.editor.shown()).toMatch(`// round ${round}`);
  }
});

test('a project that was made right before a reload is there after it', async ({ visitor }) => {
  await visitor.open();
  for (const name of ['First', 'Second', 'Third']) {
    await visitor.projects.create(name);
    await visitor.reload();
    await visitor.projects.isOpen(name);
  }
  expect(await visitor.projects.names()).toEqual(['Third', 'Second', 'First', 'Hello']);
});
