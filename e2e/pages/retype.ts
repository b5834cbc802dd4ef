import type { Locator } from '@playwright/test';

/**
 * Replaces a field's text, by way of the clipboard. (`fill` in Firefox over BiDi changes what React reads without
 * telling it, and key by key takes long there.)
 */
export async function retype(field: Locator, text: string): Promise<void> {
  await field.press('ControlOrMeta+A');
  await field.evaluate((_, copied) => navigator.clipboard.writeText(copied), text);
  await field.press('ControlOrMeta+V');
}
