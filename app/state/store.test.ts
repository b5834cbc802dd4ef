import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../runtime/protocol/project.ts';
import { isCFamily, isWithin, parentOf } from './paths.ts';
import { selectIsBuilding, selectIsBusy } from './run-slice.ts';
import { createAppStore, type AppStore } from './store.ts';
import { isPanelShown, selectLeft, selectRight } from './panels-slice.ts';
import { DEFAULT_PREFERENCES, selectTheme } from './view-slice.ts';

const PLACES = {
  files: 'left',
  lessons: 'left',
  editor: 'centre',
  policy: 'right',
  trace: 'right',
  terminal: 'bottom',
  problems: 'bottom',
} as const;

let store: AppStore;
const state = () => store.getState();
beforeEach(() => {
  store = createAppStore(DEFAULT_PREFERENCES, undefined, PLACES);
});

describe('tabs', () => {
  it.each([
    { close: 'b', active: 'c' },
    { close: 'c', active: 'b' },
  ])('closing $close shows $active', ({ close, active }) => {
    for (const path of ['a', 'b', 'c']) state().tabOpened(path);
    state().tabOpened(close);
    state().tabClosed(close);
    expect(state().activeFile).toBe(active);
  });

  it('follow a folder that is renamed', () => {
    state().tabOpened('src/a.c');
    state().tabOpened('srcs.c');
    state().savedStateChanged('src/a.c', true);
    state().pathMoved('src', 'lib');
    expect(state().tabs).toEqual(['lib/a.c', 'srcs.c']);
    expect(state().unsaved.has('lib/a.c')).toBe(true);
  });
});

describe('a run', () => {
  it('is busy from the request to the end, and building until it runs', () => {
    expect(selectIsBusy(state())).toBe(false);
    state().runRequested();
    expect([selectIsBusy(state()), selectIsBuilding(state())]).toEqual([true, true]);
    state().runPhaseChanged({ phase: 'running', buildMs: 1 });
    expect([selectIsBusy(state()), selectIsBuilding(state())]).toEqual([true, false]);
    state().runPhaseChanged({ phase: 'ended', outcome: { kind: 'stopped' }, buildMs: 1, runMs: 1 });
    expect(selectIsBusy(state())).toBe(false);
  });
});

describe('the view', () => {
  it('wears the system’s theme until another is chosen', () => {
    state().systemThemeChanged('dark');
    expect(selectTheme(state())).toBe('dark');
    state().themePreferred('contrast');
    expect(selectTheme(state())).toBe('contrast');
  });
});

describe('panels', () => {
  it('of the same side replace each other, of different sides stand beside the editor together', () => {
    state().panelShown('policy');
    state().panelShown('trace');
    state().panelShown('lessons');
    expect([selectLeft(state()), selectRight(state())]).toEqual(['lessons', 'trace']);
    state().panelClosed('trace');
    expect([selectLeft(state()), selectRight(state())]).toEqual(['lessons', undefined]);
  });

  it('have one side where there is little room: the one opened last, and the other one again when that is closed', () => {
    state().widthChanged('medium');
    state().panelShown('trace');
    expect([selectLeft(state()), selectRight(state())]).toEqual([undefined, 'trace']);
    state().panelShown('files');
    expect([selectLeft(state()), selectRight(state())]).toEqual(['files', undefined]);
    state().panelClosed('files');
    expect([selectLeft(state()), selectRight(state())]).toEqual([undefined, 'trace']);
  });

  it('take turns at phone width; one that is closed gives its place to the editor', () => {
    state().widthChanged('narrow');
    state().panelShown('policy');
    expect(isPanelShown('policy', state())).toBe(true);
    expect(isPanelShown('editor', state())).toBe(false);
    state().panelClosed('policy');
    expect(isPanelShown('editor', state())).toBe(true);
  });

  it('at the bottom come into view when they are asked for, also where the bottom is hidden', () => {
    state().bottomHidden(true);
    expect(isPanelShown('terminal', state())).toBe(false);
    state().panelShown('problems');
    expect(isPanelShown('problems', state())).toBe(true);
    expect(isPanelShown('terminal', state())).toBe(false);
  });
});

it('a fault is shown once, until dismissed', () => {
  state().faultReported('broken');
  state().faultReported('broken');
  expect(state().faults).toEqual(['broken']);
  state().faultsDismissed();
  expect(state().faults).toEqual([]);
});

it('changes the settings of the open project only', () => {
  state().settingsChanged({ args: 'x' });
  expect(state().project).toEqual({ phase: 'booting' });
  const project = { summary: { id: '1', name: 'a', editedAt: 0 }, settings: DEFAULT_SETTINGS, files: [], repairs: [] };
  const origin = { visit: 'v', generation: 1 };
  state().projectOpened({ ...project, origin, access: 'owner' });
  state().settingsChanged({ args: 'x' });
  expect(state().project).toMatchObject({ settings: { args: 'x', standard: 'gnu17' } });
  // Another tab takes it over.
  state().projectChanged({ ...project, origin, access: 'reader' });
  state().settingsChanged({ args: 'y' });
  expect(state().project).toMatchObject({ wasTaken: true, settings: { args: '' } });
});

describe('paths', () => {
  it.each([
    ['a/b/c.c', 'a/b'],
    ['c.c', ''],
  ])('the parent of %s is “%s”', (path, parent) => {
    expect(parentOf(path)).toBe(parent);
  });

  it('tells a folder from one whose name begins alike', () => {
    expect(isWithin('src/a.c', 'src')).toBe(true);
    expect(isWithin('srcs/a.c', 'src')).toBe(false);
  });

  it.each([
    ['a.c', true],
    ['a.HPP', true],
    ['a.c++', true],
    ['a.md', false],
    ['c', false],
  ])('%s is C or C++: %s', (path, expected) => {
    expect(isCFamily(path)).toBe(expected);
  });
});
