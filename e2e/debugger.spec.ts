import { expectAccessible } from './accessible.ts';
import { Debugger } from './pages/debugger.ts';
import { Descriptors } from './pages/descriptors.ts';
import { Trace } from './pages/trace.ts';
import { expect, test } from './test.ts';

const SUMS = `#include <stdio.h>
static int add(int a, int b) {
  int sum = a + b;
  return sum;
}
int main(void) {
  int n = 0;
  scanf("%d", &n);
  int twice = add(n, n);
  printf("twice %d\\n", twice);
  return 0;
}
`;

const CUT = `#include <stdlib.h>
struct node { int value; struct node *next; };
static void cut(struct node *at) {
  at->next->value = 1;
}
int main(void) {
  int fine = 7;
  struct node *head = calloc(fine, sizeof *head);
  cut(head);
  return 0;
}
`;

const REVERSED = `#include <stdio.h>
#include <stdlib.h>
struct node { int value; struct node *next; };
int main(void) {
  struct node *list = NULL, *done = NULL;
  for (int i = 3; i > 0; i--) {
    struct node *fresh = malloc(sizeof *fresh);
    *fresh = (struct node){i, list};
    list = fresh;
  }
  while (list) {
    struct node *next = list->next;
    list->next = done;
    done = list;
    list = next;
    printf("turned %d\\n", done->value);
  }
  return 0;
}
`;

const DANGLING = `#include <stdio.h>
#include <stdlib.h>
int main(void) {
  int *kept = malloc(sizeof *kept);
  *kept = 7;
  free(kept);
  FILE *notes = fopen("notes", "w");
  fputs("hello", notes);
  int flushed = fflush(notes);
  printf("flushed %d\\n", flushed);
  return 0;
}
`;

test('a program is stopped, stepped, answered and taken back, and goes on to its end', async ({ ide }) => {
  // A build for the debugger is one more.
  test.slow();
  const debug = new Debugger(ide);
  await ide.editor.write(SUMS);
  await debug.begin();
  await expect(debug.state).toContainText('Stopped at the first line of main, main.c:7 in main');
  await expect(debug.variables).toContainText('n = not set');
  await expect(debug.panel.getByRole('button', { name: 'Step back', exact: true })).toBeDisabled();

  await debug.press('Step over');
  await expect(debug.state).toContainText('main.c:8');
  await expect(debug.variables).toContainText('n = 0');
  await debug.press('Step over');
  await expect(debug.state).toContainText('Waiting for input');
  await ide.terminal.type('21\n');
  await expect(debug.state).toContainText('main.c:9');
  await expect(debug.variables).toContainText('n = 21 changed');

  await debug.press('Step into');
  await expect(debug.state).toContainText('main.c:3 in add');
  await expect(debug.callStack).toContainText('main.c:9');
  await expect(debug.variables).toContainText('b = 21');
  await debug.press('Step out');
  await expect(debug.state).toContainText('main.c:10 in main');
  await expect(debug.variables).toContainText('twice = 42');

  // Back across the input, which is not asked for again.
  await debug.press('Step back');
  await expect(debug.state).toContainText('main.c:9');
  await debug.press('Step back');
  await expect(debug.state).toContainText('main.c:8');
  await expect(debug.state).toContainText('What came later has happened already');
  await expect(debug.pastTerminal).toContainText('Printed later: 21');
  await expect(debug.inText.filter({ hasText: /n\s=\s0/ })).not.toHaveCount(0);
  await debug.timeline.focus();
  await ide.page.keyboard.press('End');
  await expect(debug.state).toContainText('main.c:10');
  await expect(debug.variables).toContainText('twice = 42');
  await expect(debug.pastTerminal).toBeHidden();
  await expectAccessible(ide.page);

  // Where the value came from: one press, with the keyboard, leads there.
  await debug.places('twice').getByRole('button', { name: 'Last write of twice' }).press('Enter');
  await expect(debug.state).toContainText('main.c:9 in main. This line writes to twice.');
  await debug.places('n').getByRole('button', { name: 'Break when n changes' }).press('Enter');
  await expect(debug.panel.getByRole('region', { name: 'Breaks on change' })).toContainText('n');
  await debug.press('Run back');
  await expect(debug.state).toContainText('Back at the first line of main');
  await debug.press('Continue');
  await expect(debug.state).toContainText('Stopped at a change, main.c:9 in main. n has changed, by main.c:8.');

  // A row for each time that the run came to a line, each of which leads there.
  await debug.panel.getByText('Table of a loop').click();
  await debug.panel.getByLabel('At lines').fill('3, 10');
  await debug.panel.getByLabel('Values').fill('a + b, twice');
  await debug.panel.getByRole('button', { name: 'Make the table' }).click();
  const passes = debug.panel.getByRole('region', { name: 'Passes' });
  await expect(passes.getByRole('row')).toHaveText([/Pass.*a \+ b.*twice/, /^1.*3.*42/, /^2.*10.*42/]);
  await expectAccessible(ide.page);
  await passes.getByRole('button', { name: 'Go to pass 1' }).press('Enter');
  await expect(debug.state).toContainText('main.c:3 in add');
  await debug.panel.getByRole('button', { name: 'Do not stop when n changes' }).press('Enter');
  await expect(debug.panel.getByRole('region', { name: 'Breaks on change' })).toHaveCount(0);
  await debug.press('Restart');
  await expect(debug.state).toContainText('main.c:7');
  await debug.press('Continue');
  await ide.terminal.shows('twice 42');
  await expect(debug.state).toContainText('The program has ended: exit 0. Its last line is main.c:11 in main.');
  await debug.press('Step back');
  await expect(debug.state).toContainText('Stopped, main.c:10 in main');
  await expect(debug.variables).toContainText('twice = 42');

  // Another answer to the question, and then another value, is another run from there on.
  await debug.press('Restart');
  await expect(debug.state).toContainText('main.c:7 in main');
  await debug.pastTerminal.getByRole('textbox', { name: 'Another answer' }).fill('5');
  await debug.pastTerminal.getByRole('button', { name: 'Begin a new future' }).click();
  await expect(debug.pastTerminal).toBeHidden();
  await debug.press('Continue');
  await expect(debug.state).toContainText('The program has ended');
  await ide.terminal.shows('twice 10');
  await debug.panel.getByRole('button', { name: 'Back to output' }).press('Enter');
  await expect(debug.state).toContainText('main.c:10 in main');
  await expect(debug.variables).toContainText('twice = 10');
  await debug.panel.getByRole('button', { name: 'Change twice' }).press('Enter');
  await debug.panel.getByRole('textbox', { name: 'New value of twice' }).fill('n * 3');
  await ide.page.keyboard.press('Enter');
  await expect(debug.variables).toContainText('twice = 15');
  await expect(debug.state).not.toContainText('What came later');
  await debug.press('Continue');
  await expect(debug.state).toContainText('The program has ended');
  await ide.terminal.shows('twice 15');
  await debug.press('Continue');
  await ide.ended('exit 0');
});

