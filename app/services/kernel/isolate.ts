import { takenOver } from '../../../runtime/client/service-worker.ts';

/** Remembers, for this tab, that the page was loaded again to be isolated. */
const KEY = 'preopen.isolating';

/**
 * Loads the page again, once in the life of a tab, where the service worker can isolate it though its host does not.
 * Resolves only when that is not to be: nothing was shown yet that a visitor could have begun with.
 */
export async function reloadIsolated(page: Window): Promise<void> {
  try {
    // In frames of other sites both may throw.
    if (page.sessionStorage.getItem(KEY) !== null) return;
    await takenOver(new URL('./', page.location.href).href);
    page.sessionStorage.setItem(KEY, '1');
  } catch {
    return;
  }
  page.location.reload();
  await new Promise(() => undefined);
}
