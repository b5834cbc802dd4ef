import { expect, type Locator, type Page } from '@playwright/test';

/** Every command by name. */
export class Palette {
  readonly dialog: Locator;
  readonly input: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Commands' });
    this.input = this.dialog.getByRole('combobox');
  }

  async open(): Promise<void> {
    await this.#page.keyboard.press('ControlOrMeta+K');
    await expect(this.input).toBeFocused();
  }

  /** Types part of a command's name and takes the first that fits. */
  async choose(command: string): Promise<void> {
    await this.open();
    await this.#page.keyboard.type(command);
    await expect(this.dialog.getByRole('option').first()).toContainText(command);
    await this.#page.keyboard.press('Enter');
    await expect(this.dialog).toHaveCount(0);
  }
}
