import { expect, it } from 'vitest';
import lessons from 'virtual:lessons';
import { FIRST_LESSON, TAKING_BACK } from './start-lessons.ts';

it('there are the lessons that the empty terminal leads to, and the first takes three minutes as it says', () => {
  expect(lessons[0]).toMatchObject({ id: FIRST_LESSON, minutes: 3 });
  expect(lessons.map(({ id }) => id)).toContain(TAKING_BACK);
});
