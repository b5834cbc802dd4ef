import { expect, type Locator } from '@playwright/test';
import type { Ide } from './ide.ts';

/** Compiling and linking, on a machine that is busy. */
const BUILD_TIMEOUT_MS = 150_000;

/** The Debugger panel, and the button that starts it. */
export class Debugger {
  readonly panel: Locator;
  readonly start: Locator;
  readonly state: Locator;
  readonly variables: Locator;
  readonly callStack: Locator;
  readonly timeline: Locator;
  readonly memory: Locator;
  /** The terminal as it was at the moment that was gone back to. */
  readonly pastTerminal: Locator;
  /** What is written after the lines of the text. */
  readonly inText: Locator;

  readonly #ide: Ide;

  constructor(ide: Ide) {
    const { page } = ide;
    this.#ide = ide;
    this.panel = page.getByRole('region', { name: 'Debugger' });
    this.start = page.getByRole('button', { name: 'Debug', exact: true });
    this.state = this.panel.getByRole('status').first();
    this.variables = this.panel.getByRole('region', { name: 'Variables' });
    this.callStack = this.panel.getByRole('region', { name: 'Call stack' });
    this.memory = page.getByRole('region', { name: 'Memory' });
    this.pastTerminal = page.getByRole('region', { name: 'Terminal at this moment' });
    this.inText = page.locator('.stop-values');
    this.timeline = this.panel.getByRole('slider', { name: 'Timeline' });
  }

  /** What can be asked of a value: where it came from. */
  places(name: string): Locator {
    return this.panel.getByRole('group', { name: `Where ${name} came from`, exact: true });
  }

  /** What the memory in words says of the variable `name`. */
  inWords(name: string): Locator {
    return this.memory
      .getByRole('row')
      .filter({ has: this.panel.page().getByRole('cell', { name, exact: true }) })
      .getByRole('cell')
      .last();
  }

  /** A block of the heap in words. */
  block(number: number): Locator {
    return this.memory.locator('tbody').filter({ hasText: `Block ${number}:` });
  }

  /** Sets a breakpoint by keyboard. */
  async breakAt(line: number): Promise<void> {
    await this.#ide.editor.press('ControlOrMeta+Home');
    for (let at = 1; at < line; at++) await this.#ide.editor.press('ArrowDown');
    await this.#ide.editor.press('F9');
    await expect(this.#ide.page.locator('.breakpoint-mark')).toHaveCount(1);
  }

  /** Presses Debug, and waits until the program stands at the first line of `main`. */
  async begin(): Promise<void> {
    await this.start.click();
    await expect(this.state).toContainText('Stopped at the first line of main', { timeout: BUILD_TIMEOUT_MS });
  }

  /** Presses a button of the panel, once the program stands still. */
  async press(name: string): Promise<void> {
    await this.panel.locator('button[aria-disabled="false"]', { hasText: new RegExp(`^${name}$`) }).click();
  }
}
