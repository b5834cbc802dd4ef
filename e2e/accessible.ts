import type { Locator, Page } from '@playwright/test';
import axe from 'axe-core';
import { expect } from './test.ts';

/** Nothing that axe knows of is wrong with what the page, or `part` of it, shows now. It looks into no frame: the page has none. */
export async function expectAccessible(page: Page, part: Locator = page.locator(':root')): Promise<void> {
  // In the page once, and only asked for what is wrong: axe's own adapter injects it and opens another page each time.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const violations = await part.evaluate(async (element) => {
    const { axe: inPage } = globalThis as unknown as { readonly axe: typeof axe };
    const results = await inPage.run(element, { resultTypes: ['violations'], iframes: false });
    return results.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      at: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary ?? ''}`),
    }));
  });
  expect(violations).toEqual([]);
}
