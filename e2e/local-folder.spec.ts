import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import type { Ide } from './pages/ide.ts';
import { expect, test } from './test.ts';

/** A folder of the origin's own file system: the same handles as a disk's, without a chooser that only a person can use. */
class Disk {
  readonly #page: Page;
  readonly name: string;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.name = name;
  }

  /** What the page's chooser gives. */
  async isChosen(): Promise<void> {
    await this.#page.evaluate((name) => {
      const page = window as unknown as { asked: string[]; showDirectoryPicker: unknown };
      page.asked = [];
      page.showDirectoryPicker = async ({ mode }: { readonly mode: string }) => {
        page.asked.push(mode);
        return (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
      };
    }, this.name);
  }

  asked(): Promise<readonly string[]> {
    return this.#page.evaluate(() => (window as unknown as { asked: string[] }).asked);
  }

  async write(file: string, text: string): Promise<void> {
    await this.#page.evaluate(
      async ([name, file, text]) => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle(name, { create: true });
        const writable = await (await folder.getFileHandle(file, { create: true })).createWritable();
        await writable.write(text);
        await writable.close();
      },
      [this.name, file, text] as const,
    );
  }

  /** Undefined: there is no such file. */
  read(file: string): Promise<string | undefined> {
    return this.#page.evaluate(
      async ([name, file]) => {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(name);
        const handle = await folder.getFileHandle(file).catch(() => undefined);
        // Read while it is written, a file is an old one, which cannot be read.
        return handle && (await handle.getFile()).text().catch(() => 'being written');
      },
      [this.name, file] as const,
    );
  }

  /** As when the browser takes the permission to write back, or gives it again. */
  async mayWrite(may: boolean): Promise<void> {
    await this.#page.evaluate((may) => {
      const { prototype } = FileSystemFileHandle;
      const page = window as unknown as { own?: PropertyDescriptor };
      page.own ??= Object.getOwnPropertyDescriptor(prototype, 'createWritable') ?? {};
      const refused = () => Promise.reject(new DOMException('permission was taken back', 'NotAllowedError'));
      Object.defineProperty(prototype, 'createWritable', may ? page.own : { ...page.own, value: refused });
    }, may);
  }
}

const WRITES = `#include <stdio.h>
int main(void) {
  FILE *file = fopen("out.txt", "w");
  fputs("from the program", file);
  return fclose(file);
}
`;

function bar(ide: Ide): Locator {
  return ide.files.panel.getByRole('region', { name: 'Folder of this computer' });
}

test('a folder of the disk is opened, and written as its programs write', async ({ ide }, {
  testId,
  repeatEachIndex,
}) => {
  const disk = new Disk(ide.page, `week-${testId.slice(-4)}-${repeatEachIndex}`);
  await disk.write('main.c', WRITES);
  await disk.isChosen();
  await ide.palette.choose('Open a folder of this computer');
  await ide.projects.isOpen(disk.name);
  await expect(bar(ide)).toContainText('every change is written there');
  expect(await disk.asked()).toEqual(['readwrite']);
  await expectAccessible(ide.page);

  await ide.run();
  await ide.ended('exit 0');
  await expect.poll(() => disk.read('out.txt')).toBe('from the program');
  await ide.editor.write(WRITES.replace('program', 'editor'));
  await expect.poll(() => disk.read('main.c')).toContain('from the editor');

  // What another program writes comes in; what both have changed is overwritten by neither.
  await disk.write('out.txt', 'from another program');
  await bar(ide).getByRole('button', { name: 'Look again' }).click();
  await ide.files.open('out.txt');
  await expect(ide.editor.panel).toContainText('from another program');
  // As when the person comes back from that program.
  await disk.write('out.txt', 'written meanwhile');
  await ide.page.evaluate(() => dispatchEvent(new Event('focus')));
  await expect(ide.editor.panel).toContainText('written meanwhile');
  await ide.page.evaluate(() => (document.hasFocus = () => false));
  await disk.write('out.txt', 'theirs');
  await ide.editor.write('mine\n');
  await expect(bar(ide).getByRole('list', { name: 'Changed in both places' })).toHaveText('out.txt');
  expect(await disk.read('out.txt')).toBe('theirs');
  await ide.page.evaluate(() => Reflect.deleteProperty(document, 'hasFocus'));
  await bar(ide).getByRole('button', { name: 'Take the disk’s' }).click();
  await expect(ide.editor.panel).toContainText('theirs');

  await disk.mayWrite(false);
  await ide.editor.write('not yet\n');
  await expect(bar(ide)).toContainText('does not let this page write');
  expect(await disk.read('out.txt')).toBe('theirs');
  await disk.mayWrite(true);
  await bar(ide).getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => disk.read('out.txt')).toBe('not yet\n');
  await expect(bar(ide)).toContainText('every change is written there');

  await bar(ide).getByRole('button', { name: 'Let go' }).click();
  await expect(bar(ide)).toHaveCount(0);
});

test('a folder that may only be read stays as it is', async ({ ide }, { testId, repeatEachIndex }) => {
  const disk = new Disk(ide.page, `read-${testId.slice(-4)}-${repeatEachIndex}`);
  await disk.write('main.c', WRITES);
  await disk.isChosen();
  await ide.palette.choose('Open a folder of this computer, read only');
  await ide.projects.isOpen(disk.name);
  expect(await disk.asked()).toEqual(['read']);
  await ide.run();
  await ide.ended('exit 0');
  await expect(ide.files.item('out.txt')).toBeVisible();
  await bar(ide).getByRole('button', { name: 'Look again' }).click();
  await expect(bar(ide)).toContainText('read only: what changes here stays in the project');
  expect(await disk.read('out.txt')).toBeUndefined();
  await bar(ide).getByRole('button', { name: 'Let go' }).click();
});

test('where a browser opens no folders it says so, and a whole folder is brought', async ({ ide, browserName }) => {
  await ide.page.evaluate(() => Object.assign(window, { showDirectoryPicker: undefined }));
  await ide.palette.choose('Open a folder of this computer');
  await expect(ide.alerts).toContainText('This browser cannot open a folder of this computer for a page.');
  await ide.alerts.getByRole('button', { name: 'Dismiss' }).click();

  await expect(ide.files.panel.getByRole('button', { name: 'Upload a folder' })).toBeEnabled();
  // The driver of Firefox can give a dialog files only.
  if (browserName === 'firefox') return;
  const folder = await mkdtemp(path.join(tmpdir(), 'preopen-'));
  try {
    await mkdir(path.join(folder, 'lib'));
    await writeFile(path.join(folder, 'lib', 'two.h'), '#define TWO 2\n');
    await writeFile(path.join(folder, 'note.txt'), 'a note\n');
    const chooser = ide.page.waitForEvent('filechooser');
    await ide.files.panel.getByRole('button', { name: 'Upload a folder' }).click();
    await (await chooser).setFiles(folder);
    // Few folders are open from the start.
    await expect(ide.files.item(path.basename(folder))).toHaveAttribute('aria-expanded', 'true');
    await expect(ide.files.item('note.txt')).toBeVisible();
    await expect(ide.files.item('two.h')).toBeVisible();
  } finally {
    await rm(folder, { recursive: true });
  }
});
