import type { Services } from '../services.ts';

/** Hands over what was typed whenever the page may be about to go. */
export function flushOnLeaving(page: Window, services: Services): void {
  const flush = () => {
    void services.flush().catch(() => undefined);
    services.journal()?.write();
  };
  page.addEventListener('pagehide', flush);
  page.addEventListener('blur', flush);
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'hidden') flush();
  });
}
