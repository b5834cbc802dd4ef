import { retype } from './pages/retype.ts';
import { expect, test } from './test.ts';

test('after a reload the text, the files, the settings and the project are as they were', async ({ ide }) => {
  await ide.projects.rename('Kept');
  await ide.editor.write('int main(void) { return 41; }\n// edited by hand\n');
  await ide.files.create('data.txt');
  await ide.editor.write('1 2 3\n');
  await ide.settings.open();
  await retype(ide.settings.args, '--verbose "two words"');
  await ide.settings.standard.selectOption('C99');
  await ide.settings.close();
  await ide.isSaved();
  await ide.worksOffline();

  await ide.reload();
  await ide.projects.isOpen('Kept');
  await expect(ide.editor.tab('data.txt')).toBeVisible();
  await expect(ide.editor.panel).toContainText('1 2 3');
  await ide.files.open('main.c');
  await expect(ide.editor.panel).toContainText('// edited by hand');
  await ide.settings.open();
  await expect(ide.settings.args).toHaveValue('--verbose "two words"');
  await expect(ide.settings.standard).toHaveValue('c99');
  await ide.settings.close();

  await ide.compilerIsReady();
  await ide.openDetails();
  await expect(ide.details).toContainText('from this browser');
  await ide.run();
  await ide.ended('exit 41');
});

test('a file that a program wrote is there after a reload', async ({ ide }) => {
  await ide.runCode('#include <stdio.h>\nint main(void) {\n  fputs("kept", fopen("by-program.txt", "w"));\n}\n');
  await ide.ended('exit 0');
  await expect(ide.files.item('by-program.txt')).toBeVisible();
  await ide.isSaved();
  await ide.reload();
  await ide.files.open('by-program.txt');
  await expect(ide.editor.panel).toContainText('kept');
  await ide.compilerIsReady();
});

test('opening an example leaves one’s own edits of it alone', async ({ ide }) => {
  await ide.projects.openExample('Sorting');
  await ide.projects.isOpen('Sorting');
  await ide.editor.write('int main(void) { return 0; }\n// mine\n');

  await ide.projects.openExample('Sorting');
  await ide.projects.isOpen('Sorting 2');
  await expect(ide.editor.panel).toContainText('One array, three orders');
  await ide.projects.open('Sorting');
  await expect(ide.editor.panel).toContainText('// mine');
});

test('an example that was not touched is opened again, not copied', async ({ ide }) => {
  await ide.projects.openExample('Colours');
  await ide.projects.isOpen('Colours');
  await ide.projects.openExample('Several files');
  await ide.projects.isOpen('Several files');
  await ide.projects.openExample('Colours');
  await ide.projects.isOpen('Colours');
});

test('several projects live side by side, with names of their own', async ({ ide }) => {
  await ide.projects.create('Left');
  await ide.editor.write('// the left one\n');
  await ide.projects.create('Right');
  await ide.editor.write('// the right one\n');
  await ide.projects.rename('Righter');

  await ide.projects.open('Left');
  await expect(ide.editor.panel).toContainText('// the left one');
  await ide.projects.deleteOpen();
  await expect(ide.projects.menuButton).not.toHaveAccessibleName('Project: Left');
  await ide.projects.open('Righter');
  await expect(ide.editor.panel).toContainText('// the right one');
  expect(await ide.projects.names()).toContain('Righter');
  expect(await ide.projects.names()).not.toContain('Left');
});

test('a small window changes no size that a panel has in a larger one', async ({ visitor }) => {
  const { page } = visitor;
  await visitor.open();
  const line = page.getByRole('separator', { name: 'Resize the bottom panel' });
  await line.press('ArrowUp');
  // At phone width it may be out of view.
  const height = () =>
    visitor.terminal.panel.evaluateAll(([panel]) => Math.round(panel?.getBoundingClientRect().height ?? 0));
  await expect(line).toHaveAttribute('aria-valuenow', /.+/);
  const before = await height();
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  for (const small of [
    { width: 720, height: 340 },
    { width: 390, height: 844 },
    { width: 1280, height: 300 },
  ]) {
    await page.setViewportSize(small);
    await expect.poll(height).not.toBe(before);
    await page.setViewportSize(size);
    await expect.poll(height).toBe(before);
  }
  await visitor.reload();
  await expect(line).toBeVisible();
  await expect.poll(height).toBe(before);
});

test('the theme and the sizes of panels are remembered', async ({ visitor }) => {
  await visitor.open();
  await visitor.page.getByRole('button', { name: 'Theme', exact: true }).click();
  await visitor.page.getByRole('menuitemradio', { name: 'Dark' }).click();
  const splitter = visitor.page.getByRole('separator', { name: 'Resize Files' });
  await splitter.press('End');
  const width = async () => Math.round((await visitor.files.panel.boundingBox())?.width ?? 0);
  const size = await width();

  await visitor.reload();
  await expect(splitter).toBeVisible();
  await expect.poll(width).toBe(size);
  await visitor.page.getByRole('button', { name: 'Theme', exact: true }).click();
  await expect(visitor.page.getByRole('menuitemradio', { name: 'Dark' })).toBeChecked();
});
