import { expect, it, vi } from 'vitest';
import { boot } from '../testing/fake-kernel.ts';
import { keepProgress, loadProgress, parseProgress } from './lesson-progress.ts';
import { followLessonProjects } from './lesson-projects.ts';
import type { PreferenceStorage } from '../page/preferences.ts';

const NONE = { solved: [], projects: {}, predictions: {} };

function storage(): PreferenceStorage {
  const items = new Map<string, string>();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) };
}

it('comes back as it was kept', () => {
  const kept = storage();
  const progress = {
    solved: ['a', 'b'],
    projects: { a: 'project-1' },
    predictions: { a: { chosen: 1, came: undefined } },
  };
  keepProgress(progress, () => kept);
  expect(loadProgress(() => kept)).toEqual(progress);
});

it('is forgotten where it is not what this version writes', () => {
  expect(parseProgress(null)).toEqual(NONE);
  expect(parseProgress({ v: 2, solved: ['a'], projects: { a: 'b' } })).toEqual(NONE);
  expect(parseProgress({ v: 1, solved: 'a', projects: ['b'] })).toEqual(NONE);
  expect(parseProgress({ v: 1, solved: ['a', 1, null], projects: { a: 'b', c: 3 } })).toEqual({
    solved: ['a'],
    projects: { a: 'b' },
    predictions: {},
  });
  const predictions = { a: { chosen: 2, came: 0 }, b: { chosen: -1, came: '1' }, c: null };
  expect(parseProgress({ v: 1, solved: [], projects: {}, predictions }).predictions).toEqual({
    a: { chosen: 2, came: 0 },
    b: { chosen: undefined, came: undefined },
    c: { chosen: undefined, came: undefined },
  });
});

it('starts anew, and lasts as long as the page, where nothing is stored', () => {
  const closed = (): PreferenceStorage => {
    throw new DOMException('denied', 'SecurityError');
  };
  expect(loadProgress(closed)).toEqual(NONE);
  expect(() => keepProgress(NONE, closed)).not.toThrow();
});

it('has the lessons fetched when the project of one is opened, and no other', async () => {
  const kept = storage();
  keepProgress({ ...NONE, projects: { a: 'lesson' } }, () => kept);
  const { kernel, store, services } = boot({ 'main.c': '' });
  let fetched = 0;
  followLessonProjects(
    store,
    () => kept,
    () => fetched++,
  );
  kernel.add('other', 'other', new Map());
  kernel.add('lesson', 'lesson', new Map());
  await services.projects.open('other');
  expect(fetched).toBe(0);
  await services.projects.open('lesson');
  await vi.waitFor(() => expect(fetched).toBe(1));
});
