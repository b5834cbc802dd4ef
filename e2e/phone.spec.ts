import type { Locator } from '@playwright/test';
import { expect, test as base } from './test.ts';
import type { Ide } from './pages/ide.ts';

const test = base.extend<{ readonly phone: Ide }>({
  /** The same page, as wide as a phone. */
  phone: async ({ ide }, use) => {
    const before = ide.page.viewportSize();
    await ide.page.setViewportSize({ width: 390, height: 844 });
    await tab(ide, 'Editor').click();
    await use(ide);
    if (before) await ide.page.setViewportSize(before);
  },
});

test('one panel at a time, chosen at the bottom', async ({ phone }) => {
  const panels = [
    ['Files', phone.files.panel],
    ['Terminal', phone.terminal.panel],
    ['Problems', phone.problems.panel],
    ['Editor', phone.editor.panel],
  ] as const;
  for (const [name, panel] of panels) {
    await tab(phone, name).click();
    await expect(panel).toBeVisible();
    for (const [, other] of panels) if (other !== panel) await expect(other).toBeHidden();
  }
});

test('Run is always in reach, shows the terminal, and the program can be answered', async ({ phone }) => {
  await phone.runCode('#include <stdio.h>\nint main(void) {\n  printf("Key? ");\n  printf("%c!\\n", getchar());\n}\n');
  await expect(phone.terminal.panel).toBeVisible();
  await phone.terminal.shows('Key?');
  await phone.terminal.type('k\n');
  await phone.terminal.shows('k!');
  await phone.ended('exit 0');
});

test('what is typed after Run goes to the program', async ({ phone }) => {
  await phone.runCode('#include <stdio.h>\nint main(void) {\n  printf("Key? ");\n  printf("%c!\\n", getchar());\n}\n');
  await expect(phone.terminal.input).toBeFocused();
  await phone.terminal.shows('Key?');
  await phone.page.keyboard.type('k\n');
  await phone.terminal.shows('k!');
});

test('the row of keys stops a program and ends its input', async ({ phone }) => {
  await phone.runCode('#include <stdio.h>\nint main(void) {\n  puts("spinning");\n  while (1);\n}\n');
  await phone.terminal.shows('spinning');
  await phone.terminal.tapKey('Control C');
  await expect(phone.status).toContainText('stopped');

  await tab(phone, 'Editor').click();
  await phone.runCode(
    '#include <stdio.h>\nint main(void) {\n  puts("reading");\n  while (getchar() != EOF);\n  puts("at the end");\n}\n',
  );
  await phone.terminal.shows('reading');
  await phone.terminal.tapKey('Control D');
  await phone.terminal.shows('at the end');
  await phone.ended('exit 0');
});

test('Stop floats where Run was', async ({ phone }) => {
  await phone.runCode('int main(void) {\n  while (1);\n}\n');
  await phone.isRunning();
  await expect(phone.runButton).toBeHidden();
  await phone.stop();
  await expect(phone.status).toContainText('stopped');
});

test('an error shows the problems, and a tap leads to the line', async ({ phone }) => {
  await phone.runCode('int main(void) {\n  return oops;\n}\n');
  await phone.ended('1 error');
  await expect(phone.problems.panel).toBeVisible();
  await phone.problems.jumpTo("'oops'");
  await expect(phone.editor.panel).toBeVisible();
  await expect(phone.editor.textOf('main.c')).toBeFocused();
});

test('nothing is wider than the screen', async ({ phone }) => {
  const { scroll, client } = await phone.page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }));
  expect(scroll).toBeLessThanOrEqual(client);
});

function tab(ide: Ide, name: string): Locator {
  return ide.page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name });
}
