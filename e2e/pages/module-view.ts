import { expect, type Locator, type Page } from '@playwright/test';

/** A file as a test brings it. */
export interface Brought {
  readonly name: string;
  readonly buffer: Buffer;
}

/** What the editor shows of a .wasm file, and how one comes into the project. */
export class ModuleView {
  readonly panel: Locator;
  readonly runButton: Locator;
  readonly downloadButton: Locator;
  readonly otherHostsButton: Locator;
  /** How to run a program on another host. */
  readonly otherHosts: Locator;
  /** Asks what becomes of files whose names are taken. */
  readonly taken: Locator;
  readonly #page: Page;
  readonly #files: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#files = page.getByRole('region', { name: 'Files', exact: true });
    this.panel = page.getByRole('region', { name: /^Module / });
    this.runButton = this.panel.getByRole('button', { name: 'Run this module' });
    this.downloadButton = this.panel.getByRole('button', { name: 'Download' });
    this.otherHostsButton = this.panel.getByRole('button', { name: 'Run it elsewhere' });
    this.otherHosts = page.getByRole('dialog');
    this.taken = page.getByRole('dialog', { name: /already$/ });
  }

  /** As choosing files with the button does. */
  async bring(...files: readonly Brought[]): Promise<void> {
    await this.#files
      .getByLabel('Files to upload')
      .setInputFiles(files.map((file) => ({ ...file, mimeType: 'application/octet-stream' })));
  }

  /** Lets files go over `target`, as dragging them there from another window does. */
  async drop(target: Locator, ...files: readonly Brought[]): Promise<void> {
    const sent = files.map(({ name, buffer }) => ({ name, bytes: [...buffer] }));
    const dataTransfer = await this.#page.evaluateHandle((all) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of all) transfer.items.add(new File([new Uint8Array(bytes)], name));
      return transfer;
    }, sent);
    await target.dispatchEvent('dragover', { dataTransfer });
    await target.dispatchEvent('drop', { dataTransfer });
  }

  async shows(name: string): Promise<void> {
    await expect(this.panel).toHaveAccessibleName(`Module ${name}`);
  }
}
