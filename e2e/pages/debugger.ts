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

  constructor({ page }: Pick<Ide, 'page'>) {
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
