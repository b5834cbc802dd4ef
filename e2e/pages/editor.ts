import { expect, type Locator, type Page } from '@playwright/test';
import { selectAndCopy } from './retype.ts';

/** Tabs and text. */
export class Editor {
  readonly panel: Locator;
  readonly tabs: Locator;
  /** The text of the open file, whichever editor shows it. */
  readonly text: Locator;
  /** What is marked as an error in the text. */
  readonly underlines: Locator;
  /** Monaco's, which takes over from the plain one when it has been fetched. */
  readonly #rich: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.panel = page.getByRole('region', { name: 'Editor', exact: true });
    this.tabs = this.panel.getByRole('tab');
    this.text = this.panel.getByRole('textbox', { name: /^Editor, / });
    this.underlines = this.panel.locator('.squiggly-error');
    this.#rich = this.text.and(page.locator('[aria-roledescription="editor"]'));
  }

  tab(name: string): Locator {
    return this.panel.getByRole('tab', { name, exact: true });
  }

  textOf(path: string): Locator {
    return this.panel.getByRole('textbox', { name: `Editor, ${path}`, exact: true });
  }

  /** A line of the text that is in view. */
  line(text: string): Locator {
    return this.panel.locator('.view-line').filter({ hasText: text });
  }

  /** The visible text: what follows the cursor's line may be out of view. */
  async focus(): Promise<void> {
    await this.#rich.focus();
  }

  /** Has Monaco taken over from the plain editor? */
  async isRich(): Promise<boolean> {
    return (await this.#rich.count()) > 0;
  }

  /** What can be seen of the text, in whichever editor shows it. */
  async shown(): Promise<string> {
    // Asked at once: Monaco may take over at any moment.
    return this.panel.evaluate((panel: HTMLElement) => {
      const plain = panel.querySelector<HTMLTextAreaElement>('textarea[aria-label^="Editor, "]');
      const isPlain = plain !== null && plain.getAttribute('aria-roledescription') !== 'editor';
      // A space in Monaco's lines is one that does not break.
      return isPlain ? plain.value : panel.innerText.replaceAll('\u00a0', ' ');
    });
  }

  /** Replaces the whole text, by way of the clipboard as a user would. */
  async write(text: string): Promise<void> {
    await this.focus();
    await selectAndCopy(this.#page, () => this.#page.keyboard.press('ControlOrMeta+A'), text);
    await this.#page.keyboard.press('ControlOrMeta+V');
    const last = text.trimEnd().split('\n').at(-1);
    await expect(this.panel).toContainText(last);
  }

  /** Key by key, at the cursor. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  async close(name: string): Promise<void> {
    await this.panel.getByRole('button', { name: `Close ${name}`, exact: true }).click();
  }
}
