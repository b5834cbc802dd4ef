import type { Services } from '../services.ts';

/** Looks for a link in the address, now and whenever it changes. What is in it is read by a part that few visits need. */
export function openLinks(page: Window, { links }: Services): void {
  const look = () => {
    if (page.location.hash.length > 1) links((part) => part.arrived(page.location.hash));
  };
  page.addEventListener('hashchange', look);
  look();
}
