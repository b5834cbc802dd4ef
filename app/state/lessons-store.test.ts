import { expect, it } from 'vitest';
import { createLessonsStore, NO_PROGRESS } from './lessons-store.ts';

it('forgets what a run lacked when the next one begins, until that one is checked', () => {
  const store = createLessonsStore([], NO_PROGRESS);
  const { lessonChecked, runBegan } = store.getState();
  const result = { lesson: 'first', missing: ['Not yet.'] };
  lessonChecked(result);
  expect(store.getState()).toMatchObject({ result, isRunning: false });
  runBegan();
  expect(store.getState()).toMatchObject({ result: undefined, isRunning: true });
  lessonChecked({ lesson: 'first', missing: [undefined] });
  expect(store.getState()).toMatchObject({ isRunning: false, solved: ['first'] });
});

it('has no run under way when another project is opened', () => {
  const store = createLessonsStore([], NO_PROGRESS);
  store.getState().runBegan();
  store.getState().resultForgotten();
  expect(store.getState().isRunning).toBe(false);
});
