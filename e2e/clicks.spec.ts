import type { Locator } from '@playwright/test';
import { Lessons } from './pages/lessons.ts';
import { expect, test } from './test.ts';

/** Counts presses from the state that a visitor arrives at. */
class Clicks {
  count = 0;

  async on(what: Locator): Promise<void> {
    await expect(what).toBeEnabled();
    await what.click();
    this.count += 1;
  }
}

test('from arrival: the policy is one click away, a refusal explained and a lesson running two', async ({
  visitor,
}) => {
  const { page } = visitor;
  const start = page.getByRole('group', { name: 'What to do here' });
  await visitor.open();

  const toPolicy = new Clicks();
  await toPolicy.on(page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Policy' }));
  await expect(page.getByRole('region', { name: 'Policy', exact: true })).toBeVisible();
  expect(toPolicy.count).toBe(1);

  const toRefusal = new Clicks();
  await toRefusal.on(start.getByRole('button', { name: 'see calls refused' }));
  const outcome = page.getByRole('region', { name: 'Outcome' });
  // The compiler comes first.
  await expect(outcome.getByRole('listitem').first()).toContainText('Refused', { timeout: 60_000 });
  const why = outcome.getByRole('button', { name: 'Why?' }).first();
  await toRefusal.on(why);
  await expect(why).toHaveAttribute('aria-expanded', 'true');
  await expect(outcome.getByRole('listitem').first().getByRole('paragraph').first()).toBeVisible();
  expect(toRefusal.count).toBe(2);

  // The terminal as it was on arrival.
  await visitor.terminal.clear();
  const toLesson = new Clicks();
  await toLesson.on(start.getByRole('button', { name: 'take a lesson of three minutes' }));
  const lessons = new Lessons(page, visitor.palette);
  await toLesson.on(lessons.runButton);
  await expect(lessons.result).toHaveText('1 of 3 checks passed.', { timeout: 30_000 });
  expect(toLesson.count).toBe(2);
});
