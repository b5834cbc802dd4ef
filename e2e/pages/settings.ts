import { expect, type Locator, type Page } from '@playwright/test';

/** How the project is built and run. */
export class Settings {
  readonly panel: Locator;
  readonly args: Locator;
  readonly env: Locator;
  readonly systemCalls: Locator;
  readonly standard: Locator;
  readonly optimisation: Locator;
  readonly fontSize: Locator;
  readonly #button: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('region', { name: 'Settings', exact: true });
    this.args = this.panel.getByRole('textbox', { name: 'Arguments' });
    this.env = this.panel.getByRole('textbox', { name: 'Environment' });
    this.systemCalls = this.panel.getByRole('combobox', { name: 'System calls' });
    this.standard = this.panel.getByRole('combobox', { name: 'Standard' });
    this.optimisation = this.panel.getByRole('combobox', { name: 'Optimisation' });
    this.fontSize = this.panel.getByRole('combobox', { name: 'Font size' });
    this.#button = page.getByRole('button', { name: 'Settings', exact: true });
  }

  async open(): Promise<void> {
    if (await this.panel.isVisible()) return;
    await this.#button.click();
    await expect(this.args).toBeVisible();
  }

  async close(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Close the settings' }).click();
    await expect(this.panel).toHaveCount(0);
  }
}
