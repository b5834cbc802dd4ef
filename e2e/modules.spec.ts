import { helloComponent } from '../runtime/component/testing/component-fixture.ts';
import { bothDialects } from '../runtime/conformance/testing/dialects-fixture.ts';
import { assembleCommand } from './assemblyscript.ts';
import { ModuleView, type Brought } from './pages/module-view.ts';
import { retype } from './pages/retype.ts';
import { expect, test as base } from './test.ts';

const test = base.extend<{ readonly modules: ModuleView }, { readonly greeting: Brought }>({
  modules: ({ ide }, use) => use(new ModuleView(ide.page)),
  greeting: [
    async ({}, use) => {
      const buffer = await assembleCommand(`
        console.log("Hello " + (process.argv.length > 1 ? process.argv[1] : "nobody") + ", from AssemblyScript");
        const buffer = new ArrayBuffer(64);
        const length = process.stdin.read(buffer);
        const line = String.UTF8.decodeUnsafe(changetype<usize>(buffer), length).trimEnd();
        console.log(line.length.toString() + " letters: " + line);
        process.exit(7);
      `);
      await use({ name: 'greeting.wasm', buffer });
    },
    { scope: 'worker' },
  ],
});

test('a program from another language’s compiler is brought, understood and run', async ({
  ide,
  modules,
  greeting,
}) => {
  await modules.bring(greeting);
  await modules.shows('greeting.wasm');
  await expect(modules.panel).toContainText('A WASI command');
  await expect(modules.panel).toContainText('Preview 1');
  await expect(modules.panel.getByRole('button', { name: 'fd_write' })).toBeVisible();

  await ide.settings.open();
  await retype(ide.settings.args, 'Grace');
  await ide.settings.close();
  await modules.runButton.click();
  await ide.terminal.shows('Hello Grace, from AssemblyScript');
  await ide.terminal.type('Ada\n');
  await ide.terminal.shows('3 letters: Ada');
  await ide.ended('exit 7');
});

test('a function that a module imports leads to its entry in the reference', async ({ ide, modules, greeting }) => {
  await modules.bring(greeting);
  await modules.panel.getByRole('button', { name: 'fd_write' }).click();
  const reference = ide.page.getByRole('region', { name: 'Reference', exact: true });
  await expect(reference.getByRole('heading', { name: 'fd_write', exact: true })).toBeFocused();
  await reference.getByRole('button', { name: 'Close the reference' }).click();
});

test('the same program elsewhere: the commands carry its arguments, environment and grants', async ({
  ide,
  modules,
  greeting,
}) => {
  await ide.settings.open();
  await retype(ide.settings.args, 'one "two words"');
  await retype(ide.settings.env, 'MOOD=good');
  await ide.settings.close();
  await modules.bring(greeting);
  await modules.otherHostsButton.click();
  await expect(modules.otherHosts).toContainText(
    "wasmtime run --dir=.::/ --dir=/tmp::/tmp --env=MOOD=good greeting.wasm one 'two words'",
  );
  await expect(modules.otherHosts).toContainText('args: ["greeting.wasm","one","two words"]');
  await modules.otherHosts.getByRole('button', { name: 'Copy the command' }).click();
  expect(await ide.page.evaluate(() => navigator.clipboard.readText())).toMatch(/^wasmtime run /);
  await modules.otherHosts.getByRole('button', { name: 'Close' }).click();
});

const MAGIC = [0x00, 0x61, 0x73, 0x6d];
const CANNOT_RUN: readonly (readonly [name: string, bytes: readonly number[], why: RegExp])[] = [
  ['component', [...MAGIC, 0x0d, 0, 1, 0], /component exports no wasi:cli\/run/],
  ['text', [...Buffer.from('plain words')], /not WebAssembly/],
  ['torn', [...MAGIC, 1, 0, 0, 0, 1, 5, 9], /damaged/],
  ['empty', [...MAGIC, 1, 0, 0, 0], /no _start/],
];

test('a module that cannot run says why, and offers no run', async ({ modules }) => {
  for (const [name, bytes, why] of CANNOT_RUN) {
    await modules.bring({ name: `${name}.wasm`, buffer: Buffer.from(bytes) });
    await modules.shows(`${name}.wasm`);
    await expect(modules.panel).toContainText(why);
    await expect(modules.runButton).toBeDisabled();
    await expect(modules.downloadButton).toBeEnabled();
  }
});

