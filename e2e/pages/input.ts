import { expect, type Locator, type Page } from '@playwright/test';

/** What the program reads, and its arguments: a tab at the bottom. */
export class Input {
  readonly panel: Locator;
  readonly tab: Locator;
  /** Where standard input comes from. */
  readonly source: Locator;
  readonly text: Locator;
  readonly file: Locator;
  readonly args: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('region', { name: 'Input', exact: true });
    this.tab = page.getByRole('tablist', { name: 'Bottom panel' }).getByRole('tab', { name: /^Input/ });
    this.source = this.panel.getByRole('combobox', { name: 'Standard input' });
    this.text = this.panel.getByRole('textbox', { name: 'Text', exact: true });
    this.file = this.panel.getByRole('combobox', { name: 'File', exact: true });
    this.args = this.panel.getByRole('textbox', { name: 'Arguments' });
  }

  async open(): Promise<void> {
    await this.tab.click();
    await expect(this.source).toBeVisible();
  }

  /** Chooses a file of the computer, as the dialog of the browser would. */
  async bring(name: string, bytes: Uint8Array): Promise<void> {
    // A test in Firefox waits for the dialog in vain: what the button opens is given the file.
    await expect(this.panel.getByRole('button', { name: 'Text from a file of this computer…' })).toBeEnabled();
    await this.panel
      .locator('input[type="file"]')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  }
}
