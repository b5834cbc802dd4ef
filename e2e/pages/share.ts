import { expect, type Locator, type Page } from '@playwright/test';

/** Making links, and opening them. */
export class Share {
  readonly dialog: Locator;
  readonly link: Locator;
  readonly length: Locator;
  /** The question that a link brings. */
  readonly question: Locator;
  readonly preview: Locator;
  /** Stands above a project that is not kept. */
  readonly bar: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Share this project' });
    this.link = this.dialog.getByRole('textbox', { name: 'Link' });
    this.length = this.dialog.getByText(/characters[,.]/);
    this.question = page.getByRole('dialog', { name: 'from a link' });
    this.preview = this.question.getByRole('region', { name: /^Preview of/ });
    this.bar = page.getByRole('region', { name: 'From a link' });
  }

  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(this.link).toBeVisible();
  }

  async close(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await expect(this.dialog).toHaveCount(0);
  }

  /** The address of the open project. */
  async address(): Promise<string> {
    await this.open();
    const address = await this.link.inputValue();
    await this.close();
    return address;
  }

  /** As when a link is put into the address of a page that is open already. */
  async follow(address: string): Promise<void> {
    await this.#page.evaluate((hash) => (location.hash = hash), new URL(address).hash);
  }

  async accept(grant?: string): Promise<void> {
    if (grant !== undefined) await this.question.getByRole('radio', { name: grant }).check();
    await this.question.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(this.bar).toBeVisible();
  }

  async decline(): Promise<void> {
    await this.question.getByRole('button', { name: 'Do not open' }).click();
    await expect(this.question).toHaveCount(0);
  }

  async keep(): Promise<void> {
    await this.bar.getByRole('button', { name: 'Keep a copy' }).click();
    await expect(this.bar).toHaveCount(0);
  }
}
