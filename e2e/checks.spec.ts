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
  await ide.ended('stopped by a mistake');
  const said = await ide.terminal.allText();
  expect(said).toMatch(/before\s+▸ Stopped by a mistake at main\.c:8/);
  expect(said).toContain('allocated in make() at main.c:3');
  await ide.problems.open();
  await expect(ide.problems.of('main.c')).toContainText(
    'At run time: The program wrote 4 bytes after the end of a block',
  );

  await ide.outcome.getByRole('button', { name: 'More about this mistake' }).click();
  const more = ide.page.getByRole('dialog', { name: 'Outside a block from malloc' });
  await expect(more.getByRole('group', { name: 'What is said of it' })).toContainText(
    'Stopped by a mistake at main.c:8',
  );
  await more.getByRole('button', { name: 'Open this example' }).click();
  await expect(more).toHaveCount(0);
  await ide.projects.isOpen('Outside a block from malloc');
  await ide.run();
  await ide.terminal.shows('holds   08 00 00 00 09 00 00 00 │ .. .. .. ..');
  await ide.ended('stopped by a mistake');

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

/** Makes the mistake that its input says: compiled once for all of them. */
const MISTAKEN = `#include <stdio.h>
#include <stdlib.h>
struct node { int value; struct node *next; };
static int odd(volatile int *n);
static int even(volatile int *n) { volatile int here[64] = { *n }; return odd(here) + here[1]; }
static int odd(volatile int *n) { volatile int here[64] = { *n }; return even(here) + here[1]; }
int main(void) {
  struct node *volatile list = NULL;
  int *volatile p = malloc(8);
  volatile int n = 1;
  *p = 1;
  switch (getchar()) {
  case 'n': return list->value;
  case 'f': free(p); return *p;
  case 'r': return even(&n);
  }
  free(p);
  puts("all is well");
}
`;
const MISTAKES: readonly (readonly [what: string, typed: string, says: string | RegExp, ends: string])[] = [
  ['a null pointer', 'n', 'through a pointer that is NULL', 'stopped by a mistake'],
  ['a block that was freed', 'f', 'in a block that was freed before', 'stopped by a mistake'],
  ['recursion without an end', 'r', /(even\(\) calls odd\(\)|odd\(\) calls even\(\)), which calls/, 'trapped'],
];
const OTHERS = [
  {
    what: 'a value that was never set, found a moment after the run',
    code: '#include <stdio.h>\nint main(void) {\n  int n;\n  sscanf("no number", "%d", &n);\n  printf("%d\\n", n);\n}\n',
    says: 'it comes from the local variable n',
    ends: 'exit 0, with a mistake',
  },
  {
    what: 'what does not compile',
    code: 'int main(void) {\n  int n = 1\n  return n;\n}\n',
    says: "expected ';'",
    ends: '1 error',
  },
] as const;

test('each kind of mistake is said in plain words, and the next program runs', async ({ ide }) => {
  test.slow();
  for (const { what, code, says, ends } of OTHERS) {
    await test.step(what, async () => {
      await ide.runCode(code);
      await ide.ended(ends);
      await ide.problems.open();
      await expect(ide.problems.items.filter({ hasText: says })).toHaveCount(1);
    });
  }
  await ide.editor.write(MISTAKEN);
  for (const [what, typed, says, ends] of MISTAKES) {
    await test.step(what, async () => {
      await ide.run();
      await ide.isRunning();
      await ide.terminal.open();
      await ide.terminal.type(`${typed}\n`);
      await ide.ended(ends);
      await ide.problems.open();
      await expect(ide.problems.items.filter({ hasText: says })).toHaveCount(1);
    });
  }
  await ide.terminal.clear();
  await ide.run();
  await ide.isRunning();
  await ide.terminal.type('\n');
  await ide.terminal.shows('all is well');
  await ide.ended('exit 0');
});
