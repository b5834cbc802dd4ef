import { expect, test } from './test.ts';

test('a dialogue with scanf: prompts come before each answer, typed key by key', async ({ ide }) => {
  await ide.runCode(`#include <stdio.h>
int main(void) {
  int a, b;
  printf("a: ");
  scanf("%d", &a);
  printf("b: ");
  scanf("%d", &b);
  printf("sum %d\\n", a + b);
}
`);
  await ide.terminal.shows('a:');
  await ide.terminal.type('40\n');
  await ide.terminal.shows('b:');
  await ide.terminal.type('2\n');
  await ide.terminal.shows('sum 42');
  await ide.ended('exit 0');
  await expect(ide.terminal.rows).toContainText(['a: 40', 'b: 2', 'sum 42']);
});

test('Backspace takes back whole characters, wide ones too, from the screen and from what is read', async ({ ide }) => {
  await ide.runCode(READS_A_LINE);
  await ide.terminal.shows('Line:');
  await ide.terminal.type('abx');
  await ide.terminal.press('Backspace');
  await ide.terminal.compose('你');
  await ide.terminal.compose('好');
  await ide.terminal.press('Backspace');
  await ide.terminal.shows('Line: ab你');
  await ide.terminal.type('!\n');
  await ide.terminal.shows('read 6 bytes: ab你!');
  await ide.ended('exit 0');
  await expect(ide.terminal.rows).toContainText([/^Line: ab你!\s*$/, 'read 6 bytes']);
});

test('text that comes without a key, as from an emoji picker, is read too', async ({ ide, browserName }) => {
  test.skip(browserName === 'firefox', 'Over BiDi, Firefox is sent a key for it, as no emoji picker does');
  await ide.runCode(READS_A_LINE);
  await ide.terminal.shows('Line:');
  await ide.terminal.insert('🦆');
  await ide.terminal.type('!\n');
  await ide.terminal.shows('read 5 bytes: 🦆!');
  await ide.ended('exit 0');
});

test('Ctrl+U empties the line', async ({ ide }) => {
  await ide.runCode(READS_A_LINE);
  await ide.terminal.shows('Line:');
  await ide.terminal.type('wrong');
  await ide.terminal.press('Control+U');
  await ide.terminal.type('right\n');
  await ide.terminal.shows('read 5 bytes: right');
  await ide.ended('exit 0');
  await expect(ide.terminal.rows).toContainText([/^Line: right\s*$/]);
});

test('Ctrl+D ends a loop that reads until there is nothing more', async ({ ide }) => {
  await ide.runCode(SUMS);
  await ide.terminal.shows('Numbers:');
  await ide.terminal.type('1\n2\n');
  await ide.terminal.press('Control+D');
  await ide.terminal.shows('2 numbers, sum 3');
  await ide.ended('exit 0');
});

test('several pasted lines are read one after the other', async ({ ide }) => {
  await ide.runCode(SUMS);
  await ide.terminal.shows('Numbers:');
  await ide.terminal.paste('10\n20\n30\n');
  await ide.terminal.press('Control+D');
  await ide.terminal.shows('3 numbers, sum 60');
  await ide.ended('exit 0');
});

test('what is typed while nothing reads is there when the program asks', async ({ ide }) => {
  await ide.runCode(`#include <stdio.h>
#include <time.h>
int main(void) {
  char line[40];
  puts("busy");
  for (time_t until = time(NULL) + 2; time(NULL) < until;) {}
  fgets(line, sizeof line, stdin);
  printf("got %s", line);
}
`);
  await ide.terminal.shows('busy');
  await ide.terminal.type('early\n');
  await ide.terminal.shows('got early');
  await ide.ended('exit 0');
});

const READS_A_LINE = `#include <stdio.h>
#include <string.h>
int main(void) {
  char line[80];
  printf("Line: ");
  fgets(line, sizeof line, stdin);
  line[strcspn(line, "\\n")] = 0;
  printf("read %zu bytes: %s\\n", strlen(line), line);
}
`;

const SUMS = `#include <stdio.h>
int main(void) {
  int n, count = 0, sum = 0;
  puts("Numbers:");
  while (scanf("%d", &n) == 1) {
    sum += n;
    count++;
  }
  printf("%d numbers, sum %d\\n", count, sum);
}
`;
