import { expect, test } from './test.ts';

test('what one run writes, the next one reads, and Files shows it', async ({ ide }) => {
  await ide.runCode(`#include <stdio.h>
int main(void) {
  FILE *file = fopen("notes.txt", "w");
  fputs("from the first run\\n", file);
  return fclose(file);
}
`);
  await ide.ended('exit 0');
  await expect(ide.files.item('notes.txt')).toBeVisible();

  await ide.runCode(`#include <stdio.h>
int main(void) {
  char line[80];
  FILE *file = fopen("notes.txt", "r");
  printf("read: %s", fgets(line, sizeof line, file));
  return fclose(file);
}
`);
  await ide.terminal.shows('read: from the first run');
  await ide.ended('exit 0');

  await ide.files.open('notes.txt');
  await expect(ide.editor.panel).toContainText('from the first run');
});

test('an open file shows what a program makes of it', async ({ ide }) => {
  await ide.files.create('log.txt');
  await ide.editor.write('before\n');
  await ide.editor.tab('main.c').click();
  await ide.runCode('#include <stdio.h>\nint main(void) {\n  fputs("after\\n", fopen("log.txt", "a"));\n}\n');
  await ide.ended('exit 0');
  await ide.editor.tab('log.txt').click();
  await expect(ide.editor.panel).toContainText(/before\s*after/);
});

/** Fills what `/tmp` holds but for 1,000 bytes, and lets two descriptors write to it that do not wait for each answer. */
const LAST_ROOM = String.raw`#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char text[700];

static void put(int fd, size_t bytes) {
  if (write(fd, text, bytes) != (ssize_t)bytes) printf("%zu bytes: %s\n", bytes, strerror(errno));
}

static long size_of(const char *path) {
  struct stat found;
  return stat(path, &found) ? -1L : (long)found.st_size;
}

int main(void) {
  int big = open("/tmp/big", O_CREAT | O_WRONLY, 0666);
  int a = open("/tmp/a", O_CREAT | O_WRONLY, 0666), b = open("/tmp/b", O_CREAT | O_WRONLY, 0666);
  if (ftruncate(big, (256 << 20) - 1000)) perror("/tmp/big");
  put(a, 1);
  put(b, 1);
  put(a, 700);
  put(b, 700);
  put(b, 298);
  put(b, 1);
  printf("closed: %d %d\n", close(a), close(b));
  printf("a holds %ld, b holds %ld\n", size_of("/tmp/a"), size_of("/tmp/b"));
  close(big);
  unlink("/tmp/big");
}
`;

test('two files that share the last room: what does not fit is refused, and nothing that was taken is lost', async ({
  ide,
}) => {
  await ide.runCode(LAST_ROOM);
  await ide.ended('exit 0');
  const said = await ide.terminal.allText();
  expect(said).toMatch(
    /700 bytes: No space left on device\s+1 bytes: No space left on device\s+closed: 0 0\s+a holds 701, b holds 299/,
  );
});

test('files and folders are made, renamed and deleted', async ({ ide }) => {
  await ide.files.create('draft.txt');
  await expect(ide.editor.tab('draft.txt')).toHaveAttribute('aria-selected', 'true');
  await ide.editor.write('a draft\n');

  await ide.files.rename('draft.txt', 'final.txt');
  await expect(ide.files.item('draft.txt')).toHaveCount(0);
  await expect(ide.editor.tab('final.txt')).toHaveAttribute('aria-selected', 'true');
  await expect(ide.editor.panel).toContainText('a draft');

  await ide.files.createFolder('archive');
  await expect(ide.files.item('archive')).toHaveAttribute('aria-expanded', 'true');

  await ide.files.delete('final.txt');
  await expect(ide.editor.tab('final.txt')).toHaveCount(0);
  await ide.files.delete('archive');
  await expect(ide.files.items).toHaveText(['main.c']);
});

test('a name that is taken is refused in words', async ({ ide }) => {
  await ide.files.panel.getByRole('button', { name: 'New file' }).click();
  const field = ide.files.panel.getByRole('textbox', { name: 'Name of the new file' });
  await field.pressSequentially('main.c');
  await expect(ide.files.panel.getByRole('alert')).toContainText('“main.c” already exists here');
  await field.press('Escape');
  await expect(ide.files.items).toHaveText(['main.c']);
});

test('names with spaces and letters of any language work for page and program alike', async ({ ide }) => {
  const name = 'grüße an 你好.txt';
  await ide.files.create(name);
  await ide.editor.write('Καλημέρα\n');
  await ide.files.open('main.c');
  await ide.runCode(`#include <stdio.h>
int main(void) {
  char line[80];
  FILE *file = fopen("${name}", "r");
  printf("read: %s", fgets(line, sizeof line, file));
  return fclose(file);
}
`);
  await ide.terminal.shows('read: Καλημέρα');
  await ide.ended('exit 0');
});

test('a project of several files, with a header that is included through “..”', async ({ ide }) => {
  await ide.editor.write(`#include <stdio.h>
#include "include/area.h"
int main(void) {
  printf("%d\\n", area(6, 7));
}
`);
  await ide.files.createFolder('include');
  await ide.files.item('include').click();
  await ide.files.item('include').click();
  await ide.files.create('area.h');
  await ide.editor.write('int area(int width, int height);\n');

  await ide.files.item('main.c').click();
  await ide.files.createFolder('src');
  await ide.files.item('src').click();
  await ide.files.item('src').click();
  await ide.files.create('area.c');
  await ide.editor.write(
    '#include "../include/area.h"\nint area(int width, int height) {\n  return width * height;\n}\n',
  );

  await ide.run();
  await ide.terminal.shows('42');
  await ide.ended('exit 0');
  await expect(ide.terminal.screen).toContainText(/(2 files|main\.c|src\/area\.c) compiled in|already compiled/);
});

test('two tabs keep their own text and cursor', async ({ ide }) => {
  await ide.editor.write('int main(void) { return 0; }\n');
  await ide.files.create('second.c');
  await ide.editor.write('int second(void) { return 2; }\n');

  await ide.editor.tab('main.c').click();
  await expect(ide.editor.panel).toContainText('int main(void)');
  await expect(ide.editor.panel).not.toContainText('int second(void)');
  await ide.editor.tab('second.c').click();
  await expect(ide.editor.panel).toContainText('int second(void)');

  await ide.editor.close('second.c');
  await expect(ide.editor.tabs).toHaveCount(1);
  await expect(ide.editor.panel).toContainText('int main(void)');
  // Closing a tab is no deletion.
  await expect(ide.files.item('second.c')).toBeVisible();
});
