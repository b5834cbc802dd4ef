import { describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';

const toolchain = NodeToolchain.load();

const PROGRAMS = [
  {
    what: 'a block to which no pointer is left',
    source: 'int main(void) {\n  char *p = malloc(7);\n  p = NULL;\n  return 3 + (p != NULL);\n}',
    code: 3,
    says: [/^A block of 7 bytes allocated in main\(\) at main\.c:3 was never freed, and no pointer to it is left$/],
  },
  {
    what: 'blocks that a global variable leads to',
    source:
      'static struct node { struct node *next; } *list;\nint main(void) {\n  for (int i = 0; i < 3; i++) {\n    struct node *one = malloc(sizeof *one);\n    one->next = list;\n    list = one;\n  }\n}',
    code: 0,
    says: [/^3 blocks, 12 bytes, allocated in main\(\) at main\.c:5 were not freed; a pointer to them is still there$/],
  },
  {
    what: 'what exit() leaves',
    source:
      'static void stop(void) { exit(2); }\nint main(int argc, char **argv) {\n  char *p = malloc(5);\n  p[0] = argv[0][0];\n  if (p[0] != 1) stop();\n  free(p);\n  return argc;\n}',
    code: 2,
    says: [
      /^A block of 5 bytes allocated in main\(\) at main\.c:4 was not freed(; a pointer| when the program called exit\(\))/,
    ],
  },
] as const;

describe('what is not freed is noted, and changes no status', () => {
  it.each(
    PROGRAMS.flatMap((program) => (['-O0', '-O1'] as const).map((optimization) => ({ ...program, optimization }))),
  )('$what, $optimization', async ({ source, code, says, optimization }) => {
    const project = bootC(toolchain, { 'main.c': `#include <stdlib.h>\n${source}\n` }, { checks: 'on', optimization });
    const { outcome } = await project.run();
    expect(outcome).toMatchObject({ kind: 'exited', code });
    if (outcome.kind !== 'exited') return;
    expect(outcome.leaks).toHaveLength(says.length);
    for (const [i, words] of says.entries()) expect(outcome.leaks?.[i]).toMatch(words);
  });
});

it('notes nothing of a program that freed all, by return or by exit(), or that ended by a mistake', async () => {
  for (const end of ['return 0;', 'exit(0);', 'abort();', '*(volatile int *)NULL = 1;']) {
    const isMistake = end.startsWith('*') || end.startsWith('abort');
    const source = `#include <stdlib.h>\nint main(void) {\n  char *volatile p = malloc(9);\n  ${isMistake ? '' : 'free(p);'}\n  ${end}\n}\n`;
    const { outcome } = await bootC(toolchain, { 'main.c': source }, { checks: 'on' }).run();
    expect(outcome).not.toHaveProperty('leaks');
    expect(outcome.kind).toBe(isMistake ? 'trapped' : 'exited');
  }
});
