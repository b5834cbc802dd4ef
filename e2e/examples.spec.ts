import { expect, test } from './test.ts';

/** What to type into those that ask; Ctrl+D ends the input of the rest. */
const ANSWERS: Readonly<Record<string, string>> = {
  Hello: 'Ada\n',
  'Reading numbers': '1\nword\n2\n',
  'Counting words': 'to be or not to be\n',
  'Letters and bytes': 'déjà vu\n',
};
/** An animation of some seconds is the longest. */
const LONGEST_MS = 30_000;

test('every example opens, compiles without problems and runs to its end', async ({ ide, browserName }) => {
  test.skip(browserName !== 'chromium', 'The programs are the same everywhere; one browser is enough.');
  test.setTimeout(240_000);
  await ide.projects.showExamples();
  const items = ide.projects.dialog.getByRole('listitem');
  await expect(items.nth(10)).toBeVisible();
  const titles: string[] = [];
  for (const item of await items.all()) titles.push((await item.locator('span').first().textContent()) ?? '');
  await ide.page.keyboard.press('Escape');

  for (const title of titles) {
    await test.step(title, async () => {
      await ide.projects.openExample(title);
      await expect(ide.projects.menuButton).toHaveAccessibleName(new RegExp(`^Project: ${title}`));
      await ide.terminal.clear();
      await ide.run();
      await expect(ide.status).toContainText(/running$|exit \d|nothing was run/, { timeout: 30_000 });
      const answer = ANSWERS[title];
      if (answer !== undefined) await ide.terminal.paste(answer);
      await ide.terminal.press('Control+D');
      await expect(ide.status).toContainText('exit 0', { timeout: LONGEST_MS });
      await ide.problems.open();
      await expect(ide.problems.panel).toContainText('Nothing to report');
    });
  }
});
