import { Descriptors } from './pages/descriptors.ts';
import { retype } from './pages/retype.ts';
import { Trace } from './pages/trace.ts';
import { expect, test } from './test.ts';

const MAIN = `#include <fcntl.h>
#include <preopen/spawn.h>
#include <stdio.h>
#include <sys/stat.h>

int main(void) {
  mkdir("docs", 0777);
  fclose(fopen("docs/note.txt", "w"));
  struct preopen_handed handed[] = {
    { .from = 0, .to = 0, .uses = PREOPEN_READ },
    { .from = 1, .to = 1, .uses = PREOPEN_WRITE },
    { .from = open("docs", O_RDONLY | O_DIRECTORY), .as = "/in", .uses = PREOPEN_READ },
  };
  int child = preopen_spawn("reader.c", 0, handed, 3);
  return preopen_wait(child);
}
`;

/** Tries what is typed, and says how it went. */
const READER = `#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  char mode[8];
  for (;;) {
    printf("reader> ");
    if (!fgets(mode, sizeof mode, stdin)) return 0;
    mode[1] = 0;
    FILE *note = fopen("/in/note.txt", mode);
    printf("%s: %s\\n", mode, note ? "opened" : strerror(errno));
    if (note) fclose(note);
  }
}
`;

test('a program starts another with less than it has: both are shown, and lose together what is revoked', async ({
  ide,
}) => {
  const calls = new Trace(ide.page, ide.palette);
  const descriptors = new Descriptors(ide.page);
  await ide.files.create('reader.c');
  await expect(ide.editor.textOf('reader.c')).toBeAttached();
  await ide.editor.write(READER);
  await ide.files.open('main.c');
  await expect(ide.editor.textOf('main.c')).toBeAttached();
  await ide.editor.write(MAIN);
  await calls.record();
  await descriptors.open();
  await ide.run();
  await ide.terminal.shows('reader>');

  // Both hold a folder; the child's was handed on.
  await expect(descriptors.row('3 /')).toContainText('/project');
  const handed = descriptors.row('3 /in of reader 1');
  await expect(handed).toContainText('handed on from 5 /docs');
  await descriptors.show('Graph');
  await expect(descriptors.graph).toContainText('reader 1');
  await descriptors.show('Table');

  await ide.terminal.type('w\n');
  await ide.terminal.shows('w: Capabilities insufficient');
  await descriptors.act('Revoke', '3 /');
  await expect(handed).toContainText('revoked');
  await ide.terminal.type('r\n');
  await ide.terminal.shows('r: Capabilities insufficient');

  // Stop ends both.
  await ide.stop();
  await ide.ended('stopped');

  await calls.open();
  await retype(calls.search, '[reader 1] path_open');
  await expect(calls.rows).toHaveCount(2);
  await expect(calls.rows.first()).toContainText('reader.c:');
  await calls.choose(calls.rows.first());
  await expect(calls.details).toContainText('Made by reader 1, which the program started.');
  await expect(calls.details).toContainText('does not hold path_create_file');
  await calls.close();
});
