import type { AppStore } from '../../state/store.ts';
import type { Services } from '../services.ts';

/**
 * Looks for a link in the address, now and whenever it changes. What is in it is read by a part that few visits need. Until
 * the visitor has answered, the page shows no code: what is seen beside the question would be taken for the link's.
 */
export function openLinks(page: Window, store: AppStore, { links }: Pick<Services, 'links'>): void {
  const { dataset } = page.document.documentElement;
  const look = () => {
    if (page.location.hash.length <= 1) return;
    dataset['link'] = 'asked';
    links((part) => part.arrived(page.location.hash).finally(settle));
  };
  const settle = (): void => {
    if (store.getState().dialog.kind !== 'link') delete dataset['link'];
  };
  store.subscribe((state, before) => {
    // A notice says that the link cannot be read.
    if (state.dialog !== before.dialog || state.notice !== before.notice)
      if (before.dialog.kind === 'link' || state.notice !== undefined) settle();
  });
  page.addEventListener('hashchange', look);
  look();
}
