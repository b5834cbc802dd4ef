import type { Locator, Page } from '@playwright/test';

/** What the compiler and the linker say. */
export class Problems {
  readonly panel: Locator;
  readonly title: Locator;
  /** Problems and their notes. */
  readonly items: Locator;
  /** Of the row at the bottom; it says how many there are. */
  readonly tab: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('region', { name: 'Problems', exact: true });
    this.title = this.panel.getByRole('heading', { level: 2 });
    this.tab = page.getByRole('tablist', { name: 'Bottom panel' }).getByRole('tab', { name: /^Problems/ });
    this.items = this.panel.getByRole('listitem');
  }

  /** The group of one file, or of the linker. */
  of(file: string): Locator {
    return this.panel.getByRole('region', { name: file, exact: true });
  }

  /** Brings it into view among the tabs at the bottom. */
  async open(): Promise<void> {
    await this.tab.click();
  }

  async jumpTo(text: string | RegExp): Promise<void> {
    await this.panel.getByRole('button', { name: text }).first().click();
  }
}
