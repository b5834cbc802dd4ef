import { expect, test } from './test.ts';

test('the first visit opens a program that asks for a name, and it runs', async ({ visitor, visitorWatch }) => {
  await visitor.open();
  await expect(visitor.editor.tab('main.c')).toBeVisible();
  await expect(visitor.editor.panel).toContainText('What is your name?');
  await expect(visitor.runButton).toBeEnabled();
  await visitor.compilerIsReady();

  await visitor.run();
  await visitor.terminal.shows('What is your name?');
  await visitor.terminal.type('Grace\n');
  await visitor.terminal.shows('Hello, Grace! Your name has 5 letters.');
  await visitor.ended('exit 0');
  await expect(visitor.terminal.screen).toContainText(/exit 0 in \d/);

  // Nothing came from another origin, and requests were seen.
  expect(visitorWatch.foreignRequests).toEqual([]);
  expect(visitorWatch.requestCount).toBeGreaterThan(5);
});

test('what is typed while the editor is on its way is all there when it has come', async ({ visitor }) => {
  await visitor.open();
  await visitor.editor.text.focus();
  await visitor.editor.press('ControlOrMeta+Home');
  let typed = '//';
  await visitor.editor.type(typed);
  // Beyond the moment in which one takes the other's place.
  for (let more = 30; more > 0; more -= (await visitor.editor.isRich()) ? 1 : 0) {
    const digit = String(typed.length % 10);
    await visitor.editor.type(digit);
    typed += digit;
  }
  await expect(visitor.editor.panel).toContainText(typed);
});

test('a run asked for before the compiler has come waits for it', async ({ visitor }) => {
  await visitor.open();
  await visitor.run();
  await visitor.terminal.shows('What is your name?');
  await visitor.terminal.type('Ada\n');
  await visitor.ended('exit 0');
});

test('Ctrl+Enter runs from the editor, and the keyboard is the program’s at once', async ({ ide }) => {
  await ide.editor.write(ASKS_TWICE);
  await ide.editor.press('ControlOrMeta+Enter');
  await ide.terminal.shows('First:');
  // No click in between.
  await expect(ide.terminal.input).toBeFocused();
  await ide.page.keyboard.type('one\n');
  await ide.terminal.shows('Second:');
  await ide.page.keyboard.type('two\n');
  await ide.terminal.shows('one, then two');
  await ide.ended('exit 0');
});

test('the second run works like the first, with the text as it is then', async ({ ide }) => {
  await ide.runCode(saying('first'));
  await ide.terminal.shows('first');
  await ide.ended('exit 0');

  await ide.runCode(saying('second'));
  await ide.terminal.shows('second');
  await ide.ended('exit 0');

  await ide.run();
  await expect
    .poll(async () => (await ide.terminal.allText()).split('\n').filter((row) => row === 'second'))
    .toHaveLength(2);
  await ide.ended('exit 0');
});

test('output and errors keep their order and their last line, and the exit status is reported, as no failure of the page', async ({
  ide,
}) => {
  await ide.runCode(
    '#include <stdio.h>\nint main(void) {\n  puts("one");\n  fputs("two\\n", stderr);\n  printf("no newline");\n  return 3;\n}\n',
  );
  await ide.ended('exit 3');
  await expect(ide.terminal.rows).toContainText(['one', 'two', 'no newline', /exit 3 in \d/]);
  await expect(ide.terminal.rows.getByText('no newline', { exact: true })).toBeVisible();
  await expect(ide.alerts).toHaveCount(0);
});

const ASKS_TWICE = `#include <stdio.h>
int main(void) {
  char first[20], second[20];
  printf("First: ");
  scanf("%19s", first);
  printf("Second: ");
  scanf("%19s", second);
  printf("%s, then %s\\n", first, second);
}
`;

function saying(text: string): string {
  return `#include <stdio.h>\nint main(void) {\n  puts("${text}");\n}\n`;
}
