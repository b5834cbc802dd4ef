import { chromium, firefox, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { candidates, launchOptions, type BrowserName } from '../../scripts/lib/browsers.mjs';

const TYPES = { chromium, firefox } as const;
function optionsFor(name: BrowserName): ReturnType<typeof launchOptions> {
  return launchOptions(name, candidates(name, TYPES[name].executablePath())[0]);
}

export function launch(name: BrowserName): Promise<Browser> {
  return TYPES[name].launch(optionsFor(name));
}

/** A browser with a profile of its own in `folder`, for visits that remember the one before. */
export function launchWithProfile(name: BrowserName, folder: string): Promise<BrowserContext> {
  return TYPES[name].launchPersistentContext(folder, optionsFor(name));
}

/** For so long a browser that was just started works for itself: Chromium with a profile of its own some two seconds. */
const BROWSER_START_MS = 3000;

/** Until the browser has started, as far as a person can see. */
export async function calm(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.waitForTimeout(BROWSER_START_MS);
}

/** By then even a slow machine is done; what is not will never be. */
const PATIENCE_MS = 240_000;

/** A page of a fresh browser; the browser closes with it, and ends what does not end in time. */
export async function withPage<T>(
  name: BrowserName,
  use: (page: Page, browser: Browser) => Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const browser = await launch(name);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patienceMs);
  late.signal.addEventListener('abort', () => void browser.close());
  try {
    return await use(await browser.newPage(), browser);
  } catch (error) {
    throw late.signal.aborted ? new Error(`${name} was not done after ${patienceMs / 1000} s`) : error;
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}
