import { expect, type Locator, type Page } from '@playwright/test';
import { Palette } from './palette.ts';

/** What the program holds, and what it asks. */
export class Descriptors {
  readonly panel: Locator;
  readonly table: Locator;
  readonly graph: Locator;
  readonly history: Locator;
  readonly latestButton: Locator;
  readonly dialog: Locator;
  readonly question: Locator;
  readonly #page: Page;
  readonly #palette: Palette;

  constructor(page: Page) {
    this.panel = page.getByRole('region', { name: 'Descriptors', exact: true });
    this.table = this.panel.getByRole('table', { name: 'Descriptors' });
    this.graph = this.panel.getByRole('img', { name: /^Graph of/ });
    this.history = this.panel.getByRole('slider', { name: 'History' });
    this.latestButton = this.panel.getByRole('button', { name: 'Latest' });
    this.dialog = page.getByRole('dialog', { name: /^Drop rights of/ });
    this.question = page.getByRole('region', { name: /wants to/ });
    this.#page = page;
    this.#palette = new Palette(page);
  }

  async open(): Promise<void> {
    await this.#palette.choose('Descriptors');
    await expect(this.panel).toBeVisible();
  }

  async close(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Close the descriptors' }).click();
    await expect(this.panel).toHaveCount(0);
  }

  async show(view: 'Table' | 'Graph'): Promise<void> {
    await this.panel.getByRole('radio', { name: view }).check();
  }

  /** The row of the descriptor that the program calls `name`. */
  row(name: string): Locator {
    return this.table
      .getByRole('row')
      .filter({ has: this.#page.getByRole('button', { name: `Details of ${name}`, exact: true }) });
  }

  /** Opens what there is to say of it, where the buttons are. */
  async detail(name: string): Promise<void> {
    const button = this.#details(name);
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
  }

  async act(what: 'Revoke' | 'Close', name: string): Promise<void> {
    await this.detail(name);
    await this.panel.getByRole('button', { name: `${what} ${name}`, exact: true }).click();
  }

  async drop(name: string, ...rights: readonly string[]): Promise<void> {
    await this.detail(name);
    await this.panel.getByRole('button', { name: `Drop rights of ${name}`, exact: true }).click();
    const held = this.dialog.getByRole('group').first();
    for (const right of rights) await held.getByRole('checkbox', { name: right, exact: true }).check();
    await this.dialog.getByRole('button', { name: 'Drop', exact: true }).click();
    await expect(this.dialog).toHaveCount(0);
  }

  /** Has the next run ask before it uses a preopen; `name` as the table calls it. */
  async askBefore(name: string): Promise<void> {
    await this.detail(name);
    await this.panel.getByRole('checkbox', { name: /^Ask me before/ }).check();
  }

  async answer(how: 'Allow once' | 'Allow for this run' | 'Refuse' | 'Refuse for this run'): Promise<void> {
    await this.question.getByRole('button', { name: how, exact: true }).click();
  }

  #details(name: string): Locator {
    return this.table.getByRole('button', { name: `Details of ${name}`, exact: true });
  }
}
