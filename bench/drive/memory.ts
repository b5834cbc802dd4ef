import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

/** Megabytes of 10^6, and only what this browser and system tell. */
export interface MemoryUse {
  /** The page's own JavaScript heap, after a garbage collection. Workers have heaps of their own. */
  readonly heap: number;
  /** The process that runs the page and its workers: now, and at most so far. */
  readonly resident: number;
  readonly peak: number;
}

/** undefined: this browser or system does not say. */
export async function memoryUse(browser: Browser, page: Page): Promise<MemoryUse | undefined> {
  if (browser.browserType().name() !== 'chromium' || process.platform !== 'linux') return undefined;
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return { heap: usedSize / 1e6, ...(await processUse(browser)) };
}

/** The renderer that holds most is the page's: others are spare. */
async function processUse(browser: Browser): Promise<Pick<MemoryUse, 'resident' | 'peak'>> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const uses = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      const status = readFileSync(`/proc/${id}/status`, 'utf8');
      return { resident: field(status, 'VmRSS'), peak: field(status, 'VmHWM') };
    });
  return uses.reduce((most, use) => (use.resident > most.resident ? use : most), { resident: 0, peak: 0 });
}

function field(status: string, name: string): number {
  const kib = new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1];
  return kib === undefined ? 0 : (Number(kib) * 1024) / 1e6;
}
