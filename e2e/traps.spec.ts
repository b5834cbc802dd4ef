import { expect, test } from './test.ts';

const TRAPS = [
  {
    what: 'a call through a null pointer',
    says: 'called a function pointer that is null',
    code: 'int main(void) {\n  void (*volatile f)(void) = 0;\n  f();\n}\n',
  },
  {
    what: 'a write far out of bounds',
    says: 'touched memory outside its own',
    code: 'int main(void) {\n  volatile char *p = (char *)0x7ffffff0;\n  *p = 1;\n}\n',
  },
  {
    what: 'code that must never be reached',
    says: 'reached code that must never run',
    code: 'int main(void) {\n  __builtin_trap();\n}\n',
  },
  {
    what: 'abort()',
    says: 'called abort()',
    code: '#include <stdlib.h>\nint main(void) {\n  abort();\n}\n',
  },
  {
    what: 'a failed assertion',
    says: /Assertion failed: 1 \+ 1 == 3.*failed assertion/,
    code: '#include <assert.h>\nint main(void) {\n  assert(1 + 1 == 3);\n}\n',
  },
  {
    what: 'recursion without end',
    says: 'used up its stack',
    code: 'int deeper(volatile int *above) {\n  volatile int here[64] = {*above};\n  return deeper(here) + here[0];\n}\nint main(void) {\n  volatile int start = 0;\n  return deeper(&start);\n}\n',
  },
  {
    what: 'a division by zero',
    says: 'divided 7 by zero',
    code: 'int main(void) {\n  volatile int seven = 7, zero = 0;\n  return seven / zero;\n}\n',
  },
  {
    what: 'more memory than there can be, from the start',
    says: /memory/,
    code: 'static volatile char huge[4000000000u];\nint main(int argc, char **argv) {\n  huge[argc * 1000000000u] = 1;\n  return huge[0] + (argv == 0);\n}\n',
  },
] as const;

// One page for all of them: each program is also the one that runs after the trap before it.
test('every kind of trap is explained in a sentence, and the next program runs', async ({ ide }) => {
  test.slow();
  for (const { what, says, code } of TRAPS) {
    await test.step(what, async () => {
      await ide.terminal.clear();
      await ide.runCode(code);
      await ide.terminal.shows(says);
      await expect(ide.runButton).toBeEnabled();
      await expect(ide.status).not.toContainText('exit 0');
      await expect(ide.alerts).toHaveCount(0);
    });
  }
  await ide.terminal.clear();
  await ide.runCode('#include <stdio.h>\nint main(void) {\n  puts("all is well");\n}\n');
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
