// @vitest-environment happy-dom
import { act, createElement, type ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, it, vi } from 'vitest';
import { PANELS } from './panel-table.ts';
import { FakeKernel, fakeExamples } from './services/testing/fake-kernel.ts';
import { placesOf, type Panel } from './services/page/panel.ts';
import { createServices } from './services/services.ts';
import { ServicesContext } from './services/use-services.ts';
import { isPanelShown } from './state/panels-slice.ts';
import { createAppStore, type AppStore } from './state/store.ts';
import { AppStoreContext } from './state/use-app.ts';
import { DEFAULT_PREFERENCES } from './state/view-slice.ts';
import { BottomTabs } from './features/panels/BottomTabs.tsx';
import { Rail } from './features/panels/Rail.tsx';
import PhoneBar from './features/panels/PhoneBar.tsx';
import Palette from './features/palette/Palette.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
// happy-dom has neither, and cmdk asks for both.
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  },
);
Element.prototype.scrollIntoView = () => undefined;

const NEW = {
  // A name that the table does not have.
  name: 'weather' as Panel['name'],
  title: 'Weather',
  icon: 'M2 2h12',
  place: 'right',
  size: 300,
  shortcut: 'Alt+0',
  keywords: ['umbrella'],
  load: () => Promise.resolve({ default: () => null }),
  badge: () => ({ text: '3 clouds', tone: 'amber' }),
} as const satisfies Panel;

const roots: (() => void)[] = [];
afterEach(() => roots.splice(0).forEach((unmount) => act(unmount)));

async function shown<Props extends object>(
  component: ComponentType<Props>,
  props: Props,
  panels: readonly Panel[] = [...PANELS, NEW],
): Promise<{ readonly element: HTMLElement; readonly store: AppStore }> {
  const store = createAppStore(DEFAULT_PREFERENCES, undefined, placesOf(panels));
  const services = createServices({ panels, kernel: new FakeKernel(), store, examples: fakeExamples, isMac: false });
  const element = document.createElement('div');
  document.body.append(element);
  const root = createRoot(element);
  roots.push(() => {
    root.unmount();
    element.remove();
  });
  const inner = createElement(ServicesContext, { value: services }, createElement(component, props));
  await act(async () => {
    root.render(createElement(AppStoreContext, { value: store }, inner));
    await Promise.resolve();
  });
  return { element, store };
}

function button(element: HTMLElement, name: string): HTMLElement {
  const found = [...element.querySelectorAll<HTMLElement>('button, [role=option], [role^=menuitem]')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent).trim() === name,
  );
  if (!found) throw new Error(`There is nothing called ${name} in ${element.innerHTML}`);
  return found;
}

it('shows a row more in the rail, which opens its panel and is marked then', async () => {
  const { element, store } = await shown(Rail, {});
  expect(button(element, 'Weather').textContent).toContain('3 clouds');
  expect(button(element, 'Weather').ariaCurrent ?? null).toBeNull();
  act(() => button(element, 'Weather').click());
  expect(isPanelShown(NEW.name, store.getState())).toBe(true);
  expect(button(element, 'Weather').getAttribute('aria-current')).toBe('true');
});

it('shows it in the palette, with its shortcut', async () => {
  const { element } = await shown(Palette, { onClose: () => undefined });
  expect(element.querySelector('[cmdk-list]')?.textContent).toContain('WeatherAlt+0');
});

it('shows it in the menu More of a phone', async () => {
  const { element } = await shown(PhoneBar, {});
  act(() => button(element, 'More').click());
  // The menu's list is fetched when it first opens.
  await vi.waitFor(async () => {
    await act(() => Promise.resolve());
    button(element, 'Weather3 clouds');
  });
});

it('shows a row for the bottom among its tabs', async () => {
  const { element, store } = await shown(BottomTabs, {}, [...PANELS, { ...NEW, place: 'bottom' }]);
  act(() => element.querySelector<HTMLElement>('#tab-weather')?.click());
  expect(store.getState().bottomPanel).toBe(NEW.name);
});

it('gives each panel a name, a title and a shortcut of its own', () => {
  for (const key of ['name', 'title', 'shortcut'] as const) {
    const values = PANELS.map((panel: Panel) => panel[key]).filter((value) => value !== undefined);
    expect(new Set(values).size).toBe(values.length);
  }
});
