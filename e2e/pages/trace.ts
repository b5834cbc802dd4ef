import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Palette } from './palette.ts';

/** The list of system calls. */
export class Trace {
  readonly panel: Locator;
  readonly recordSwitch: Locator;
  readonly grid: Locator;
  /** Rows in view, without the head. */
  readonly rows: Locator;
  readonly details: Locator;
  readonly search: Locator;
  readonly call: Locator;
  readonly outcome: Locator;
  readonly count: Locator;
  readonly allowButton: Locator;
  readonly #page: Page;
  readonly #palette: Palette;

  constructor(page: Page, palette: Palette) {
    this.#page = page;
    this.#palette = palette;
    this.panel = page.getByRole('region', { name: 'Trace', exact: true });
    this.recordSwitch = this.panel.getByRole('switch', { name: 'Record calls' });
    this.grid = this.panel.getByRole('grid', { name: 'System calls' });
    this.rows = this.grid.getByRole('row').filter({ has: page.getByRole('gridcell') });
    this.details = this.panel.getByRole('region', { name: 'Call details' });
    this.search = this.panel.getByRole('textbox', { name: 'Search the trace' });
    this.call = this.panel.getByRole('combobox', { name: 'Call' });
    this.outcome = this.panel.getByRole('combobox', { name: 'Outcome' });
    this.allowButton = this.details.getByRole('button', { name: 'Allow this and run again' });
    this.count = this.panel.getByText(/^[\d,]+( of [\d,]+)? calls?/);
  }

  /** What is exported of what the list shows. */
  async exported(form: string): Promise<string> {
    await this.panel.getByRole('button', { name: 'Export the trace' }).click();
    const download = this.#page.waitForEvent('download');
    await this.#page.getByRole('menuitem', { name: form }).click();
    return readFile(await (await download).path(), 'utf8');
  }

  async open(): Promise<void> {
    await this.#palette.choose('Trace');
    await expect(this.panel).toBeVisible();
  }

  /** Opens the panel and has the next run watched. */
  async record(): Promise<void> {
    await this.open();
    await this.recordSwitch.check();
  }

  /** The row that says all of these. */
  row(...texts: readonly (string | RegExp)[]): Locator {
    return texts.reduce<Locator>((rows, hasText) => rows.filter({ hasText }), this.rows);
  }

  async choose(row: Locator): Promise<void> {
    await row.click();
    await expect(this.details).toBeVisible();
  }

  /** As the next test wants to find it. */
  async close(): Promise<void> {
    await this.recordSwitch.uncheck();
    await this.panel.getByRole('button', { name: 'Close the trace' }).click();
  }
}
