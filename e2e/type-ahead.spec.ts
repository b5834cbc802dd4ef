import { expect, test } from './test.ts';

const ASKS = `#include <stdio.h>
int main(void) {
int a = 0;
  printf("n? ");
  scanf("%d", &a);
  printf("[%d]\\n", a);
}
`;

test('what is typed from the press of Run on goes to the program, once', async ({ ide }) => {
  await ide.editor.write(`${ASKS}// first\n`);
  await ide.editor.press('ControlOrMeta+Enter');
  await ide.page.keyboard.type('77\n');
  await ide.terminal.shows('[77]');
  await ide.ended('exit 0');
  // Echoed once and printed once; the page's own lines may come between two keys.
  const text = (await ide.terminal.allText()).replaceAll(/^▸.*$/gm, '');
  expect(text.match(/7/g)).toHaveLength(4);
});

test('what is typed while nothing runs, or for a run that was stopped, is for no program', async ({ ide }) => {
  await ide.editor.write(`${ASKS}// second\n`);
  await ide.terminal.type('11\n');
  await ide.editor.focus();
  await ide.editor.press('ControlOrMeta+Enter');
  await ide.page.keyboard.type('22\n');
  await ide.page.keyboard.press('Control+C');
  await ide.ended(/stopped|exit 0/);

  await ide.editor.write(`${ASKS}// third\n`);
  await ide.run();
  await ide.terminal.shows(/n\?/);
  await ide.terminal.type('33\n');
  await ide.terminal.shows('[33]');
  await ide.ended('exit 0');
  expect(await ide.terminal.allText()).not.toContain('[11]');
});
