import { expect, type Locator, type Page } from '@playwright/test';
import { retype } from './retype.ts';

/** Sends requests to the program that runs. */
export class HttpClient {
  readonly panel: Locator;
  readonly method: Locator;
  readonly path: Locator;
  readonly headers: Locator;
  readonly body: Locator;
  readonly sendButton: Locator;
  readonly grantButton: Locator;
  readonly response: Locator;
  readonly request: Locator;
  readonly outcome: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('region', { name: 'HTTP', exact: true });
    this.method = this.panel.getByRole('combobox', { name: 'Method' });
    this.path = this.panel.getByRole('textbox', { name: 'Path' });
    this.headers = this.panel.getByRole('textbox', { name: 'Headers' });
    this.body = this.panel.getByRole('textbox', { name: 'Body' });
    this.sendButton = this.panel.getByRole('button', { name: 'Send' });
    this.grantButton = this.panel.getByRole('button', { name: 'Grant a listening socket on port 8080' });
    this.response = this.panel.getByLabel('Response as received');
    this.request = this.panel.getByLabel('Request as sent');
    this.outcome = this.panel.getByRole('status', { name: 'Outcome' });
  }

  async send(method: string, path: string): Promise<void> {
    await this.method.selectOption(method);
    await retype(this.path, path);
    await this.path.press('Enter');
    await expect(this.request).toContainText(`${method} ${path} HTTP/1.1`);
  }

  async close(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Close the HTTP client' }).click();
  }
}
