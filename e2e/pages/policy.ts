import { expect, type Locator, type Page } from '@playwright/test';
import type { Ide } from './ide.ts';
import { retype } from './retype.ts';

/** What the program is granted, and what it used of it. */
export class Policy {
  readonly panel: Locator;
  readonly words: Locator;
  readonly preset: Locator;
  readonly wasmtime: Locator;
  readonly json: Locator;
  readonly uses: Locator;
  readonly leastWords: Locator;
  readonly runAgainButton: Locator;
  readonly keepButton: Locator;
  readonly undoButton: Locator;
  readonly redoButton: Locator;
  /** Whether the repetition went the same way. */
  readonly verdict: Locator;
  readonly #ide: Ide;

  constructor(page: Page, ide: Ide) {
    this.panel = page.getByRole('region', { name: 'Policy', exact: true });
    this.words = this.panel.getByRole('list', { name: 'The policy in words' });
    this.preset = this.panel.getByRole('combobox', { name: 'Preset' });
    this.wasmtime = this.panel.getByLabel('Wasmtime line', { exact: true });
    this.json = this.panel.getByRole('textbox', { name: 'Policy as JSON' });
    const lastRun = this.panel.getByRole('region', { name: 'Last run' });
    this.uses = lastRun.getByRole('row');
    this.leastWords = lastRun.getByRole('list', { name: 'The smallest policy in words' });
    this.runAgainButton = lastRun.getByRole('button', { name: 'Run again under it' });
    this.keepButton = lastRun.getByRole('button', { name: 'Keep it' });
    this.undoButton = this.panel.getByRole('button', { name: 'Undo', exact: true });
    this.redoButton = this.panel.getByRole('button', { name: 'Redo', exact: true });
    this.verdict = lastRun.getByRole('status');
    this.#ide = ide;
  }

  async open(): Promise<void> {
    if (await this.panel.isVisible()) return;
    await this.#ide.palette.choose('Policy');
    await expect(this.preset).toBeVisible();
  }

  async close(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Close the policy' }).click();
    await expect(this.panel).toHaveCount(0);
  }

  /** The folder that is granted under this name. */
  preopen(guest: string): Locator {
    return this.panel.getByRole('list', { name: 'Preopens' }).getByRole('listitem', { name: `${guest}, ` });
  }

  async pasteJson(text: string): Promise<void> {
    await retype(this.json, text);
  }
}
