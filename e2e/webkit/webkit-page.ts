import { expect } from 'vitest';
import { KEYS, type Element, type WebDriver } from './webdriver.ts';

/** A build right after the compiler came takes a second or two, and a hundred times that where many others share the processor. */
const SLOW = { timeout: 150_000, interval: 100 };

/** Also of what is out of view, which the driver's own command leaves out. */
const TEXT_OF = 'return document.evaluate(arguments[0], document, null, XPathResult.STRING_TYPE, null).stringValue';

/** The page in WebKit: where things are and what to wait for. */
export class WebKitPage {
  readonly #browser: WebDriver;

  constructor(browser: WebDriver) {
    this.#browser = browser;
  }

  async open(url: string): Promise<void> {
    await this.#browser.open(url);
    await this.compilerIsReady();
  }

  async reload(): Promise<void> {
    await this.#browser.reload();
    await this.compilerIsReady();
  }

  /** At rest in the browser, it is started by the first build that needs it. */
  async compilerIsReady(): Promise<void> {
    await this.#says(() => this.status(), 'Ready');
    await this.#one(named('*', 'Editor, '));
  }

  /** As when a link is put into the address of a page that is open already. */
  async follow(link: string): Promise<void> {
    await this.#browser.run('location.hash = arguments[0]', link);
  }

  async status(): Promise<string> {
    return this.#textOf('//*[@role="status" and @aria-label="Status"]');
  }

  async statusSays(text: string | RegExp): Promise<void> {
    await this.#says(() => this.status(), text);
  }

  async detailsSay(text: string): Promise<void> {
    await this.press('Details');
    await this.#says(() => this.#textOf('//*[@role="group" and @aria-label="Details"]'), text);
  }

  /** What the terminal has in view. */
  async terminalShows(text: string | RegExp): Promise<void> {
    await this.#says(() => this.#textOf('//section[@aria-label="Terminal"]//*[@role="list"]'), text);
  }

  async editorShows(text: string): Promise<void> {
    await this.#says(() => this.#textOf('//section[@aria-label="Editor"]'), text);
  }

  async traceShows(text: string | RegExp): Promise<void> {
    await this.#says(() => this.#textOf('//section[@aria-label="Trace"]'), text);
  }

  async press(button: string): Promise<void> {
    await this.#click(`//button[(@aria-label="${button}" or normalize-space()="${button}") and not(@disabled)]`);
  }

  async turnOn(name: string): Promise<void> {
    await this.#click(`//*[@role="switch" and normalize-space(..)="${name}"]`);
  }

  async type(text: string): Promise<void> {
    await this.#browser.type(text.replaceAll('\n', KEYS.enter));
  }

  /** Replaces the open file's text by one line, key by key: closing brackets are typed over. */
  async writeLine(line: string): Promise<void> {
    await this.#focus('//textarea[starts-with(@aria-label, "Editor, ")]');
    await this.#browser.press(KEYS.control, 'a');
    await this.type(line);
    await this.editorShows(line);
  }

  async choose(command: string): Promise<void> {
    await this.#browser.press(KEYS.control, 'k');
    await this.#one('//*[@role="combobox"]');
    await this.type(command);
    await this.#says(() => this.#textOf('//*[@role="option"]'), command);
    await this.type('\n');
  }

  async createFile(name: string): Promise<void> {
    await this.press('New file');
    await this.#one(named('input', 'Name of the new file'));
    await this.type(`${name}\n`);
    await this.#one(named('*', `Editor, ${name}`));
  }

  async hasFile(name: string): Promise<void> {
    await this.#one(`//*[@role="treeitem" and @aria-label="${name}"]`);
  }

  /** The text areas of the editor and of the terminal are too small to be clicked. */
  async #focus(path: string): Promise<void> {
    await this.#browser.run('arguments[0].focus()', await this.#one(path));
  }

  async #click(path: string): Promise<void> {
    await this.#browser.click(await this.#one(path));
  }

  /** Waits for an element; of several, the first. */
  async #one(path: string): Promise<Element> {
    await expect.poll(async () => (await this.#browser.findAll(path)).length, { ...SLOW, message: path }).not.toBe(0);
    const [first] = await this.#browser.findAll(path);
    if (!first) throw new Error(`${path} went away`);
    return first;
  }

  async #textOf(path: string): Promise<string> {
    return (await this.#browser.run(TEXT_OF, path)) as string;
  }

  async #says(read: () => Promise<string>, text: string | RegExp): Promise<void> {
    // Monaco writes blanks that do not break.
    const plain = async (): Promise<string> => (await read()).replaceAll('\u00A0', ' ');
    if (typeof text === 'string') await expect.poll(plain, SLOW).toContain(text);
    else await expect.poll(plain, SLOW).toMatch(text);
  }
}

function named(tag: string, label: string): string {
  return `//${tag}[starts-with(@aria-label, "${label}")]`;
}
