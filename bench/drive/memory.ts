import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

/** Megabytes of 10^6. undefined: this browser or system does not say. */
export interface MemoryUse {
  /** What the page and its workers hold, as the browser counts it. */
  readonly held: number | undefined;
  /** Of the process that shows the page: now, and at most so far. */
  readonly resident: number | undefined;
  readonly peak: number | undefined;
}

interface UserAgentMemory {
  readonly measureUserAgentSpecificMemory?: () => Promise<{ readonly bytes: number }>;
}

export async function memoryUse(browser: Browser, page: Page): Promise<MemoryUse> {
  const bytes = await page.evaluate(async () => {
    const { measureUserAgentSpecificMemory } = performance as UserAgentMemory & Performance;
    return measureUserAgentSpecificMemory && (await measureUserAgentSpecificMemory.call(performance)).bytes;
  });
  return { held: bytes === undefined ? undefined : bytes / 1e6, ...(await processUse(browser)) };
}

/** The renderer that holds most is the page's: others are spare. */
async function processUse(browser: Browser): Promise<Pick<MemoryUse, 'resident' | 'peak'>> {
  if (browser.browserType().name() !== 'chromium' || process.platform !== 'linux') {
    return { resident: undefined, peak: undefined };
  }
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
