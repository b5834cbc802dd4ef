import { expect, type Locator, type Page } from '@playwright/test';
import { Editor } from './editor.ts';
import { Files } from './files.ts';
import { Palette } from './palette.ts';
import { Problems } from './problems.ts';
import { Projects } from './projects.ts';
import { Settings } from './settings.ts';
import { Terminal } from './terminal.ts';

/** Compiling the compiler is the slowest thing there is. */
const COMPILER_TIMEOUT_MS = 60_000;
/** A program's first build after the compiler came, on a busy machine. */
const RUN_TIMEOUT_MS = 90_000;

/** The whole page. */
export class Ide {
  readonly page: Page;
  readonly editor: Editor;
  readonly files: Files;
  readonly palette: Palette;
  readonly problems: Problems;
  readonly projects: Projects;
  readonly settings: Settings;
  readonly terminal: Terminal;
  /** The line that says how things stand. */
  readonly status: Locator;
  /** What the status line says in few words, in full. */
  readonly details: Locator;
  /** The same, also while they are not shown. */
  readonly #hiddenDetails: Locator;
  readonly runButton: Locator;
  /** Says whether programs are checked, and switches it. */
  readonly checksButton: Locator;
  readonly stopButton: Locator;
  /** How the last run ended, below the panels. */
  readonly outcome: Locator;
  /** Sentences that must not be overlooked, each with its button. (Monaco keeps empty alerts of its own.) */
  readonly alerts: Locator;

  constructor(page: Page) {
    this.page = page;
    this.editor = new Editor(page);
    this.files = new Files(page);
    this.palette = new Palette(page);
    this.problems = new Problems(page);
    this.projects = new Projects(page);
    this.settings = new Settings(page);
    this.terminal = new Terminal(page);
    this.status = page.getByRole('status', { name: 'Status' });
    this.details = page.getByRole('group', { name: 'Details', exact: true });
    this.#hiddenDetails = page.getByRole('group', { name: 'Details', exact: true, includeHidden: true });
    this.checksButton = page.getByRole('button', { name: /^checks (on|off)$/ });
    this.runButton = page.getByRole('button', { name: 'Run', exact: true });
    this.stopButton = page.getByRole('button', { name: 'Stop', exact: true });
    this.outcome = page.getByRole('region', { name: 'Outcome' });
    this.alerts = page.getByRole('alert').filter({ has: page.getByRole('button') });
  }

  async open(url = '/'): Promise<void> {
    await this.page.goto(url);
    await expect(this.editor.text).toBeAttached();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await expect(this.editor.text).toBeAttached();
  }

  /** Waits until the compiler has started. The status line says “Ready” before: programs can be run while it sleeps. */
  async compilerIsReady(): Promise<void> {
    await expect(this.#hiddenDetails).toContainText(/clang [\d.]+ ready/, { timeout: COMPILER_TIMEOUT_MS });
  }

  /** Waits until this browser keeps everything there is of the site and of its compiler. */
  async worksOffline(): Promise<void> {
    await this.compilerIsReady();
    await expect(this.status).toContainText('offline', { timeout: COMPILER_TIMEOUT_MS });
  }

  /** Waits until this browser keeps the page, from which the next visit is served. */
  async isKept(): Promise<void> {
    await this.compilerIsReady();
    await expect
      .poll(() => this.page.evaluate(async () => (await caches.match(location.href)) !== undefined), {
        timeout: 30_000,
      })
      .toBe(true);
  }

  async openDetails(): Promise<void> {
    if (await this.details.isVisible()) return;
    await this.page.getByRole('button', { name: 'Details', exact: true }).click();
    await expect(this.details).toBeVisible();
  }

  /** Starts a run; does not wait for its end. */
  async run(): Promise<void> {
    await expect(this.runButton).toBeEnabled();
    await this.runButton.click();
  }

  /** Puts `code` into the open file and starts it. */
  async runCode(code: string): Promise<void> {
    await this.editor.write(code);
    await this.run();
  }

  async stop(): Promise<void> {
    await this.stopButton.click();
  }

  /** Waits for the program to run, as against being compiled. */
  async isRunning(): Promise<void> {
    await expect(this.status).toContainText(/running$/, { timeout: RUN_TIMEOUT_MS });
  }

  /** Waits until the last run has ended as the status line words it. */
  async ended(how: string | RegExp): Promise<void> {
    await expect(this.runButton).toBeEnabled({ timeout: RUN_TIMEOUT_MS });
    await expect(this.status).toContainText(how);
  }

  /** Waits until nothing typed or written would be lost. */
  async isSaved(): Promise<void> {
    await expect(this.page.getByRole('tab', { name: /not saved yet/ })).toHaveCount(0);
    await expect(this.status).toContainText(/(?<!not )saved/);
  }

  /** Leaves the page as the next test wants to find it. */
  async leave(): Promise<void> {
    if (await this.stopButton.isEnabled()) await this.stop();
    await expect(this.runButton).toBeEnabled();
  }
}
