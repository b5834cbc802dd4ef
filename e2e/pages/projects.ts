import { expect, type Locator, type Page } from '@playwright/test';
import { retype } from './retype.ts';

/** The menu of projects, and the dialogs it leads to. */
export class Projects {
  readonly menuButton: Locator;
  readonly menu: Locator;
  readonly dialog: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.menuButton = page.getByRole('button', { name: /^Project/ });
    this.menu = page.getByRole('menu', { name: /^Project/ });
    this.dialog = page.getByRole('dialog');
  }

  async isOpen(name: string): Promise<void> {
    await expect(this.menuButton).toHaveAccessibleName(`Project: ${name}`);
  }

  async create(name: string): Promise<void> {
    await this.#choose('New project…');
    await this.#answer(name, 'Create');
    await this.isOpen(name);
    await expect(this.#page.getByRole('textbox', { name: 'Editor, main.c', exact: true })).toBeAttached();
  }

  async rename(name: string): Promise<void> {
    await this.#choose('Rename this project…');
    await this.#answer(name, 'Rename');
    await this.isOpen(name);
  }

  async deleteOpen(): Promise<void> {
    await this.#choose('Delete this project…');
    await this.dialog.getByRole('button', { name: 'Delete' }).click();
    await expect(this.dialog).toHaveCount(0);
  }

  async open(name: string): Promise<void> {
    await this.menuButton.click();
    await this.menu.getByRole('menuitemradio', { name, exact: true }).click();
    await this.isOpen(name);
  }

  /** The names of all projects, the one edited last first. */
  async names(): Promise<readonly string[]> {
    await this.menuButton.click();
    await expect(this.menu).toBeVisible();
    const entries = this.menu.getByRole('menuitemradio');
    const labels = await Promise.all((await entries.all()).map((entry) => entry.ariaSnapshot()));
    await this.#page.keyboard.press('Escape');
    return labels.map((label) => /"(.*)"/.exec(label)?.[1] ?? label);
  }

  async showExamples(): Promise<void> {
    await this.#choose('Examples');
    await expect(this.dialog.getByRole('listitem').first()).toBeVisible();
  }

  /** Opens the example of which the button's text begins with `title`. */
  async openExample(title: string): Promise<void> {
    await this.showExamples();
    await this.dialog
      .getByRole('listitem')
      .filter({ has: this.#page.getByText(title, { exact: true }) })
      .getByRole('button')
      .click();
    await expect(this.dialog).toHaveCount(0);
  }

  async #choose(entry: string): Promise<void> {
    await this.menuButton.click();
    await this.menu.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  async #answer(name: string, verb: string): Promise<void> {
    await retype(this.dialog.getByRole('textbox', { name: 'Name' }), name);
    await this.dialog.getByRole('button', { name: verb }).click();
  }
}
