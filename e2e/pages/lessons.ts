import { expect, type Locator, type Page } from '@playwright/test';
import type { Palette } from './palette.ts';

/** Lessons, and what their checks say. */
export class Lessons {
  readonly panel: Locator;
  readonly list: Locator;
  readonly checks: Locator;
  /** How the last run went, in a sentence. */
  readonly result: Locator;
  /** What is read; it scrolls. */
  readonly text: Locator;
  /** The question that is asked before the first run. */
  readonly prediction: Locator;
  /** Leads to it, until it is answered. */
  readonly predictButton: Locator;
  readonly runButton: Locator;
  readonly nextButton: Locator;
  readonly solutionButton: Locator;
  readonly useButton: Locator;
  readonly #palette: Palette;

  constructor(page: Page, palette: Palette) {
    this.panel = page.getByRole('region', { name: 'Lessons', exact: true });
    this.list = this.panel.getByRole('list', { name: 'Lessons' });
    this.checks = this.panel.getByRole('list', { name: 'Checks' }).getByRole('listitem');
    this.result = this.panel.getByRole('status');
    this.text = this.panel.getByRole('group', { name: 'Lesson', exact: true });
    this.prediction = this.panel.getByRole('group', { name: 'Before you run it' });
    this.predictButton = this.panel.getByRole('button', { name: /predict what happens$/ });
    this.runButton = this.panel.getByRole('button', { name: 'Run and check' });
    this.nextButton = this.panel.getByRole('button', { name: /^Next: / });
    this.solutionButton = this.panel.getByRole('button', { name: 'Show a solution' });
    this.useButton = this.panel.getByRole('button', { name: 'Put it in my project' });
    this.#palette = palette;
  }

  async open(): Promise<void> {
    await this.#palette.choose('Lessons');
    await expect(this.panel).toBeVisible();
  }

  /** The row of a lesson in the list. */
  row(title: string): Locator {
    return this.list.getByRole('button', { name: title });
  }

  async begin(title: string): Promise<void> {
    await this.row(title).click();
    await expect(this.runButton).toBeEnabled();
  }

  async backToList(): Promise<void> {
    await this.panel.getByRole('button', { name: 'All lessons' }).click();
    await expect(this.list).toBeVisible();
  }

  async close(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Close the lessons' }).click();
    await expect(this.panel).toHaveCount(0);
  }
}
