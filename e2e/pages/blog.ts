import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

/** A page of another site, on another origin and not isolated, that shows a program in a frame. */
export class Blog {
  readonly page: Page;
  readonly frame: FrameLocator;
  readonly runButton: Locator;
  readonly terminal: Locator;
  readonly editor: Locator;
  readonly status: Locator;
  readonly #server: Server;
  #html = '';

  private constructor(page: Page, server: Server) {
    this.page = page;
    this.#server = server;
    server.on('request', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(`<!doctype html><html lang="en"><title>A blog</title><body><h1>A blog</h1>${this.#html}`);
    });
    this.frame = page.frameLocator('iframe');
    this.runButton = this.frame.getByRole('button', { name: 'Run', exact: true });
    this.terminal = this.frame.getByRole('region', { name: 'Terminal', exact: true }).getByRole('list');
    this.editor = this.frame.getByRole('textbox', { name: /^Editor, / });
    this.status = this.frame.getByRole('status', { name: 'Status' });
  }

  static async start(page: Page): Promise<Blog> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Blog(page, server);
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  /** Shows `html`; `SITE` in it is where the site is. What <preopen-embed> says is kept. */
  async show(html: string, site: string): Promise<void> {
    this.#html = `${html.replaceAll('SITE', site)}<script>
      globalThis.heard = [];
      for (const type of ['ready', 'running', 'output', 'exit', 'timings', 'error'])
        document.addEventListener('preopen-' + type, ({ detail }) => heard.push({ type, ...detail }), true);
    </script>`;
    // Another site than 127.0.0.1, as browsers see it.
    await this.page.goto(`http://localhost:${(this.#server.address() as AddressInfo).port}/`);
  }

  /** What was heard of `type` so far. */
  async heard(type: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.page.evaluate(
      (wanted) =>
        (globalThis as unknown as { heard: Record<string, unknown>[] }).heard.filter(({ type }) => type === wanted),
      type,
    );
  }

  /** What was heard before does not count any more. */
  async forget(): Promise<void> {
    await this.page.evaluate(() => void (globalThis as unknown as { heard: unknown[] }).heard.splice(0));
  }

  async hears(type: string): Promise<void> {
    await expect.poll(async () => (await this.heard(type)).length, { timeout: 60_000 }).toBeGreaterThan(0);
  }

  /** Calls a method of the element. */
  async ask(method: string, ...args: readonly unknown[]): Promise<void> {
    await this.page.evaluate(
      ([name, given]) => {
        const element = document.querySelector('preopen-embed') as unknown as Record<
          string,
          (...args: unknown[]) => void
        >;
        element[name]?.(...given);
      },
      [method, args] as const,
    );
  }
}
