import { expectAccessible } from './accessible.ts';
import { Descriptors } from './pages/descriptors.ts';
import { expect, test as base } from './test.ts';

const test = base.extend<{ readonly descriptors: Descriptors }>({
  descriptors: ({ ide }, use) => use(new Descriptors(ide.page)),
});

/** Does one thing for each line that is typed, and says how it went. */
const COMMANDS = `#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void said(const char *what, long result) {
  printf("%s: %s\\n", what, result < 0 ? strerror(errno) : "done");
}

int main(void) {
  char line[80], c;
  int notes = open("notes", O_RDWR | O_CREAT | O_TRUNC, 0666);
  write(notes, "text", 4);
  mkdir("folder", 0777);
  int folder = open("folder", O_RDONLY | O_DIRECTORY);
  int inner = openat(folder, "inner", O_WRONLY | O_CREAT, 0666);
  for (;;) {
    printf("> ");
    if (!fgets(line, sizeof line, stdin)) {
      printf("no more input: %s\\n", strerror(errno));
      return 2;
    }
    if (*line == 'w') said("write", write(notes, "more", 4));
    if (*line == 'r') said("read", lseek(notes, 0, SEEK_SET) < 0 ? -1 : read(notes, &c, 1));
    if (*line == 'i') said("inner", write(inner, "x", 1));
    if (*line == 'o') said("open", open("other", O_RDWR | O_CREAT, 0666));
    if (*line == 'q') return 0;
  }
}
`;

test('what a waiting program holds is shown, and taken back of; its next call fails', async ({ ide, descriptors }) => {
  await descriptors.open();
  // Before anything runs: what it will be granted.
  await expect(descriptors.panel).toContainText('What the next run is granted');
  await expect(descriptors.row('3 /')).toContainText('/project');
  // A row opens wherever it is pressed.
  await descriptors.row('3 /').getByText('The folder:').click();
  await expect(descriptors.panel.getByRole('checkbox', { name: /^Ask me before/ })).toBeVisible();
  await descriptors.row('3 /').getByText('The folder:').click();
  await expect(descriptors.panel.getByRole('checkbox', { name: /^Ask me before/ })).toHaveCount(0);
  await ide.runCode(COMMANDS);
  await ide.terminal.shows('>');
  const notes = descriptors.row('5 /notes');
  await expect(notes).toContainText('new');
  await expect(notes).toContainText('/project/notes');
  await expect(notes).toContainText('from 3 /');
  await expect(notes).toContainText('at byte 4');
  await expect(descriptors.row('7 /folder/inner')).toContainText('write');

  await descriptors.drop('5 /notes', 'fd_write');
  await expect(notes).toContainText('withdrawn: write');
  await expect(notes).toContainText('changed');
  await ide.terminal.type('w\n');
  await ide.terminal.shows('write: Bad file descriptor');
  await ide.terminal.type('r\n');
  await ide.terminal.shows('read: done');
  await expect(notes).toContainText('at byte 1');

  await descriptors.act('Close', '5 /notes');
  await expect(notes).toContainText('closed');
  await ide.terminal.type('r\n');
  await ide.terminal.shows('read: Bad file descriptor');

  await ide.terminal.type('i\n');
  await ide.terminal.shows('inner: done');
  await descriptors.act('Revoke', '3 /');
  for (const name of ['3 /', '6 /folder', '7 /folder/inner'])
    await expect(descriptors.row(name)).toContainText('revoked');
  await expect(descriptors.row('4 /tmp')).not.toContainText('revoked');
  await ide.terminal.type('i\n');
  await ide.terminal.shows('inner: Bad file descriptor');
  await ide.terminal.type('o\n');
  await ide.terminal.shows('open: Capabilities insufficient');
  await expectAccessible(ide.page);

  await descriptors.show('Graph');
  await expect(descriptors.graph).toContainText('/folder/inner');
  await expect(descriptors.history).toHaveAttribute('aria-valuetext', /You revoked 3 \/ and 2 opened beneath it/);
  await expectAccessible(ide.page);

  // Back to before anything was opened, where the graph has only what was granted.
  await descriptors.history.focus();
  await ide.page.keyboard.press('Home');
  await expect(descriptors.history).toHaveAttribute('aria-valuetext', /^1 of .*What it was granted/);
  await expect(descriptors.graph).not.toContainText('/folder/inner');
  await expect(descriptors.graph).not.toContainText('revoked');
  await ide.page.keyboard.press('ArrowRight');
  await expect(descriptors.history).toHaveAttribute('aria-valuetext', /Opened 5 \/notes/);
  await descriptors.show('Table');
  await expect(notes).toContainText('new');
  await expect(descriptors.row('6 /folder')).toHaveCount(0);
  await descriptors.latestButton.click();
  await expect(descriptors.row('6 /folder')).toContainText('revoked');

  // What it waits on is taken away: it does not wait for good.
  await descriptors.act('Revoke', '0 stdin');
  await ide.terminal.shows('no more input: Bad file descriptor');
  await ide.ended('exit 2');
  await expect(descriptors.panel).toContainText('Ended.');
  await expect(descriptors.row('7 /folder/inner')).toContainText('revoked');
  await expect(descriptors.panel.getByRole('button', { name: /^Revoke/ })).toHaveCount(0);
  await descriptors.close();
});

test('a folder granted as ask asks, and the program goes on with the answer', async ({ ide, descriptors }) => {
  await descriptors.open();
  await descriptors.askBefore('3 /');
  await expect(descriptors.row('3 /')).toContainText('will ask');
  await descriptors.close();

  await ide.runCode(`#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static int opened(const char *path, int flags) {
  int fd = open(path, flags, 0666);
  printf("%s: %s\\n", path, fd < 0 ? strerror(errno) : "opened");
  return fd;
}
int main(void) {
  int first = opened("first", O_WRONLY | O_CREAT);
  printf("wrote %zd\\n", write(first, "abc", 3));
  opened("second", O_WRONLY | O_CREAT);
  opened("first", O_RDONLY);
  opened("third", O_WRONLY | O_CREAT);
  return 0;
}
`);
  await expect(descriptors.question).toContainText('wants to write to and create, if it is not there, /first');
  await expect(descriptors.question).toContainText('path_open');
  // The keyboard is at the question, not at an answer: what is typed answers nothing, nor does Escape.
  await expect(descriptors.question).toBeFocused();
  await ide.page.keyboard.press('Enter');
  await ide.page.keyboard.press('Space');
  await expectAccessible(ide.page);
  await ide.page.keyboard.press('Escape');
  await expect(ide.terminal.input).toBeFocused();
  await expect(descriptors.question).toContainText('/first');

  await descriptors.answer('Allow once');
  await ide.terminal.shows('first: opened');
  await ide.terminal.shows('wrote 3');
  await expect(descriptors.question).toContainText('/second');
  await descriptors.answer('Refuse');
  await ide.terminal.shows('second: Capabilities insufficient');
  await expect(descriptors.question).toContainText('wants to read /first');
  await descriptors.answer('Allow for this run');
  await ide.terminal.shows('third: opened');
  await ide.ended('exit 0');
  await expect(descriptors.question).toHaveCount(0);

  // Stop works while it asks.
  await ide.run();
  await expect(descriptors.question).toContainText('/first');
  await ide.stop();
  await ide.ended('stopped');
  await expect(descriptors.question).toHaveCount(0);
});
