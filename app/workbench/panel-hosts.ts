import { createContext } from 'react';
import type { PanelName } from '../state/panel-name.ts';

/** What is read, and goes on where it was left. The terminal and the editor see to themselves. */
const KEEPS_PLACE = '[data-keeps-place]';

/**
 * An element for each panel, into which React draws it once. The layout puts these elements where they are to be seen, so
 * that a panel keeps what it holds (the text in the terminal, the cursor, a half-typed word) when the layout changes.
 */
export class PanelHosts {
  readonly #hosts = new Map<PanelName, HTMLElement>();
  readonly #parked: HTMLElement;
  /** How far what is read had been scrolled when it was hidden, which the browser forgets. */
  readonly #places = new WeakMap<HTMLElement, readonly (readonly [Element, number])[]>();

  constructor(page: Document) {
    this.#parked = page.createElement('div');
    this.#parked.hidden = true;
    page.body.append(this.#parked);
  }

  of(panel: PanelName): HTMLElement {
    const known = this.#hosts.get(panel);
    if (known) return known;
    const host = this.#parked.ownerDocument.createElement('div');
    host.className = 'panel-host';
    this.#parked.append(host);
    this.#hosts.set(panel, host);
    return host;
  }

  /** Shows a panel in `place`, until what is returned is called. */
  put(panel: PanelName, place: HTMLElement): () => void {
    const host = this.of(panel);
    move(host, place);
    for (const [element, top] of this.#places.get(host) ?? []) element.scrollTop = top;
    return () => {
      if (host.parentElement !== place) return;
      const reading = [...host.querySelectorAll(KEEPS_PLACE)];
      this.#places.set(
        host,
        reading.map((element) => [element, element.scrollTop] as const),
      );
      move(host, this.#parked);
    };
  }

  dispose(): void {
    this.#parked.remove();
  }
}

export const PanelHostsContext = createContext<PanelHosts | null>(null);

/** Where the browser can, without the focus and the scroll position being lost. */
function move(host: HTMLElement, place: HTMLElement): void {
  if ('moveBefore' in place && place.isConnected && host.isConnected) place.moveBefore(host, null);
  else place.append(host);
}