test('a mistake that a check finds is stood at, gone back from, and reported when the program is stopped', async ({
  ide,
}) => {
  // A build for the debugger is one more.
  test.slow();
  const debug = new Debugger(ide);
  await ide.editor.write(CUT);
  await debug.begin();
  await ide.palette.choose('Memory');
  await debug.press('Continue');
  await expect(debug.state).toContainText('The program wrote 4 bytes through a pointer that is NULL');
  await expect(debug.state).toContainText('Its last line is main.c:4 in cut.');
  await expect(debug.variables).toContainText('at = 0x');
  await expect(debug.memory.getByRole('img')).toBeVisible();
  await debug.memory.getByText('In words').click();
  await expect(debug.memory.getByRole('row', { name: 'at points at block 1' })).not.toHaveCount(0);
  await expect(debug.memory.getByRole('row', { name: 'next NULL' })).not.toHaveCount(0);
  await expectAccessible(ide.page);
  await debug.press('Step back');
  await expect(debug.state).toContainText('main.c:9 in main');
  await expect(debug.variables).toContainText('fine = 7');
  await ide.page.getByRole('button', { name: 'Stop', exact: true }).click();
  await ide.page.getByRole('tab', { name: 'Terminal' }).click();
  await ide.terminal.shows('Stopped by a mistake at main.c:4');
  await expect(debug.start).toBeEnabled();
});

test('a program stops where a breakpoint is, which moves with the text and is kept', async ({ ide }) => {
  // A build for the debugger is one more.
  test.slow();
  const debug = new Debugger(ide);
  await ide.editor.write(SUMS);
  await ide.editor.press('ControlOrMeta+Home');
  for (let line = 1; line < 4; line++) await ide.editor.press('ArrowDown');
  await ide.editor.press('F9');
  await expect(ide.page.locator('.breakpoint-mark')).toHaveCount(1);
  await ide.editor.press('ControlOrMeta+Home');
  await ide.editor.type('\n');
  await debug.begin();
  await expect(debug.state).toContainText('main.c:8 in main');
  await debug.press('Continue');
  await ide.terminal.type('4\n');
  await expect(debug.state).toContainText('Stopped at a breakpoint, main.c:5 in add');
  await expect(debug.variables).toContainText('sum = 8');

  await debug.panel.getByRole('textbox', { name: 'Expression to watch' }).fill('a + sum * 2');
  await debug.panel.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(debug.panel.getByRole('region', { name: 'Watch' })).toContainText('a + sum * 2 = 20');
  const breakpoints = debug.panel.getByRole('region', { name: 'Breakpoints' });
  await breakpoints.getByText('main.c:5').click();
  await breakpoints.getByLabel('Only where').fill('sum >');
  await breakpoints.getByRole('button', { name: 'Set' }).click();
  await expect(breakpoints.getByRole('alert')).toContainText('sum > cannot be read');
  await breakpoints.getByLabel('Only where').fill('sum > 100');
  await breakpoints.getByRole('button', { name: 'Set' }).click();
  await expect(breakpoints).toContainText('main.c:5, where sum > 100');
  await expectAccessible(ide.page);
  await debug.press('Run back');
  await expect(debug.state).toContainText('Back at the first line of main');
  await debug.press('Continue');
  await expect(debug.state).toContainText('The program has ended: exit 0.');
  await ide.page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(debug.start).toBeEnabled();
});

