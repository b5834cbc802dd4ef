import { expectAccessible } from './accessible.ts';
import { Input } from './pages/input.ts';
import { Policy } from './pages/policy.ts';
import { retype } from './pages/retype.ts';
import { Share } from './pages/share.ts';
import { expect, test } from './test.ts';

const ADDS = `#include <stdio.h>
int main(int argc, char **argv) {
  int n, sum = 0;
  while (scanf("%d", &n) == 1) sum += n;
  printf("%s: %d\\n", argc > 1 ? argv[1] : "sum", sum);
}
`;

test('input is written before the run, with arguments beside it, and stays with the project, its policy and its link', async ({
  ide,
}) => {
  const input = new Input(ide.page);
  await ide.editor.write(ADDS);
  await input.open();
  await expect(input.source).toHaveValue('terminal');
  await input.source.selectOption('A text');
  await retype(input.text, '1 2 3');
  await retype(input.args, 'total');
  await expect(input.tab).toHaveText('Inputtext');
  await ide.run();
  await ide.terminal.shows('total: 6');
  await ide.ended('exit 0');

  const policy = new Policy(ide.page, ide);
  await policy.open();
  for (const preset of ['Nothing', 'Classroom', 'Project, read and write']) {
    await policy.preset.selectOption(preset);
    await expect(policy.words).toContainText('a text as its input');
  }
  await policy.close();
  await input.open();
  await expect(input.text).toHaveValue('1 2 3');
  await expectAccessible(ide.page);

  const share = new Share(ide.page);
  await share.follow(await share.address());
  await expect(share.question).toContainText('1 2 3');
  await expect(share.question).toContainText('total');
  await share.accept();
  await ide.run();
  await ide.terminal.shows('total: 6');
  await ide.ended('exit 0');
});

test('input is taken from a file of the project, or of the computer, and a file that is gone is named', async ({
  ide,
}) => {
  const input = new Input(ide.page);
  await ide.editor.write(ADDS);
  await ide.files.create('numbers.txt');
  await ide.editor.write('40 2');
  await input.open();
  await input.source.selectOption('A file of the project');
  await expect(input.file).toHaveValue('numbers.txt');
  await ide.editor.tab('main.c').click();
  await ide.run();
  await ide.terminal.shows('sum: 42');
  await ide.ended('exit 0');

  await ide.files.delete('numbers.txt');
  await ide.run();
  await expect(ide.terminal.screen).toContainText('numbers.txt cannot be read');
  await expect(ide.terminal.screen).toContainText('Choose another one in Input');

  await input.open();
  await input.bring('more.txt', new TextEncoder().encode('100 200'));
  await expect(input.text).toHaveValue('100 200');
  await input.bring('picture.png', new Uint8Array([0x89, 0, 1]));
  await expect(input.panel.getByRole('alert')).toContainText('picture.png is not a text in UTF-8');
  await expect(input.text).toHaveValue('100 200');
  await ide.run();
  await ide.terminal.shows('sum: 300');
  await ide.ended('exit 0');
});

test('the terminal takes no typing while nothing runs, and says why', async ({ ide }) => {
  const typing = ide.page.getByRole('status', { name: 'Typing' });
  await expect(typing).toBeEmpty();
  await ide.terminal.type('hello');
  await expect(typing).toHaveText('Nothing is running, so there is nothing to type to. Press Run first.');
  await expect(ide.terminal.input).toHaveAccessibleDescription(/^Nothing is running/);
  await expect(ide.terminal.screen).toHaveText(/^\s*$/);
  // Tab is no program's then, and moves on.
  await ide.terminal.press('Tab');
  await expect(ide.terminal.input).not.toBeFocused();

  await ide.runCode('#include <stdio.h>\nint main(void) {\n  puts("ready");\n  getchar();\n}\n');
  await ide.terminal.shows('ready');
  await expect(typing).toBeEmpty();
  await expect(ide.terminal.input).toHaveAccessibleDescription(/^Tab goes to the program/);
  await ide.terminal.type('\n');
  await ide.ended('exit 0');
});

test('what another project printed does not stay in the terminal', async ({ ide }) => {
  const [mine] = await ide.projects.names();
  await ide.runCode('#include <stdio.h>\nint main(void) {\n  puts("first");\n  printf("without an end");\n}\n');
  await ide.terminal.shows('without an end');
  await ide.ended('exit 0');
  await ide.projects.create('Another');
  await expect(ide.terminal.screen).toHaveText(/^\s*$/);
  expect(await ide.terminal.allText()).toBe('');
  await ide.projects.open(mine ?? '');
  await expect(ide.terminal.screen).toHaveText(/^\s*$/);
});
