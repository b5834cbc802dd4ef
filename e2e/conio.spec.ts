import type { Ide } from './pages/ide.ts';
import { expect, test } from './test.ts';

/** One key, one move; the cursor and all else are drawn by conio. */
const GAME = `#include <conio.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
  int x = 40, y = 5, moves = 0;
  clrscr();
  _setcursortype(_NOCURSOR);
  textcolor(LIGHTGREEN);
  cputs("Arrows move, q quits");
  for (;;) {
    gotoxy(x, y);
    putch('@');
    gotoxy(1, 2);
    cprintf("at %d,%d ", x, y);
    while (!kbhit()) usleep(5000);
    int key = getch();
    gotoxy(x, y);
    putch('.');
    if (key == 'q') break;
    if (key != 0 && key != 224) continue;
    moves++;
    switch (getch()) {
    case 72: y--; break;
    case 80: y++; break;
    case 75: x--; break;
    case 77: x++; break;
    }
  }
  gotoxy(1, 9);
  printf("%d moves, cursor in row %d\\n", moves, wherey());
}
`;

const ASKS = `#include <stdio.h>
int main(void) {
  char line[40];
  printf("Line: ");
  fgets(line, sizeof line, stdin);
  printf("read %s", line);
}
`;

test('a game reads single keys at once and without echo, and ends as it wants', async ({ ide }) => {
  await start(ide);
  await ide.terminal.press('ArrowRight');
  await ide.terminal.shows('at 41,5');
  await ide.terminal.type('wxyz');
  await ide.terminal.press('ArrowDown');
  await ide.terminal.shows('at 41,6');
  await ide.terminal.press('ArrowUp');
  await ide.terminal.shows('at 41,5');
  await expect(ide.terminal.screen).not.toContainText('wxyz');
  await ide.terminal.press('q');
  await ide.terminal.shows('3 moves, cursor in row 9');
  await ide.ended('exit 0');
});

for (const { by, stop } of [
  { by: 'the Stop button', stop: (ide) => ide.stop() },
  { by: 'Ctrl+C', stop: (ide) => ide.terminal.press('Control+C') },
] satisfies readonly { by: string; stop: (ide: Ide) => Promise<void> }[]) {
  test(`a game stopped by ${by} leaves a terminal that edits lines`, async ({ ide }) => {
    await start(ide);
    await ide.terminal.press('ArrowLeft');
    await ide.terminal.shows('at 39,5');
    await stop(ide);
    await expect(ide.status).toContainText('stopped');

    await ide.runCode(ASKS);
    await ide.terminal.shows('Line:');
    await ide.terminal.type('abx');
    await ide.terminal.press('Backspace');
    await ide.terminal.type('c\n');
    await ide.terminal.shows('read abc');
    await ide.ended('exit 0');
    // What the game drew further right in this row is still there.
    await expect(ide.terminal.rows).toContainText([/^Line: abc\s/]);
  });
}

test('a pause at the end waits for any key', async ({ ide }) => {
  await ide.runCode(`#include <conio.h>
#include <stdio.h>
int main(void) {
  int n;
  clrscr();
  printf("Enter a number: ");
  scanf("%d", &n);
  printf("%d", n * n);
  getch();
}
`);
  await ide.terminal.shows('Enter a number:');
  await ide.terminal.type('12\n');
  await ide.terminal.shows('144');
  await expect(ide.status).toContainText('running');
  await ide.terminal.press('Space');
  await ide.ended('exit 0');
});

test('on a phone, keys of the screen are keys of the game', async ({ ide, browserName }) => {
  test.skip(browserName === 'firefox', 'Over BiDi, Firefox is sent a key, as no keyboard on a screen does');
  const before = ide.page.viewportSize();
  await ide.page.setViewportSize({ width: 390, height: 844 });
  await ide.page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Editor' }).click();
  await start(ide);
  await ide.terminal.tapKey('Down');
  await ide.terminal.shows('at 40,6');
  await ide.terminal.insert('q');
  await ide.terminal.shows('1 moves');
  await ide.ended('exit 0');
  if (before) await ide.page.setViewportSize(before);
});

async function start(ide: Ide): Promise<void> {
  await ide.runCode(GAME);
  await ide.terminal.shows('at 40,5');
}