test('a list that is reversed is drawn, the keyboard goes through time, and a call leads to its moment', async ({
  ide,
}) => {
  // A build for the debugger is one more.
  test.slow();
  const debug = new Debugger(ide);
  const calls = new Trace(ide.page, ide.palette);
  await ide.editor.write(REVERSED);
  await debug.breakAt(16);
  await debug.begin();
  await ide.palette.choose('Memory');
  await debug.memory.getByText('In words').click();
  const list = debug.inWords('list');
  const done = debug.inWords('done');
  await expect(list).toHaveText('not set');
  for (const left of ['points at block 1', 'points at block 1', 'NULL']) {
    await debug.press('Continue');
    await expect(debug.state).toContainText('Stopped at a breakpoint, main.c:16');
    await expect(list).toHaveText(left);
  }
  await expect(debug.memory.locator('.memory-box.is-block')).toHaveCount(3);
  await expect(done).toHaveText('points at block 1');
  await expect(debug.block(1).getByRole('row')).toHaveText([/^Block 1/, 'value3', 'nextpoints at block 2']);
  await expect(debug.block(2).getByRole('row')).toHaveText([/^Block 2/, 'value2', 'nextpoints at block 3']);
  await expect(debug.block(3).getByRole('row')).toHaveText([/^Block 3/, 'value1', 'nextNULL']);

  // By keyboard to the stop before, and on again.
  await debug.timeline.focus();
  await ide.page.keyboard.press('ArrowLeft');
  await expect(debug.state).toContainText('main.c:15');
  await expect(list).toHaveText('points at block 1');
  await ide.page.keyboard.press('Home');
  await expect(debug.state).toContainText('main.c:5');
  await ide.page.keyboard.press('ArrowRight');
  await expect(debug.timeline).toHaveAttribute('aria-valuetext', /^Place 1 of \d+$/);
  await ide.page.keyboard.press('End');
  await expect(debug.state).toContainText('main.c:16');

  // From the moment to its calls, and from the call before to its moment.
  await debug.panel.getByRole('button', { name: 'Back to output' }).press('Enter');
  await expect(list).toHaveText('points at block 1');
  const there = await debug.timeline.inputValue();
  await debug.panel.getByRole('button', { name: 'System calls from this moment on' }).press('Enter');
  const chosen = calls.grid.getByRole('row', { selected: true });
  await expect(chosen).toContainText('fd_write');
  await expect(chosen).toContainText('main.c:16');
  await expectAccessible(ide.page);
  await calls.grid.focus();
  await ide.page.keyboard.press('ArrowUp');
  await expect(chosen).toContainText('fd_write');
  await calls.details.getByRole('button', { name: 'Go to this moment' }).press('Enter');
  await expect(debug.state).toContainText('main.c:16');
  await expect(debug.timeline).not.toHaveValue(there);
});

test('a dangling pointer is drawn as such, and a descriptor that is taken back while the program stands', async ({
  ide,
}) => {
  // A build for the debugger is one more.
  test.slow();
  const debug = new Debugger(ide);
  const descriptors = new Descriptors(ide.page);
  await ide.editor.write(DANGLING);
  await debug.breakAt(9);
  await debug.begin();
  await ide.palette.choose('Memory');
  await debug.memory.getByText('In words').click();
  await debug.press('Continue');
  await expect(debug.state).toContainText('main.c:9');
  await expect(debug.inWords('kept')).toHaveText('points at block 1, which is freed');
  await expect(debug.memory.locator('.memory-arrow.is-bad')).toHaveCount(1);
  await expect(debug.inWords('notes')).toContainText('points at');
  await descriptors.open();
  await descriptors.act('Revoke', '5 /notes');
  await expect(debug.memory).toContainText('taken back');
  await expectAccessible(ide.page);
  await ide.palette.choose('Debugger');
  await debug.press('Continue');
  await ide.page.getByRole('tab', { name: 'Terminal' }).click();
  await ide.terminal.shows('flushed -1');
});
