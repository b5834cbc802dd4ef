import { expect, type Locator, type Page } from '@playwright/test';
import { retype } from './retype.ts';

/** The project's tree. */
export class Files {
  readonly panel: Locator;
  readonly items: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.panel = page.getByRole('region', { name: 'Files', exact: true });
    this.items = this.panel.getByRole('treeitem');
  }

  /** Brings it into view, where another panel has its place. */
  async show(): Promise<void> {
    if (await this.panel.isVisible()) return;
    await this.#page
      .getByRole('navigation', { name: 'Panels' })
      .getByRole('button', { name: 'Files', exact: true })
      .click();
    await expect(this.panel).toBeVisible();
  }

  item(name: string): Locator {
    return this.panel.getByRole('treeitem', { name, exact: true });
  }

  async open(name: string): Promise<void> {
    await this.item(name).click();
    await expect(this.#page.getByRole('tab', { name, exact: true })).toHaveAttribute('aria-selected', 'true');
  }

  /** Beside what is chosen in the tree, or in it where that is a folder. */
  async create(name: string): Promise<void> {
    await this.panel.getByRole('button', { name: 'New file' }).click();
    await this.#name('Name of the new file', name);
    await expect(
      this.#page
        .getByRole('textbox', { name: `/${name}` })
        .or(this.item(name))
        .first(),
    ).toBeVisible();
  }

  async createFolder(name: string): Promise<void> {
    await this.panel.getByRole('button', { name: 'New folder' }).click();
    await this.#name('Name of the new folder', name);
    await expect(this.item(name)).toBeVisible();
  }

  async rename(name: string, to: string): Promise<void> {
    await this.item(name).press('F2');
    await this.#name('New name', to);
    await expect(this.item(to)).toBeVisible();
  }

  async delete(name: string): Promise<void> {
    await this.item(name).press('Delete');
    await this.#page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(this.item(name)).toHaveCount(0);
  }

  async #name(label: string, name: string): Promise<void> {
    const field = this.panel.getByRole('textbox', { name: label });
    await retype(field, name);
    await field.press('Enter');
  }
}
