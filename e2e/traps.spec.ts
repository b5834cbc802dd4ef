import { expect, test } from './test.ts';

/** Ends as its input says: compiled once, for all but what a program cannot even begin with. */
const ENDS = `#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
static int deeper(volatile int *above) {
  volatile int here[64] = {*above};
  return deeper(here) + here[0];
}
int main(void) {
  void (*volatile nothing)(void) = 0;
  volatile char *outside = (char *)0x7ffffff0;
  volatile int seven = 7, zero = 0;
  switch (getchar()) {
  case 'n': nothing(); break;
  case 'o': *outside = 1; break;
  case 'u': __builtin_trap();
  case 'a': abort();
  case 'f': assert(1 + 1 == 3); break;
  case 'r': return deeper(&zero);
  case 'd': return seven / zero;
  }
  puts("all is well");
}
`;
const TRAPS: readonly (readonly [what: string, typed: string, says: string | RegExp])[] = [
  ['a call through a null pointer', 'n', 'called a function pointer that is null'],
  ['a write far out of bounds', 'o', 'touched memory outside its own'],
  ['code that must never be reached', 'u', 'reached code that must never run'],
  ['abort()', 'a', 'called abort()'],
  ['a failed assertion', 'f', /Assertion failed: 1 \+ 1 == 3.*failed assertion/],
  ['recursion without end', 'r', 'used up its stack'],
  ['a division by zero', 'd', 'divided 7 by zero'],
];
const HUGE =
  'static volatile char huge[4000000000u];\nint main(int argc, char **argv) {\n  huge[argc * 1000000000u] = 1;\n  return huge[0] + (argv == 0);\n}\n';

// One page for all of them: each program is also the one that runs after the trap before it.
test('every kind of trap is explained in a sentence, and the next program runs', async ({ ide }) => {
  test.slow();
  const trapped = async (says: string | RegExp): Promise<void> => {
    await ide.terminal.shows(says);
    await expect(ide.runButton).toBeEnabled();
    await expect(ide.status).not.toContainText('exit 0');
    await expect(ide.alerts).toHaveCount(0);
  };
  await test.step('more memory than there can be, from the start', async () => {
    await ide.runCode(HUGE);
    await trapped(/memory/);
  });
  await ide.editor.write(ENDS);
  for (const [what, typed, says] of TRAPS) {
    await test.step(what, async () => {
      await ide.terminal.clear();
      await ide.run();
      await ide.isRunning();
      await ide.terminal.type(`${typed}\n`);
      await trapped(says);
    });
  }
  await ide.terminal.clear();
  await ide.run();
  await ide.isRunning();
  await ide.terminal.type('\n');
  await ide.terminal.shows('all is well');
  await ide.ended('exit 0');
});

test('where it happened is said by file and line, and leads there', async ({ ide }) => {
  await ide.runCode(`#include <stdio.h>
static int divide(int a, int b) {
  return a / b;
}
int main(void) {
  volatile int seven = 7, zero = 0;
  printf("%d\\n", divide(seven, zero));
}
`);
  await ide.terminal.shows('divided 7 by zero');
  await expect(ide.terminal.screen).toContainText('main.c:3');
  await ide.problems.open();
  await expect(ide.problems.items.first()).toContainText('divided 7 by zero');
  await ide.problems.jumpTo('divided 7 by zero');
  await expect(ide.editor.textOf('main.c')).toBeFocused();
});

test('what was printed before the end is not lost', async ({ ide }) => {
  await ide.runCode('#include <stdio.h>\nint main(void) {\n  puts("before");\n  __builtin_trap();\n}\n');
  await ide.terminal.shows('reached code that must never run');
  await expect(ide.terminal.rows).toContainText(['before', 'reached code that must never run']);
});