test('a component of WASI 0.2 says what it imports, and runs', async ({ ide, modules }) => {
  await modules.bring({ name: 'hello.wasm', buffer: Buffer.from(helloComponent()) });
  await modules.shows('hello.wasm');
  await expect(modules.panel).toContainText('A WASI 0.2 component');
  await expect(modules.panel).toContainText('wasi:cli/stdout@0.2.3');
  await modules.runButton.click();
  await ide.terminal.shows('Hello from a component');
  await ide.ended('exit 0');
});

test('a module that speaks both dialects of preview 1 has one offset for each descriptor', async ({ ide, modules }) => {
  await modules.bring({ name: 'both.wasm', buffer: Buffer.from(bothDialects('both.txt', 42)) });
  await modules.shows('both.wasm');
  await modules.runButton.click();
  // The offset that the one has set is what the other tells.
  await ide.ended('exit 42');
});

test('a name that is taken asks: replace, keep both, or neither', async ({ ide, modules }) => {
  const file = (text: string): Brought => ({ name: 'notes.txt', buffer: Buffer.from(text) });
  await modules.bring(file('first'));
  await expect(ide.editor.panel).toContainText('first');

  await modules.bring(file('second'));
  await modules.taken.getByRole('button', { name: 'Keep both' }).click();
  await expect(ide.files.item('notes-2.txt')).toBeVisible();
  await expect(ide.editor.panel).toContainText('second');

  await modules.bring(file('third'));
  await modules.taken.getByRole('button', { name: 'Replace' }).click();
  await expect(ide.editor.tab('notes.txt')).toHaveAttribute('aria-selected', 'true');
  await expect(ide.editor.panel).toContainText('third');

  await modules.bring(file('fourth'));
  await expect(modules.taken).toBeVisible();
  await ide.page.keyboard.press('Escape');
  await expect(modules.taken).toHaveCount(0);
  await expect(ide.editor.panel).toContainText('third');
  await expect(ide.files.items).toHaveCount(3);
});

test('files are dropped on the page, and into a folder of the tree', async ({ ide, modules }) => {
  await ide.files.createFolder('data');
  await modules.drop(ide.files.item('data'), { name: 'inside.txt', buffer: Buffer.from('within') });
  await expect(ide.editor.textOf('data/inside.txt')).toBeAttached();
  await modules.drop(ide.editor.panel, { name: 'square.h', buffer: Buffer.from('#define SQUARE(x) ((x) * (x))\n') });
  await expect(ide.editor.textOf('square.h')).toBeAttached();

  await ide.editor.tab('main.c').click();
  await ide.runCode(
    '#include <stdio.h>\n#include "square.h"\nint main(void) {\n  printf("%d\\n", SQUARE(12));\n  return fopen("data/inside.txt", "r") == NULL;\n}\n',
  );
  await ide.terminal.shows('144');
  await ide.ended('exit 0');
});

test('what was compiled here can be taken along', async ({ ide, browserName }) => {
  const dialog = ide.page.getByRole('dialog', { name: 'Download program' });
  const button = dialog.getByRole('button', { name: 'Download main.wasm' });
  await ide.palette.choose('Download program');
  await expect(button).toBeDisabled();
  await expect(dialog).toContainText('Nothing has been built in this project yet');
  await dialog.getByRole('button', { name: 'Close' }).click();

  await ide.runCode('int main(void) {\n  return 5;\n}\n');
  await ide.ended('exit 5');
  await ide.palette.choose('Download program');
  await expect(button).toBeEnabled();
  await expect(dialog).toContainText('wasmtime run');
  // Firefox saves it too, but over BiDi does not say so.
  if (browserName === 'chromium') {
    const saved = ide.page.waitForEvent('download');
    await button.click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe('main.wasm');
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).subarray(0, 4)).toEqual(Buffer.from(MAGIC));
  }

  // As a component it is made when it is asked for, and runs here when it is dropped.
  await dialog.getByRole('radio', { name: 'Component (WASI 0.2)' }).check();
  const component = dialog.getByRole('button', { name: 'Download main.component.wasm' });
  await expect(component).toBeEnabled();
  await expect(dialog).toContainText('export wasi:cli/run@0.2.0;');
  await expect(dialog).toContainText('main.component.wasm');
  await expect(dialog).not.toContainText('node:wasi');
  await dialog.getByRole('button', { name: 'Close' }).click();
});
