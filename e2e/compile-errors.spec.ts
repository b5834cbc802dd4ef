import { expect, test } from './test.ts';

const UNDECLARED = `#include <stdio.h>
int main(void) {
  puts("never shown");
  return answer;
}
`;

test('an error is named with its line, and nothing is run', async ({ ide }) => {
  await ide.runCode(UNDECLARED);
  await ide.ended('1 error; nothing was run');
  await expect(ide.problems.title).toContainText('1 error');
  await expect(ide.problems.of('main.c').getByRole('button').first()).toHaveText(
    /Error Use of undeclared identifier 'answer'.*4:10/,
  );
  await ide.terminal.open();
  await expect(ide.terminal.screen).toContainText('1 error; nothing was run');
  await expect(ide.terminal.screen).not.toContainText('never shown');
});

test('a problem leads to its place in the text', async ({ ide }) => {
  await ide.runCode(UNDECLARED);
  await ide.ended('1 error');
  await ide.problems.jumpTo("'answer'");
  // Only where the cursor stands is what is typed.
  await ide.editor.type('the_');
  await expect(ide.editor.panel).toContainText('return the_answer;');
});

test('the editor marks the error and says what is wrong there', async ({ ide }) => {
  await ide.editor.write(UNDECLARED);
  await ide.problems.open();
  await expect(ide.problems.items).toHaveCount(1);
  await ide.editor.focus();
  await ide.editor.press('F8');
  // Of earlier projects nothing is left to go to.
  await expect(ide.editor.panel.getByText('1 of 1 problem')).toBeVisible();
  await expect(ide.editor.panel.getByText("use of undeclared identifier 'answer'")).toBeVisible();
  await ide.editor.press('Escape');
});

test('an error in another file of the project leads there', async ({ ide }) => {
  await ide.files.create('broken.c');
  await ide.editor.write('int twice(int n) {\n  return n * 2\n}\n');
  await ide.editor.tab('main.c').click();
  await ide.run();
  await ide.ended('1 error; nothing was run');
  await ide.problems.of('broken.c').getByRole('button', { name: "Expected ';'" }).click();
  await expect(ide.editor.tab('broken.c')).toHaveAttribute('aria-selected', 'true');
  await expect(ide.editor.textOf('broken.c')).toBeFocused();
});

test('a warning comes with its notes, and the program runs all the same', async ({ ide }) => {
  await ide.runCode(`#include <stdio.h>
int main(void) {
  int x = 1;
  if (x = 2)
    puts("assigned");
}
`);
  await ide.terminal.shows('assigned');
  await ide.ended('exit 0');
  await ide.problems.open();
  await expect(ide.problems.title).toContainText('1 warning');
  const warning = ide.problems.of('main.c').getByRole('listitem').first();
  await expect(warning).toContainText('Warning Using the result of an assignment as a condition without parentheses');
  await expect(warning).toContainText('-Wparentheses');
  await expect(warning.getByRole('listitem')).toContainText([
    'Place parentheses around the assignment',
    "Use '==' to turn this assignment into an equality comparison",
  ]);
});

test('an error is explained in plain words, and opens what follows from it', async ({ ide }) => {
  await ide.runCode(`int main(void) {
  total = 1;
  total = total + 1;
  return total;
}
`);
  await ide.ended('1 error; nothing was run');
  const error = ide.problems.items.first();
  await expect(error).toContainText("Use of undeclared identifier 'total'");
  await expect(error).toContainText('Write its type in front, such as int total');
  await error.getByRole('button', { name: 'More', exact: true }).click();
  await expect(error.getByRole('figure')).toContainText(['total = 3;', 'int total = 3;']);

  const rest = error.getByRole('button', { name: '3 more follow from it' });
  await expect(rest).toHaveAttribute('aria-expanded', 'false');
  await rest.click();
  await expect(error.getByRole('list', { name: '3 more follow from it' }).getByRole('listitem')).toHaveCount(3);
  await error.getByRole('button', { name: /4:10/ }).click();
  await expect(ide.editor.textOf('main.c')).toBeFocused();

  await ide.editor.press('F8');
  await expect(ide.editor.panel.getByText('Nothing above declares total')).toBeVisible();
  await ide.editor.press('Escape');

  await ide.terminal.open();
  await expect(ide.terminal.screen).toContainText('In plain words: Nothing above declares total');
  await expect(ide.terminal.screen).toContainText('3 more follow from it: Problems shows all');
});

test('problems appear while typing, and go when they are mended', async ({ ide }) => {
  await ide.problems.open();
  await expect(ide.problems.panel).toContainText('No problems');
  await ide.editor.write('int main(void) {\n  int n = 1;\n  return n;\n}\n');
  await ide.editor.press('ControlOrMeta+Home');
  await ide.editor.press('End');
  await ide.editor.type(' oops');
  await expect(ide.problems.items).toContainText(["Use of undeclared identifier 'oops'"]);
  await ide.terminal.open();
  await expect(ide.terminal.screen).not.toContainText('compiled');
  await ide.problems.open();
  await ide.editor.focus();

  for (let i = 0; i < ' oops'.length; i += 1) await ide.editor.press('Backspace');
  await expect(ide.problems.panel).toContainText('No problems');
});

test('a function without a definition is explained by its name and where it is used', async ({ ide }) => {
  await ide.runCode('int missing_function(int n);\nint main(void) {\n  return missing_function(1);\n}\n');
  await ide.ended(/1 error; nothing was run/);
  await expect(ide.problems.title).toContainText('1 error');
  await expect(ide.problems.items.first()).toContainText('missing_function');
  await expect(ide.problems.items.first()).toContainText(/undefined|not defined|no definition/i);
  // A file is called what it is called.
  await expect(ide.problems.items.first()).toContainText('main.c');
  // Words for people: no temporary names, no linker's prefix.
  await expect(ide.problems.panel).not.toContainText(/wasm-ld|\/tmp\/|\.o\b/);
});
