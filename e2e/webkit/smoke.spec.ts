import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, it, onTestFailed } from 'vitest';
import { WebDriver } from './webdriver.ts';
import { WebKitPage } from './webkit-page.ts';

/** What `scripts/lib/webkit.mjs` has started. */
interface Started {
  readonly site: string;
  readonly binary: string;
  /** Drivers of browsers that have shared memory, and of those that have none. */
  readonly drivers: { readonly shared: string; readonly plain: string };
}

const started = JSON.parse(process.env['PREOPEN_WEBKIT'] ?? 'null') as Started | null;
if (!started) throw new Error('Run these tests with "npm run test:webkit", which starts the browser they drive');
const { site, binary, drivers } = started;

describe.each([
  { with: 'with shared memory', driver: drivers.shared, wire: 'isolated (shared memory)' },
  { with: 'without it', driver: drivers.plain, wire: 'no shared memory (through the service worker)' },
])('WebKit $with', ({ driver, wire }) => {
  let browser: WebDriver;
  let page: WebKitPage;

  beforeAll(async () => {
    browser = await WebDriver.start(driver, { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } });
    page = new WebKitPage(browser);
  });
  afterAll(() => browser.quit());
  beforeEach(() =>
    onTestFailed(async ({ task }) => {
      await writeFile(`test-results/webkit-${task.id}.png`, await browser.screenshot());
    }),
  );

  it('opens, and says how programs wait', async () => {
    await page.open(site);
    await page.detailsSay(wire);
  });

  it('runs a program, which prints and reads an answer', async () => {
    await page.press('Run');
    await page.terminalShows('What is your name?');
    // The terminal has had the keyboard since Run.
    await page.type('Edsger\n');
    await page.terminalShows('Hello, Edsger!');
    await page.statusSays('exit 0');
  });

  it('stops an endless loop that was typed in', async () => {
    await page.writeLine('int main(void) { for (;;); }');
    await page.press('Run');
    await page.statusSays(/running$/);
    await page.press('Stop');
    await page.statusSays('stopped');
  });

  it('records what a program calls', async () => {
    await page.choose('Trace');
    await page.turnOn('Record calls');
    await page.writeLine('int puts(const char *); int main(void) { puts("traced"); return 3; }');
    await page.press('Run');
    await page.statusSays('exit 3');
    await page.terminalShows('traced');
    await page.traceShows('fd_write');
    await page.press('Close the trace');
  });

  it('keeps files over a reload', async () => {
    await page.createFile('kept.txt');
    await page.writeLine('written before the reload');
    await page.statusSays(/(?<!not )saved/);
    await page.reload();
    await page.hasFile('kept.txt');
    await page.editorShows('written before the reload');
  });

  it('opens a link and runs what is in it', async () => {
    await page.follow('#1otgv40WeqKxlCKGBFVwA');
    await page.press('Open');
    await page.press('Run');
    await page.terminalShows('Hello, world!');
    await page.statusSays('exit 0');
  });
});
