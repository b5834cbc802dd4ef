import type { Page, Request } from '@playwright/test';

/** What Firefox says of a load that was under way when its page was left. */
const ENDED_BY_LEAVING =
  /A ServiceWorker intercepted the request|downloadable font: download failed|A process worker failed: it could not be started/;

/** Listens to a page for what no test may cause: errors in the console, uncaught errors, requests to other origins. */
export class Watch {
  readonly #page: Page;
  #complaints: string[] = [];
  #foreign: string[] = [];
  #requests = 0;
  #isVisited = false;
  /** Has a page of the site been left, by a reload or for another? */
  #hasLeft = false;
  /** Where the page comes from: nothing is requested before the page itself. */
  #origin: string | undefined;

  constructor(page: Page) {
    this.#page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.#complaints.push(`console: ${message.text()}`);
    });
    // Not every browser's console says what the policy of the page refused.
    void page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
        reportError(new Error(`refused by the page's policy: ${effectiveDirective} ${blockedURI}`)),
      );
    });
    page.on('pageerror', (error) => this.#complaints.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      this.#hasLeft = this.#isVisited;
      this.#isVisited = true;
    });
    page.on('request', (request) => this.#requested(request));
  }

  /** Forgets what was seen so far: another test begins. */
  reset(): void {
    this.#complaints = [];
    this.#foreign = [];
    this.#requests = 0;
    this.#hasLeft = false;
  }

  /** What was said, except for what the test brought about on purpose. */
  async complaints(expected?: RegExp): Promise<readonly string[]> {
    const faults = await this.#page.getByRole('alert').filter({ hasText: 'Preopen made a mistake' }).allTextContents();
    const broken = await this.#page.getByRole('alert').filter({ hasText: 'stopped working' }).allTextContents();
    return [...this.#complaints, ...faults, ...broken].filter(
      (text) => expected?.test(text) !== true && !(this.#hasLeft && ENDED_BY_LEAVING.test(text)),
    );
  }

  get foreignRequests(): readonly string[] {
    return this.#foreign;
  }

  /** How many requests were seen at all: an empty list of foreign ones says little where none was seen. */
  get requestCount(): number {
    return this.#requests;
  }

  #requested(request: Request): void {
    const url = new URL(request.url());
    this.#requests += 1;
    if (['data:', 'blob:', 'about:'].includes(url.protocol)) return;
    this.#origin ??= url.origin;
    if (url.origin !== this.#origin) this.#foreign.push(request.url());
  }
}
