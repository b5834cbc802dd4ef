import { expectAccessible } from './accessible.ts';
import { Descriptors } from './pages/descriptors.ts';
import { Lessons } from './pages/lessons.ts';
import { Trace } from './pages/trace.ts';
import { expect, test as base } from './test.ts';

const test = base.extend<{ readonly lessons: Lessons }>({
  lessons: async ({ ide }, use) => {
    const lessons = new Lessons(ide.page, ide.palette);
    await lessons.open();
    await use(lessons);
    await lessons.close();
  },
});

test('a lesson is begun, failed and solved, and leads to the next', async ({ ide, lessons }) => {
  await expect(lessons.list.getByRole('listitem')).toHaveCount(20);
  await expectAccessible(ide.page);

  // By keyboard, from the list to the run.
  await lessons.row('Your first program').focus();
  await ide.page.keyboard.press('Enter');
  await expect(lessons.result).toHaveText('Run the program to have it checked.');
  await expect(ide.projects.menuButton).toContainText('Your first program');
  await expect(lessons.runButton).toBeEnabled();
  await lessons.runButton.focus();
  await ide.page.keyboard.press('Enter');
  await expect(lessons.result).toHaveText('1 of 3 checks passed.', { timeout: 30_000 });
  await expect(lessons.checks.nth(1)).toContainText('The program should end with exit status 0, and it ended with 1.');
  await expect(ide.terminal.screen).toContainText('Lesson: 1 of 3 checks passed');
  await expectAccessible(ide.page);

  await ide.editor.write('#include <stdio.h>\nint main(void) {\n  puts("Hello, machine");\n}\n');
  await lessons.runButton.click();
  await expect(lessons.result).toHaveText('Solved. All checks passed.');
  await lessons.nextButton.click();
  await expect(lessons.panel.getByRole('heading', { name: 'No authority by itself' })).toBeVisible();
  await expect(ide.projects.menuButton).toContainText('No authority by itself');
  await lessons.backToList();
  await expect(lessons.row('Your first program')).toContainText('Solved');
});

test('a lesson is remembered, and its runs are checked out of sight, on the next visit too', async ({
  ide,
  lessons,
}) => {
  await lessons.begin('Your first program');
  // A visit begins with the project that was changed last.
  await ide.editor.write('#include <stdio.h>\nint main(void) {\n  return puts("Hello, machine") < 0;\n}\n');
  await ide.isSaved();
  await lessons.close();
  await ide.reload();
  await ide.compilerIsReady();
  await expect(ide.projects.menuButton).toContainText('Your first program');
  await ide.run();
  await ide.terminal.shows('Lesson solved: all checks passed');

  await lessons.open();
  await expect(lessons.panel.getByRole('heading', { name: 'Your first program' })).toBeVisible();
  await lessons.backToList();
  await expect(lessons.row('Your first program')).toContainText('Solved');
});

test('a stuck learner is shown a solution, which solves it: code and policy', async ({ ide, lessons }) => {
  await lessons.begin('Attack lab 1: the naive host');
  await lessons.runButton.click();
  await expect(lessons.result).toHaveText('1 of 4 checks passed.', { timeout: 30_000 });
  // What the checks look for in the trace would be the solution.
  await expect(lessons.checks.nth(1)).toContainText('Not yet.');
  await expect(lessons.panel).not.toContainText('data/../secret.txt');
  await lessons.solutionButton.click();
  await expectAccessible(ide.page);
  await lessons.useButton.click();
  await lessons.runButton.click();
  await expect(lessons.result).toHaveText('Solved. All checks passed.');
  await lessons.backToList();

  await lessons.begin('Least authority');
  await lessons.solutionButton.click();
  await lessons.useButton.click();
  await lessons.runButton.click();
  await expect(lessons.result).toHaveText('Solved. All checks passed.');
  await lessons.backToList();
});

test('a lesson asks for a descriptor to be taken back while the program waits', async ({ ide, lessons }) => {
  await lessons.begin('Taking it back');
  await lessons.solutionButton.click();
  await lessons.useButton.click();
  await lessons.runButton.click();
  await expect(ide.terminal.screen).toContainText('Press Enter', { timeout: 30_000 });
  // What a run before this one lacked says nothing about this one.
  await expect(lessons.result).toHaveText('Running. Checked when it ends.');
  const descriptors = new Descriptors(ide.page);
  await descriptors.open();
  await descriptors.act('Revoke', '4 /data/note.txt');
  await expect(descriptors.row('4 /data/note.txt')).toContainText('revoked');
  await ide.terminal.type('\n');
  await expect(ide.terminal.screen).toContainText('second: could not read');
  await expect(ide.terminal.screen).toContainText('Lesson solved');
  await lessons.open();
  await expect(lessons.result).toHaveText('Solved. All checks passed.');
  await lessons.backToList();
});

test('a prediction is compared with the run, and the text keeps its place beside the trace', async ({
  ide,
  lessons,
}) => {
  await lessons.begin('Read only');
  // The question may be further down than the window shows.
  await lessons.predictButton.click();
  await expect(lessons.prediction.getByRole('radio').first()).toBeFocused();
  await expect(lessons.prediction.getByRole('radio').first()).toBeInViewport();
  await lessons.prediction.getByRole('radio', { name: 'Capabilities insufficient' }).check();
  await expect(lessons.predictButton).toHaveCount(0);
  await expectAccessible(ide.page);
  await lessons.runButton.click();
  await expect(lessons.prediction).toContainText('It did not go as you predicted.', { timeout: 30_000 });
  await expect(lessons.prediction.getByText('Bad file descriptor This happened.')).toBeVisible();
  await expect(lessons.prediction.getByRole('radio', { name: 'Capabilities insufficient' })).toBeDisabled();
  await expect(ide.terminal.screen).toContainText('It did not go as you predicted');

  // On a wide page the trace is beside it.
  const trace = new Trace(ide.page, ide.palette);
  await trace.open();
  await expect(lessons.text).toBeInViewport();
  await expect(trace.panel).toBeInViewport();

  // Where there is room for one of them, each keeps its place.
  const before = ide.page.viewportSize();
  const bar = ide.page.getByRole('navigation', { name: 'Panels', exact: true });
  await ide.page.setViewportSize({ width: 1024, height: 600 });
  await expect(lessons.text).toBeHidden();
  await bar.getByRole('button', { name: /^Lessons/ }).click();
  // A short window has room for the text, and shows the checks when they are asked for.
  await expect.poll(async () => (await lessons.text.boundingBox())?.height).toBeGreaterThan(150);
  await expect(lessons.checks).toHaveCount(0);
  await lessons.panel.getByRole('button', { name: '5 checks' }).click();
  await expect(lessons.checks.first()).toBeInViewport();
  await lessons.panel.getByRole('button', { name: '5 checks' }).click();
  await keepsItsPlace();

  await ide.page.setViewportSize({ width: 390, height: 844 });
  await expect(bar.getByRole('button', { name: 'More', exact: true })).toBeVisible();
  await keepsItsPlace();
  if (before) await ide.page.setViewportSize(before);
  await expect(trace.panel).toBeVisible();
  await trace.close();
  await lessons.backToList();

  async function keepsItsPlace(): Promise<void> {
    await expect(lessons.text).toBeVisible();
    await lessons.text.evaluate((element) => element.scrollTo(0, 100));
    await trace.open();
    await expect(lessons.text).toBeHidden();
    await bar.getByRole('button', { name: /^Lessons/ }).click();
    await expect(lessons.text).toBeVisible();
    await expect.poll(() => lessons.text.evaluate((element) => element.scrollTop)).toBe(100);
  }
});
