import type { Browser, Page } from '@playwright/test';

/** The fields that are read of an event of Chromium's trace; times in µs. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Of the processor's time. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** How much of the processor's time the tasks of a page's thread take, in Chromium: what other programs take does not count. */
export class TaskTimes {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async start(browser: Browser, page: Page): Promise<TaskTimes> {
    await browser.startTracing(page, { categories: ['toplevel'] });
    return new TaskTimes(browser);
  }

  /** Ends the measurement: the longest task that there was, in ms. */
  async longestMs(): Promise<number> {
    const trace = JSON.parse((await this.#browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}.${tid}`;
    const pages = trace.traceEvents.filter(
      ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
    );
    const threads = new Set(pages.map(threadOf));
    const tasks = trace.traceEvents.filter((event) => event.name.endsWith('RunTask') && threads.has(threadOf(event)));
    // A trace without tasks would prove nothing.
    if (tasks.length === 0) throw new Error('The trace of the page has no tasks');
    return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
  }
}
