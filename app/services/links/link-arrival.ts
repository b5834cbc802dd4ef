import type { AppStore } from '../../state/store.ts';
import type { Services } from '../services.ts';

/** Looks for a link in the address, now and whenever it changes. What is in it is read by a part that few visits need. */
export function openLinks(page: Window, { links }: Services, store: AppStore): void {
  const look = () => {
    if (page.location.hash.length < 2) return;
    // What is shown meanwhile is the visitor's own, and not what they have followed the link to.
    store.getState().dialogChanged({ kind: 'arriving-link' });
    links((part) => part.arrived(page.location.hash));
  };
  page.addEventListener('hashchange', look);
  look();
}
