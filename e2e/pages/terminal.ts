import { expect, type Locator, type Page } from '@playwright/test';

/** The screen of the program, and the keyboard it reads. */
export class Terminal {
  readonly panel: Locator;
  /** The rows in view, as assistive technology reads them. */
  readonly rows: Locator;
  readonly screen: Locator;
  readonly input: Locator;
  readonly keys: Locator;
  readonly #tab: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.panel = page.getByRole('region', { name: 'Terminal', exact: true });
    this.screen = this.panel.getByRole('list');
    this.rows = this.screen.getByRole('listitem');
    this.input = this.panel.getByRole('textbox', { name: 'Terminal input' });
    this.#tab = page.getByRole('tablist', { name: 'Bottom panel' }).getByRole('tab', { name: 'Terminal' });
    this.keys = this.panel.getByRole('toolbar', { name: 'Terminal keys' });
  }

  /** Brings it into view among the tabs at the bottom; at phone width there are none. */
  async open(): Promise<void> {
    if ((await this.#tab.count()) > 0) await this.#tab.click();
  }

  async focus(): Promise<void> {
    await this.input.focus();
  }

  /** Waits for a prompt or other text to be on the screen. */
  async shows(text: string | RegExp, timeout = 60_000): Promise<void> {
    await expect(this.screen).toContainText(text, { timeout });
  }

  /** Key by key; a newline is Enter. */
  async type(text: string): Promise<void> {
    await this.focus();
    await this.#page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    await this.focus();
    await this.#page.keyboard.press(key);
  }

  /** As an input method does that first shows what it is about to type. */
  async compose(text: string): Promise<void> {
    await this.focus();
    await this.input.evaluate((element: HTMLTextAreaElement, composed) => {
      const tell = (type: string) =>
        element.dispatchEvent(new CompositionEvent(type, { data: composed, bubbles: true, cancelable: true }));
      tell('compositionstart');
      tell('compositionupdate');
      element.value += composed;
      tell('compositionend');
    }, text);
  }

  /** As an emoji picker or dictation does: text without a key. */
  async insert(text: string): Promise<void> {
    await this.focus();
    await this.#page.keyboard.insertText(text);
  }

  async paste(text: string): Promise<void> {
    await this.focus();
    await this.#page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.#page.keyboard.press('ControlOrMeta+V');
  }

  async clear(): Promise<void> {
    await this.open();
    await this.panel.getByRole('button', { name: 'Clear the terminal' }).click();
  }

  /** Everything, also what has scrolled out of view. */
  async allText(): Promise<string> {
    await this.open();
    await this.panel.getByRole('button', { name: 'Copy the terminal’s text' }).click();
    return this.#page.evaluate(() => navigator.clipboard.readText());
  }

  /** Presses a key of the row that stands in for a keyboard. */
  async tapKey(name: string): Promise<void> {
    await this.keys.getByRole('button', { name, exact: true }).click();
  }
}
