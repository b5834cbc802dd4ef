import type { Locator } from '@playwright/test';

/** Replaces a field's text key by key. (`fill` in Firefox over BiDi changes what React reads without telling it.) */
export async function retype(field: Locator, text: string): Promise<void> {
  await field.press('ControlOrMeta+A');
  await field.pressSequentially(text);
}
