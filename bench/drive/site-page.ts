import type { Locator, Page } from '@playwright/test';
import { installInPage, type BenchWindow } from './in-page.ts';

const PATIENCE_MS = 180_000;

/** The app's page, used as a visitor would. */
export class SitePage {
  readonly #page: Page;
  readonly #run: Locator;
  readonly #editor: Locator;

  private constructor(page: Page) {
    this.#page = page;
    this.#run = page.getByRole('button', { name: 'Run', exact: true });
    this.#editor = page.getByRole('textbox', { name: /^Editor/ });
  }

  /** Opens `url` and waits for nothing but the document. */
  static async open(page: Page, url: string): Promise<SitePage> {
    page.setDefaultTimeout(PATIENCE_MS);
    // What the functions that are sent to the page were compiled with calls this, and the page does not have it.
    await page.addInitScript({ content: 'globalThis.__name = (value) => value;' });
    await page.addInitScript(installInPage);
    await page.goto(url, { waitUntil: 'commit' });
    return new SitePage(page);
  }

  /** When the editor took keys, ms since navigation. */
  editorReady(): Promise<number> {
    return this.#page.evaluate(() => (window as unknown as BenchWindow).bench.editorReady);
  }

  /** Toolchain, and the editor that takes the place of the plain one: keys pressed just then may miss both. */
  async toolchainReady(): Promise<void> {
    await this.#page.locator('.monaco-editor .view-lines').first().waitFor();
    await this.#page.getByRole('status', { name: 'Status' }).getByText('Ready', { exact: true }).waitFor();
  }

  async worksOffline(): Promise<void> {
    await this.#page.getByRole('status', { name: 'Status' }).getByText('offline', { exact: true }).waitFor();
  }

  /** Clicks Run; resolves when `text` is in the terminal. Times in ms since navigation. */
  async run(text: string): Promise<{ readonly clickedAt: number; readonly shownAt: number }> {
    // Before the click: Playwright comes back from it only after tens of milliseconds.
    await this.#page.evaluate((expected) => (window as unknown as BenchWindow).bench.expect(expected), text);
    await this.#run.click();
    return this.#shown(text);
  }

  /** As `run`, by the page itself, as soon as Run can be clicked: Playwright looks at a button for a while first. */
  async runAtOnce(text: string): Promise<{ readonly clickedAt: number; readonly shownAt: number }> {
    await this.#page.evaluate((expected) => {
      const { bench } = window as unknown as BenchWindow;
      bench.expect(expected);
      bench.clickRun();
    }, text);
    return this.#shown(text);
  }

  async #shown(text: string): Promise<{ readonly clickedAt: number; readonly shownAt: number }> {
    const times = await this.#page.evaluate(async () => {
      const { bench } = window as unknown as BenchWindow;
      return { shownAt: await bench.shown, clickedAt: bench.clickedAt };
    });
    if (times.shownAt < times.clickedAt) throw new Error(`“${text}” stood in the terminal before the click`);
    return times;
  }

  async clearTerminal(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Clear the terminal' }).click();
  }

  /** Stops a program that waits for input. */
  async stop(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Stop', exact: true }).click();
    await this.runIsPossible();
  }

  async runIsPossible(): Promise<void> {
    await this.#run.and(this.#page.locator(':enabled')).waitFor();
  }

  /** Replaces the text of the open file by pasting, since typing would close brackets and indent. */
  async paste(text: string): Promise<void> {
    // A field to copy from: pages may not write to the clipboard by themselves, and keys may.
    await this.#page.evaluate((copied) => {
      const field = document.createElement('textarea');
      field.id = 'bench-copied';
      field.value = copied;
      document.body.append(field);
      field.select();
    }, text);
    await this.#page.keyboard.press('ControlOrMeta+C');
    await this.#page.evaluate(() => document.getElementById('bench-copied')?.remove());
    await this.press('ControlOrMeta+A', 'ControlOrMeta+V');
  }

  /** Presses keys in the editor, where the caret was left. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#editor.focus();
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  /** Until what follows an edit (saving, the check) is over. The page does not say; this is ample. */
  async settle(): Promise<void> {
    await this.#page.waitForTimeout(800);
  }

  /** The page's longest task since the last call, ms. */
  takeLongestTask(): Promise<number> {
    return this.#page.evaluate(() => {
      const { bench } = window as unknown as BenchWindow;
      const longest = bench.longestTaskMs;
      bench.longestTaskMs = 0;
      return longest;
    });
  }
}
