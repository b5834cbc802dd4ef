import { readdirSync } from 'node:fs';
import { expect, test } from './test.ts';

const PROGRAMS = 'app/features/examples/programs';
/** One that asks, one of several files, and one that draws. What each prints is tested where it is built, without a browser. */
const OPENED: readonly (readonly [title: string, typed: string, says: string])[] = [
  ['Reading numbers', '1\nword\n2\n', '2 numbers, sum 3'],
  ['Several files', '', 'together          25.069'],
  ['Colours', '', 'And 16 million more:'],
];

test('the gallery lists the examples, and each opens as a project that runs', async ({ ide, browserName }) => {
  test.skip(browserName !== 'chromium', 'The programs are the same everywhere; one browser is enough.');
  await ide.projects.showExamples();
  await expect(ide.projects.dialog.getByRole('listitem')).toHaveCount(readdirSync(PROGRAMS).length);
  await ide.page.keyboard.press('Escape');

  for (const [title, typed, says] of OPENED) {
    await test.step(title, async () => {
      await ide.projects.openExample(title);
      await expect(ide.projects.menuButton).toHaveAccessibleName(new RegExp(`^Project: ${title}`));
      await ide.terminal.clear();
      await ide.run();
      await expect(ide.status).toContainText(/running$|exit \d|nothing was run/);
      if (typed !== '') {
        await ide.terminal.paste(typed);
        await ide.terminal.press('Control+D');
      }
      await expect(ide.status).toContainText('exit 0');
      // Of what it prints, the screen may show the end only.
      await expect.poll(() => ide.terminal.allText()).toContain(says);
    });
  }
});
