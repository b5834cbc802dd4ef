import type { Ide } from './pages/ide.ts';
import { expect, test } from './test.ts';

const SPINS = '#include <stdio.h>\nint main(void) {\n  puts("spinning");\n  while (1);\n}\n';
const PRINTS = '#include <stdio.h>\nint main(void) {\n  for (;;)\n    puts("x");\n}\n';
const SAYS_DONE = '#include <stdio.h>\nint main(void) {\n  puts("done");\n}\n';
/** What a person calls at once, on a machine that is busy with two browsers. */
const AT_ONCE = { timeout: 5_000 };

const STOPS: readonly (readonly [by: string, stop: (ide: Ide) => Promise<void>])[] = [
  ['the Stop button', (ide) => ide.stop()],
  ['Shift+Escape', (ide) => ide.page.keyboard.press('Shift+Escape')],
  ['Ctrl+C in the terminal', (ide) => ide.terminal.press('Control+C')],
];

test('an endless loop is stopped by button, by key and in the terminal, and the next run works', async ({ ide }) => {
  await ide.editor.write(SPINS);
  for (const [by, stop] of STOPS) {
    await test.step(by, async () => {
      await ide.terminal.clear();
      await ide.run();
      await ide.terminal.shows('spinning');
      await stop(ide);
      await expect(ide.status).toContainText('stopped', AT_ONCE);
      await expect(ide.terminal.screen).toContainText('stopped after');
    });
  }
  await ide.runCode(SAYS_DONE);
  await ide.terminal.shows('done');
  await ide.ended('exit 0');
});

test('a program that waits for input can be stopped', async ({ ide }) => {
  await ide.runCode('#include <stdio.h>\nint main(void) {\n  printf("Well? ");\n  return getchar();\n}\n');
  await ide.terminal.shows('Well?');
  await ide.terminal.press('Control+C');
  await expect(ide.status).toContainText('stopped', AT_ONCE);
});

test('endless output stops at once: what came before stays, and nothing comes after', async ({ ide }) => {
  await ide.runCode(PRINTS);
  await ide.terminal.shows(/x\s*x\s*x/);
  await ide.stop();
  await expect(ide.status).toContainText('stopped', AT_ONCE);
  await ide.terminal.shows('stopped after');
  await expect.poll(async () => (await rows(ide)).at(-1)).toMatch(/stopped after/);
  const before = (await rows(ide)).filter((row) => row === 'x').length;
  expect(before).toBeGreaterThan(10);

  // The next program's lines follow the ending directly.
  await ide.runCode(SAYS_DONE);
  await ide.terminal.shows('done');
  await ide.ended('exit 0');
  const after = await rows(ide);
  const ending = after.findIndex((row) => row.includes('stopped after'));
  expect(after.slice(ending + 1).filter((row) => row !== '')).toEqual([
    expect.stringMatching(/main\.c compiled in|already compiled/),
    'done',
    expect.stringContaining('exit 0'),
  ]);
});

test('while a program prints without end, the page can be used', async ({ ide }) => {
  await ide.runCode(PRINTS);
  await ide.terminal.shows(/x\s*x\s*x/);
  await ide.editor.focus();
  await ide.editor.press('ControlOrMeta+Home');
  await ide.editor.type('// typed meanwhile\n');
  await expect(ide.editor.panel).toContainText('// typed meanwhile', AT_ONCE);
  await ide.settings.open();
  await ide.settings.close();
  await ide.terminal.press('Control+C');
  await expect(ide.status).toContainText('stopped', AT_ONCE);
});

test('what a program wrote before its endless loop is there after Stop', async ({ ide }) => {
  await ide.runCode(`#include <stdio.h>
int main(void) {
  FILE *file = fopen("kept.txt", "w");
  fputs("written in time\\n", file);
  fclose(file);
  puts("closed");
  for (;;) {}
}
`);
  await ide.terminal.shows('closed');
  await ide.stop();
  await expect(ide.status).toContainText('stopped', AT_ONCE);
  await ide.files.open('kept.txt');
  await expect(ide.editor.panel).toContainText('written in time');
});

test('a build can be stopped, and the next run works', async ({ ide }) => {
  await ide.editor.write(SAYS_DONE);
  await ide.run();
  await ide.page.keyboard.press('Shift+Escape');
  await ide.ended(/stopped|exit 0/);
  await ide.run();
  await ide.ended('exit 0');
});

async function rows(ide: Ide): Promise<readonly string[]> {
  return (await ide.terminal.allText()).split('\n').map((row) => row.trimEnd());
}
