import type { Locator, Page } from '@playwright/test';

/** What the page says about a project that another tab has open or changed, or that was damaged. */
export class SharedBar {
  readonly otherTab: Locator;
  readonly conflict: Locator;
  readonly repaired: Locator;

  constructor(page: Page) {
    this.otherTab = page.getByRole('region', { name: 'Open in another tab' });
    this.conflict = page.getByRole('region', { name: 'Changed in another tab' });
    this.repaired = page.getByRole('region', { name: 'Repaired' });
  }

  async takeOver(): Promise<void> {
    await this.otherTab.getByRole('button', { name: /Take over|Take it back/ }).click();
  }

  async openCopy(): Promise<void> {
    await this.otherTab.getByRole('button', { name: 'Open a copy' }).click();
  }
}
