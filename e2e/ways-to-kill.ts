import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';

/** How a visit ends that was not closed properly. */
export type Kill =
  /** To another page: this one can still write down what it has not saved. */
  | 'leave'
  /** The tab is closed. */
  | 'close'
  /** The kernel worker is ended in the middle of whatever it does. */
  | 'worker'
  /** The process of the tab crashes. */
  | 'crash'
  /** The whole browser is killed. */
  | 'browser';

/** Each as often as it stands here. Nothing crashes a tab of Firefox from outside. */
export const KILLS: Readonly<Record<string, readonly Kill[]>> = {
  chromium: ['leave', 'close', 'close', 'worker', 'worker', 'crash', 'crash', 'browser'],
  firefox: ['leave', 'leave', 'close', 'close', 'close', 'worker', 'worker', 'worker', 'browser'],
};

/** Before the page is opened, so that `killWorker` and `breakProcessWorkers` can be used. */
export function rememberWorkers(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    globalThis.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (options?.name === 'kernel') Object.assign(globalThis, { kernelWorker: this });
        if (options?.name === 'process') {
          const all = globalThis as unknown as { processWorkers?: Worker[] };
          (all.processWorkers ??= []).push(this);
        }
      }
    };
  });
}

export function killWorker(page: Page): Promise<void> {
  return page.evaluate(() => (globalThis as unknown as { kernelWorker: Worker }).kernelWorker.terminate());
}

/** As if an exception of our own had ended each worker that programs and tools run in. */
export function breakProcessWorkers(page: Page, message: string): Promise<void> {
  return page.evaluate((why) => {
    for (const worker of (globalThis as unknown as { processWorkers: Worker[] }).processWorkers)
      worker.dispatchEvent(new ErrorEvent('error', { message: why }));
  }, message);
}

export async function crashTab(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // It cannot answer.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
}

/** Kills the browser that uses `profile`. */
export async function killBrowser(profile: string): Promise<void> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,args='], { maxBuffer: 64 << 20 });
  const its = stdout.split('\n').filter((line) => line.includes(profile));
  if (its.length === 0) throw new Error('No browser uses that profile');
  for (const line of its) {
    try {
      process.kill(Number.parseInt(line, 10), 'SIGKILL');
    } catch {
      // It went with its parent.
    }
  }
}
