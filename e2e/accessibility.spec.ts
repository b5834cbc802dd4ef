import { expectAccessible } from './accessible.ts';
import type { Ide } from './pages/ide.ts';
import { Share } from './pages/share.ts';
import { expect, test } from './test.ts';

const THEMES = ['Light', 'Dark', 'High contrast'] as const;
const PHONE = { width: 390, height: 844 };
const WRONG = 'int main(void) {\n  int x = 1;\n  if (x = 2)\n    return undeclared;\n}\n';

test('the page as a first visitor finds it', async ({ visitor }) => {
  await visitor.open();
  await visitor.compilerIsReady();
  await expectAccessible(visitor.page);
});

for (const theme of THEMES) {
  test.describe(`in the theme ${theme}`, () => {
    test.skip(({ browserName }) => browserName === 'firefox' && theme !== 'Light', 'Colours are the same everywhere');

    test('the page with problems, output and settings', async ({ ide }) => {
      await chooseTheme(ide, theme);
      await ide.runCode(
        '#include <stdio.h>\nint main(void) {\n  puts("\\033[31mred\\033[0m and plain");\n  return 3;\n}\n',
      );
      await ide.ended('exit 3');
      await ide.editor.write(WRONG);
      await ide.problems.open();
      await expect(ide.problems.title).toContainText('1 error, 1 warning');
      await expectAccessible(ide.page);

      await ide.settings.open();
      await expectAccessible(ide.page);
      await ide.settings.close();
      await chooseTheme(ide, 'Match the system');
    });

    test('menus and dialogs', async ({ ide }) => {
      await chooseTheme(ide, theme);

      await ide.projects.menuButton.click();
      await expect(ide.projects.menu).toBeVisible();
      await expectAccessible(ide.page);
      await ide.page.keyboard.press('Escape');

      await ide.projects.showExamples();
      await expectAccessible(ide.page);
      await ide.page.keyboard.press('Escape');

      await ide.palette.open();
      await expectAccessible(ide.page);
      await ide.page.keyboard.press('Escape');
      await expect(ide.palette.dialog).toHaveCount(0);

      const share = new Share(ide.page);
      const address = await share.address();
      await share.open();
      await expectAccessible(ide.page);
      await share.close();
      await share.follow(address);
      await expect(share.preview).toBeVisible();
      await expectAccessible(ide.page);
      await share.accept();
      await expectAccessible(ide.page);

      await ide.files.item('main.c').press('Delete');
      await expect(ide.projects.dialog).toBeVisible();
      await expectAccessible(ide.page);
      await ide.projects.dialog.getByRole('button', { name: 'Cancel' }).click();
      await chooseTheme(ide, 'Match the system');
    });
  });
}

test('every panel at phone width', async ({ ide, workshop: { page } }) => {
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 720 };
  await ide.editor.write(WRONG);
  await ide.problems.open();
  await expect(ide.problems.title).toContainText('1 error, 1 warning');
  await page.setViewportSize(PHONE);
  for (const panel of ['Files', 'Editor', 'Terminal', 'Problems']) {
    await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: panel }).click();
    await expect(page.getByRole('region', { name: panel, exact: true })).toBeVisible();
    await expectAccessible(ide.page);
  }
  await page.setViewportSize({ width, height });
});

test('every panel and the outcome at 200 %: accessible, and in view', async ({ ide, workshop: { page } }) => {
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 720 };
  await ide.runCode('#include <stdio.h>\nint main(void) {\n  return fopen("/tmp/../x", "r") == NULL ? 3 : 0;\n}\n');
  await ide.ended('exit 3');
  // What a window of 1440 by 900 has of pixels then.
  await page.setViewportSize({ width: 720, height: 450 });
  const outcome = page.getByRole('region', { name: 'Outcome' });
  await outcome.getByRole('button', { name: 'Why?' }).click();
  await expectAccessible(page);
  await outcome.getByRole('button', { name: 'Close' }).click();
  for (const name of ['Lessons', 'Policy', 'Descriptors', 'Trace', 'HTTP', 'Reference', 'Settings', 'Help']) {
    await ide.palette.choose(name);
    const panel = page.getByRole('region', { name, exact: true });
    await expect(panel).toBeInViewport({ ratio: 0.9 });
    await expectAccessible(page, panel);
  }
  for (const name of ['Input', 'Problems', 'Terminal']) {
    await page.getByRole('tablist', { name: 'Bottom panel' }).getByRole('tab', { name }).click();
    const panel = page.getByRole('region', { name, exact: true });
    await expect(panel).toBeInViewport({ ratio: 0.9 });
    await expectAccessible(page, panel);
  }
  await expect(ide.runButton).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width, height });
  await page.getByRole('button', { name: 'Close the help' }).click();
  await ide.palette.choose('Files');
  await expect(ide.files.panel).toBeVisible();
});

async function chooseTheme(ide: Ide, theme: string): Promise<void> {
  await ide.page.getByRole('button', { name: 'Theme', exact: true }).click();
  await ide.page.getByRole('menuitemradio', { name: theme, exact: true }).click();
  await expect(ide.page.getByRole('menu')).toHaveCount(0);
}
