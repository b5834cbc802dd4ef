import type { Page } from '@playwright/test';

/** Its elements, as far as they are used here. */
interface RunElement extends Element {
  setEditorProgram(syntax: 'cpp', runtime: 'clang', code: string): void;
}
interface EditorElement extends Element {
  readonly program?: string;
}
interface TerminalElement extends Element {
  readonly terminal: {
    readonly rows: number;
    readonly buffer: {
      readonly active: { getLine(row: number): { translateToString(isTrimmed: boolean): string } | undefined };
    };
    onRender(listener: () => void): { dispose(): void };
  };
}

interface Times {
  readonly clickedAt: number;
  readonly shownAt: number;
}

/** The page of `runnoSite`, used as a visitor would. */
export class RunnoPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async open(page: Page, url: string): Promise<RunnoPage> {
    await page.addInitScript({ content: 'globalThis.__name = (value) => value;' });
    await page.goto(url, { waitUntil: 'commit' });
    return new RunnoPage(page);
  }

  /**
   * Clicks its Run as soon as the program is in its editor; resolves when its terminal has drawn `text`. Times in ms since
   * navigation. Throws where the terminal says that it failed.
   */
  run(text: string): Promise<Times> {
    return this.#page.evaluate(async (expected): Promise<Times> => {
      const inside = (): ShadowRoot | null | undefined => document.querySelector('runno-run')?.shadowRoot;
      const runButton = (): HTMLButtonElement | null | undefined =>
        inside()?.querySelector('runno-controls')?.shadowRoot?.querySelector('#run');
      // While a program runs, another button is in its place.
      while (!inside()?.querySelector<EditorElement>('runno-editor')?.program || !runButton()) {
        await new Promise((resolve) => setTimeout(resolve));
      }
      const terminal = inside()?.querySelector<TerminalElement>('runno-terminal')?.terminal;
      if (!terminal) throw new Error('Its terminal is not where it was');
      const isDrawn = (what: string): boolean =>
        Array.from({ length: terminal.rows }, (_, row) => terminal.buffer.active.getLine(row)).some((line) =>
          line?.translateToString(true).includes(what),
        );
      const shown = new Promise<number>((resolve, reject) => {
        const listener = terminal.onRender(() => {
          if (isDrawn('[Crashed]')) reject(new Error('Its run has failed'));
          else if (!isDrawn(expected)) return;
          listener.dispose();
          // After all else that the page does in this task.
          setTimeout(() => resolve(performance.now()));
        });
      });
      const clickedAt = performance.now();
      runButton()?.click();
      return { clickedAt, shownAt: await shown };
    }, text);
  }

  async edit(source: string): Promise<void> {
    await this.#page.evaluate(
      (code) => document.querySelector<RunElement>('runno-run')?.setEditorProgram('cpp', 'clang', code),
      source,
    );
  }
}
