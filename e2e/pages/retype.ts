import { expect, type Locator } from '@playwright/test';

/**
 * Replaces a field's text, by way of the clipboard. (`fill` in Firefox over BiDi changes what React reads without
 * telling it, and key by key takes long there.)
 */
export async function retype(field: Locator, text: string): Promise<void> {
  // Firefox lets a page write to the clipboard for some seconds after a key. Where the machine takes longer, another key is pressed.
  await expect(async () => {
    await field.press('ControlOrMeta+A');
    await field.evaluate((_, copied) => navigator.clipboard.writeText(copied), text);
  }).toPass();
  await field.press('ControlOrMeta+V');
}
