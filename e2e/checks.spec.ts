import { expect, test } from './test.ts';

const PAST_THE_END = `#include <stdio.h>
#include <stdlib.h>
static int *make(int n) { return malloc(n * sizeof(int)); }
int main(void) {
  int *p = make(10);
  puts("before");
  for (int i = 0; i <= 10; i++)
    p[i] = i;
  printf("%d\\n", p[3]);
  free(p);
}
`;

test('a mistake is stopped and explained, in the terminal and among the problems, unless one press wants none of it', async ({
  ide,
}) => {
  await expect(ide.checksButton).toHaveText('checks on');
  await ide.runCode(PAST_THE_END);
  await ide.terminal.shows('before');
  await ide.terminal.shows('Stopped by a mistake at main.c:8');
  await ide.terminal.shows('allocated in make() at main.c:3');
  await ide.ended('stopped by a mistake');
  await ide.problems.open();
  await expect(ide.problems.of('main.c')).toContainText(
    'At run time: The program wrote 4 bytes after the end of a block',
  );

  await ide.runCode(
    '#include <stdlib.h>\nint main(void) {\n  char *volatile p = malloc(7);\n  p = NULL;\n  return 3;\n}\n',
  );
  await ide.terminal.shows('A block of 7 bytes allocated in main() at main.c:3 was never freed');
  await ide.ended('exit 3');

  await ide.checksButton.click();
  await expect(ide.checksButton).toHaveText('checks off');
  await ide.terminal.clear();
  await ide.runCode(PAST_THE_END);
  await ide.terminal.shows('3');
  await ide.ended('exit 0');
});
