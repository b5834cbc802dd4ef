import { expect, type Locator, type Page } from '@playwright/test';

/** Long enough for a machine that others keep busy. */
const CLIPBOARD_MS = 60_000;

/**
 * Replaces a field's text, by way of the clipboard. (`fill` in Firefox over BiDi changes what React reads without
 * telling it, and key by key takes long there.)
 */
export async function retype(field: Locator, text: string): Promise<void> {
  await selectAndCopy(field.page(), () => field.press('ControlOrMeta+A'), text);
  await field.press('ControlOrMeta+V');
}

/**
 * Presses the key that selects all, and puts `text` into the clipboard. Firefox lets a page write there for some seconds after a key:
 * where the machine takes longer, the key is pressed again.
 */
export async function selectAndCopy(page: Page, select: () => Promise<void>, text: string): Promise<void> {
  await expect(async () => {
    // What is done to it next fails, and says so; trying again would not end.
    if (page.isClosed()) return;
    await select();
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  }).toPass({ timeout: CLIPBOARD_MS });
}
