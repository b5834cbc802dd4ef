import { expect, test } from './test.ts';

const prints = (text: string): string => `#include <stdio.h>\nint main(void) {\n  puts("${text}");\n}\n`;

test('of two programs in one project, Run runs the one in view, and says so', async ({ ide }) => {
  await ide.editor.write(prints('first exercise'));
  await ide.files.create('second.c');
  await ide.editor.write(prints('second exercise'));

  await ide.run();
  await ide.terminal.shows('second exercise');
  await ide.ended('exit 0');
  await expect(ide.terminal.screen).toContainText('This is second.c, the file in view, without main.c.');
  await expect(ide.terminal.screen).not.toContainText('first exercise');

  await ide.terminal.clear();
  await ide.editor.tab('main.c').click();
  await ide.run();
  await ide.terminal.shows('first exercise');
  await ide.ended('exit 0');
  await expect(ide.terminal.screen).toContainText('This is main.c, the file in view, without second.c.');
  await expect(ide.terminal.screen).not.toContainText('second exercise');
  await ide.problems.open();
  await expect(ide.problems.panel).toContainText('No problems');
});

test('a header that is not here is one error at its line, with what to do instead', async ({ ide }) => {
  await ide.runCode(`#include <stdio.h>
#include <graphics.h>

int main(void) {
  int driver = DETECT, mode;
  initgraph(&driver, &mode, "");
  circle(100, 100, 50);
  puts("never shown");
  closegraph();
}
`);
  await ide.ended('1 error; nothing was run');
  await expect(ide.problems.title).toContainText('1 error');
  const error = ide.problems.of('main.c').getByRole('button');
  await expect(error).toHaveCount(1);
  await expect(error).toHaveText(/'graphics\.h' file not found.*2:10/);
  await expect(ide.problems.of('main.c')).toContainText('<graphics.h> is Borland’s BGI, which draws on the screen');
  await ide.terminal.open();
  await expect(ide.terminal.screen).not.toContainText('never shown');

  await expect(ide.editor.underlines).toHaveCount(1);
  const [underline, line] = [ide.editor.underlines, ide.editor.line('#include <graphics.h>')];
  const middle = ({ y = 0, height = 0 } = {}): number => y + height / 2;
  await expect
    .poll(async () =>
      Math.abs(middle((await underline.boundingBox()) ?? {}) - middle((await line.boundingBox()) ?? {})),
    )
    .toBeLessThan(2);
});
