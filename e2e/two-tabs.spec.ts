import { expectAccessible } from './accessible.ts';
import { Ide } from './pages/ide.ts';
import { SharedBar } from './pages/shared-bar.ts';
import { expect, test } from './test.ts';

const WRITES = `#include <stdio.h>
int main(void) {
  FILE *f = fopen("made-by-program.txt", "w");
  puts(f == NULL ? "refused" : "written");
}
`;

test('a second tab reads, is shown changes, takes over, and makes a copy; nothing is lost', async ({
  visitor: first,
  context,
}) => {
  test.slow();
  await first.open();
  await first.editor.write('int main(void) { return 1; }\n// typed in the first tab\n');
  await first.isSaved();

  const page = await context.newPage();
  const second = new Ide(page);
  const bar = new SharedBar(page);
  await second.open();
  await expect(bar.otherTab).toContainText('open in another tab');
  await expect(second.status).toContainText('read only');
  await expect(second.editor.panel).toContainText('// typed in the first tab');
  await expectAccessible(page);

  // What the first tab does is shown.
  await first.page.bringToFront();
  await first.files.create('made-there.txt');
  await expect(second.files.item('made-there.txt')).toBeVisible();
  await first.files.open('main.c');
  await first.editor.write(WRITES);
  await expect(second.editor.panel).toContainText('made-by-program.txt');

  await page.bringToFront();
  // Read only is read only: in the editor, in the files, and for programs.
  await second.editor.focus();
  await second.editor.press('ControlOrMeta+Home');
  await second.editor.type('not here ');
  await expect(second.editor.panel).not.toContainText('not here');
  await expect(second.files.panel.getByRole('button', { name: 'New file' })).toBeDisabled();
  await second.compilerIsReady();
  await second.run();
  await second.terminal.shows('refused');
  await second.ended('exit 0');

  // The tab that had it hands over even what was typed last.
  await first.page.bringToFront();
  await first.editor.focus();
  await first.editor.press('ControlOrMeta+End');
  await first.editor.type('// last words');
  await page.bringToFront();
  await bar.takeOver();
  await expect(bar.otherTab).toHaveCount(0);
  await expect(second.editor.panel).toContainText('// last words');
  const firstBar = new SharedBar(first.page);
  await expect(firstBar.otherTab).toContainText('taken this project over');
  await second.run();
  await second.terminal.shows('written');
  await second.isSaved();
  await expect(first.files.item('made-by-program.txt')).toBeVisible();

  // A copy is a project of its own.
  await first.page.bringToFront();
  await firstBar.openCopy();
  await expect(firstBar.otherTab).toHaveCount(0);
  await first.projects.isOpen('Hello 2');
  await first.editor.write('// only in the copy\n');
  await first.isSaved();
  await expect(second.editor.panel).toContainText('// last words');

  // Where the other tab closes, this one may write.
  await first.projects.open('Hello');
  await expect(firstBar.otherTab).toBeVisible();
  await page.close();
  await expect(firstBar.otherTab).toHaveCount(0);
  await first.editor.write('// mine again\n');
  await first.isSaved();
});
