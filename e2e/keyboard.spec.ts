import { expect, test } from './test.ts';

test('everything that matters can be done without a mouse', async ({ visitor }) => {
  const { keyboard } = visitor.page;
  await visitor.open();
  await visitor.compilerIsReady();
  await visitor.projects.isOpen('Hello');

  // Make a project.
  await visitor.palette.choose('New project');
  await expect(visitor.projects.dialog).toBeVisible();
  await keyboard.type('By keyboard');
  await keyboard.press('Enter');
  await visitor.projects.isOpen('By keyboard');

  // Write, and see what is wrong.
  await keyboard.press('Alt+2');
  await expect(visitor.editor.textOf('main.c')).toBeFocused();
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type('int main(void) { return getchar() == oops; }');
  await expect(visitor.problems.tab).toHaveText(/^Problems\d$/);

  // Go there, and mend it.
  await keyboard.press('Alt+4');
  await expect(visitor.problems.items.filter({ hasText: "'oops'" })).toHaveCount(1);
  await expect(visitor.problems.panel.getByRole('button').first()).toBeFocused();
  await keyboard.press('Enter');
  await expect(visitor.editor.textOf('main.c')).toBeFocused();
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type('#include <stdio.h>\nint main(void) { return getchar() == 55; }');
  await expect(visitor.problems.panel).toContainText('No problems');

  // Run, answer, and go back.
  await keyboard.press('ControlOrMeta+Enter');
  await visitor.isRunning();
  await expect(visitor.terminal.input).toBeFocused();
  await keyboard.type('7\n');
  await visitor.ended('exit 1');

  // Stop what does not end.
  await keyboard.press('ControlOrMeta+Enter');
  await visitor.isRunning();
  await keyboard.press('Shift+Escape');
  await visitor.ended('stopped');

  // Make, open and delete a file.
  await keyboard.press('Alt+N');
  await expect(visitor.files.panel.getByRole('textbox', { name: 'Name of the new file' })).toBeFocused();
  await keyboard.type('other.c\n');
  await expect(visitor.editor.tab('other.c')).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Alt+1');
  await expect(visitor.files.item('other.c')).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(visitor.files.item('main.c')).toBeFocused();
  await keyboard.press('Enter');
  await expect(visitor.editor.tab('main.c')).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Alt+1');
  await keyboard.press('End');
  await keyboard.press('Delete');
  await expect(visitor.projects.dialog).toBeVisible();
  await keyboard.press('Tab');
  await expect(visitor.projects.dialog.getByRole('button', { name: 'Delete' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(visitor.files.item('other.c')).toHaveCount(0);
});

test('the palette finds commands and files by their names', async ({ ide }) => {
  await ide.files.create('notes.md');
  await ide.palette.choose('main.c');
  await expect(ide.editor.tab('main.c')).toHaveAttribute('aria-selected', 'true');
  await ide.palette.choose('Settings');
  await expect(ide.settings.panel).toBeVisible();
  await ide.settings.close();
  await ide.palette.choose('Run');
  await ide.ended('exit 0');
});

test('a dialog keeps the focus inside, and gives it back', async ({ ide }) => {
  await ide.editor.focus();
  await ide.palette.open();
  for (let i = 0; i < 4; i += 1) await ide.page.keyboard.press('Tab');
  await expect(ide.editor.textOf('main.c')).not.toBeFocused();
  await ide.page.keyboard.press('Escape');
  await expect(ide.palette.dialog).toHaveCount(0);
  await expect(ide.editor.textOf('main.c')).toBeFocused();
});

test('editor and terminal say how the keyboard leaves them, and it does', async ({ ide }) => {
  const text = ide.editor.textOf('main.c');
  await ide.editor.focus();
  await expect(text).toHaveAccessibleDescription(/After Ctrl\+M, Tab leaves the editor/);
  await expect(ide.terminal.input).toHaveAccessibleDescription(/takes no typing\. Press Run first/);

  await ide.page.keyboard.press('Tab');
  await expect(text).toBeFocused();
  await ide.page.keyboard.press('Control+M');
  await ide.page.keyboard.press('Tab');
  await expect(text).not.toBeFocused();
  // The page is one that other tests use.
  await ide.editor.focus();
  await ide.page.keyboard.press('Control+M');
  await ide.page.keyboard.press('Tab');
  await expect(text).toBeFocused();
});
