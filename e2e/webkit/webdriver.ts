/** How the standard marks a value that is an element: https://www.w3.org/TR/webdriver2/#elements */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

export type Element = Readonly<Record<typeof ELEMENT, string>>;

/** Keys that write no text: https://www.w3.org/TR/webdriver2/#keyboard-actions */
export const KEYS = { enter: '\uE007', control: '\uE009' } as const;

/** One browser, driven by the W3C's WebDriver protocol. It has the commands that the tests here need. */
export class WebDriver {
  readonly #session: string;

  private constructor(session: string) {
    this.#session = session;
  }

  /** Has the driver at `url` start a browser. */
  static async start(url: string, capabilities: object): Promise<WebDriver> {
    const body = { capabilities: { alwaysMatch: capabilities } };
    const { sessionId } = (await send('POST', `${url}/session`, body)) as { readonly sessionId: string };
    return new WebDriver(`${url}/session/${sessionId}`);
  }

  /** Ends the browser. */
  async quit(): Promise<void> {
    await send('DELETE', this.#session);
  }

  async open(url: string): Promise<void> {
    await this.#post('url', { url });
  }

  async reload(): Promise<void> {
    await this.#post('refresh', {});
  }

  /** Runs `script` as the body of a function with `args` and answers what it returns. */
  async run(script: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.#post('execute/sync', { script, args });
  }

  /** All elements that the XPath leads to. */
  async findAll(value: string): Promise<readonly Element[]> {
    return (await this.#post('elements', { using: 'xpath', value })) as readonly Element[];
  }

  async click(element: Element): Promise<void> {
    await this.#post(`element/${element[ELEMENT]}/click`, {});
  }

  /** Presses one key after the other, wherever the focus is. */
  async type(text: string): Promise<void> {
    await this.#keys(Array.from(text).flatMap((value) => [down(value), up(value)]));
  }

  /** Presses `key` while `held` is down. */
  async press(held: string, key: string): Promise<void> {
    await this.#keys([down(held), down(key), up(key), up(held)]);
  }

  /** A PNG of what is in view. */
  async screenshot(): Promise<Buffer> {
    return Buffer.from((await send('GET', `${this.#session}/screenshot`)) as string, 'base64');
  }

  async #keys(actions: readonly object[]): Promise<void> {
    await this.#post('actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  #post(command: string, body: object): Promise<unknown> {
    return send('POST', `${this.#session}/${command}`, body);
  }
}

function down(value: string): object {
  return { type: 'keyDown', value };
}

function up(value: string): object {
  return { type: 'keyUp', value };
}

async function send(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  const { value } = (await response.json()) as { readonly value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { readonly error: string; readonly message: string };
  throw new Error(`${method} ${new URL(url).pathname}: ${error}: ${message}`);
}
