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

/** A page of a fresh browser; the browser closes with it. */
export async function withPage<T>(name: BrowserName, use: (page: Page, browser: Browser) => Promise<T>): Promise<T> {
  const browser = await launch(name);
  try {
    return await use(await browser.newPage(), browser);
  } finally {
    await browser.close();
  }
}
