import { strToU8, zipSync } from 'fflate';
import { expectAccessible } from './accessible.ts';
import { zipOf, rememberZips } from './zipped-project.ts';
import { expect, test } from './test.ts';

test('a project goes out as a zip and comes back whole', async ({ visitor }) => {
  const { page } = visitor;
  await rememberZips(visitor);
  await visitor.open();
  await visitor.compilerIsReady();
  await visitor.editor.write('#include <stdio.h>\nint main(int c, char **v) { puts(v[1]); }\n');
  await visitor.settings.open();
  await visitor.settings.args.click();
  await page.keyboard.type('from-settings');
  await visitor.settings.close();
  const out = await zipOf(visitor);
  expect([...out.keys()].sort()).toEqual(['main.c', 'preopen-project.json']);

  const files = Object.fromEntries([...out].map(([path, text]) => [path, strToU8(text)]));
  const bytes = Buffer.from(zipSync({ ...files, '../out.c': strToU8('x') }));
  const chooser = page.waitForEvent('filechooser');
  await visitor.palette.choose('Open a zip as a project');
  await (await chooser).setFiles({ name: 'mine.zip', mimeType: 'application/zip', buffer: bytes });
  const dialog = page.getByRole('dialog', { name: '“Hello” from a zip' });
  await expect(dialog).toContainText('“../out.c”: it leads out of the project.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();

  await visitor.projects.isOpen('Hello 2');
  await expect(visitor.editor.panel).toContainText('puts(v[1])');
  await visitor.compilerIsReady();
  await visitor.run();
  await visitor.terminal.shows('from-settings');
  await visitor.ended('exit 0');
});
