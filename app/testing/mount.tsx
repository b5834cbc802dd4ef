import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { onTestFinished } from 'vitest';
import type { Services } from '../services/services.ts';
import { ServicesContext } from '../services/use-services.ts';
import type { AppStore } from '../state/store.ts';
import { AppStoreContext } from '../state/use-app.ts';

interface Page {
  readonly store: AppStore;
  readonly services: Services;
}

/** A part of the page, found as a user finds it: by the words of labels and buttons. */
export interface Mounted {
  readonly text: () => string;
  /** The field that has this label; throws where there is none. */
  readonly field: (label: string) => HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
  readonly buttons: () => readonly string[];
  /** The button that is called so; throws where there is none. */
  readonly button: (name: string) => HTMLButtonElement;
  readonly press: (name: string) => Promise<void>;
  /** Types into the field, or chooses in it. */
  readonly enter: (label: string, value: string) => Promise<void>;
  /** Does something after which React draws again. */
  readonly doing: (what: () => unknown) => Promise<void>;
  /** The cells of each row of the table or grid with this name. */
  readonly rows: (name: string) => readonly (readonly string[])[];
}

/** Draws `node` with the services and the store of a booted page, until the test is over. Needs a DOM. */
export async function mount({ store, services }: Page, node: ReactNode): Promise<Mounted> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  const doing = (what: () => unknown): Promise<void> =>
    act(async () => {
      await what();
    });
  onTestFinished(async () => {
    await doing(() => root.unmount());
    container.remove();
  });
  await doing(() =>
    root.render(
      <AppStoreContext value={store}>
        <ServicesContext value={services}>{node}</ServicesContext>
      </AppStoreContext>,
    ),
  );

  const field: Mounted['field'] = (label) => {
    const named = [...container.querySelectorAll('label')].find((one) => textOf(one) === label);
    const found = container.querySelector<HTMLInputElement>(
      named?.htmlFor ? `[id="${named.htmlFor}"]` : `[aria-label="${label}"]`,
    );
    if (!found) throw new Error(`No field is called “${label}”`);
    return found;
  };
  const buttons = (): readonly HTMLButtonElement[] => [...container.querySelectorAll('button')];
  const nameOf = (one: Element): string => one.getAttribute('aria-label') ?? textOf(one);
  const button: Mounted['button'] = (name) => {
    const found = buttons().find((one) => nameOf(one) === name);
    if (!found) throw new Error(`No button is called “${name}”`);
    return found;
  };
  return {
    doing,
    field,
    text: () => textOf(container),
    buttons: () => buttons().map(nameOf),
    button,
    press: async (name) => {
      const found = button(name);
      await doing(() => found.click());
    },
    enter: async (label, value) => {
      const into = field(label);
      await doing(() => {
        // React overrides the element's own property to see changes; a user's typing goes past that.
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(into), 'value')?.set?.call(into, value);
        into.dispatchEvent(new Event(into instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
      });
    },
    rows: (name) => {
      const table = container.querySelector(`[aria-label="${name}"]`);
      const found = [...(table?.querySelectorAll('tr, [role="row"]') ?? [])];
      return found.map((row) => [...row.querySelectorAll('td, th, [role$="cell"], [role$="header"]')].map(textOf));
    },
  };
}

function textOf(element: Element): string {
  return element.textContent.replaceAll(/\s+/g, ' ').trim();
}
