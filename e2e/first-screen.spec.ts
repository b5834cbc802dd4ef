import { expectAccessible } from './accessible.ts';
import { Blog } from './pages/blog.ts';
import { Lessons } from './pages/lessons.ts';
import { Trace } from './pages/trace.ts';
import { expect, test } from './test.ts';

test('the idle terminal says what to do, and every part of it does that', async ({ visitor }) => {
  const { page } = visitor;
  const start = page.getByRole('group', { name: 'What to do here' });
  const lessons = new Lessons(page, visitor.palette);
  const trace = new Trace(page, visitor.palette);
  await visitor.open();
  await expect(page).toHaveTitle('Hello – Preopen');
  await visitor.compilerIsReady();

  await start.getByRole('button', { name: 'see every system call' }).click();
  await visitor.terminal.shows('What is your name?');
  await expect(start).toHaveCount(0);
  await expect(trace.row('fd_write')).not.toHaveCount(0);
  await visitor.terminal.type('Ada\n');
  await visitor.ended('exit 0');
  // The person's time is none of the program's.
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText(/ran for .+, waited .+ for you/);

  // From here two clicks lead to a lesson's program that runs.
  await visitor.terminal.clear();
  await start.getByRole('button', { name: 'take a lesson of three minutes' }).click();
  await lessons.runButton.click();
  await visitor.terminal.shows(/\S/);
  await expect(lessons.checks.first()).toBeVisible();
});

test('each panel of the rail opens with one click, is marked, and closes with another', async ({ ide }) => {
  const rail = ide.page.getByRole('navigation', { name: 'Panels' });
  const before = ide.page.viewportSize() ?? { width: 1280, height: 720 };
  for (const size of [before, { width: 720, height: 450 }]) {
    await ide.page.setViewportSize(size);
    for (const name of ['Lessons', 'Policy', 'Descriptors', 'Trace', 'HTTP', 'Reference', 'Settings', 'Help']) {
      const item = rail.getByRole('button', { name, exact: true });
      const panel = ide.page.getByRole('region', { name, exact: true });
      await item.click();
      await expect(panel).toBeInViewport({ ratio: 0.9 });
      await expect(item).toHaveAttribute('aria-current', 'true');
      // In the small window, `accessibility.spec.ts` looks at each.
      if (size === before) await expectAccessible(ide.page);
      await item.click();
      await expect(panel).toHaveCount(0);
      await expect(item).not.toHaveAttribute('aria-current');
    }
  }
  await ide.page.setViewportSize(before);
  await rail.getByRole('button', { name: 'Files', exact: true }).click();
  await expect(ide.files.panel).toBeVisible();

  await rail.getByRole('button', { name: 'Help', exact: true }).click();
  const help = ide.page.getByRole('region', { name: 'Help', exact: true });
  for (const title of ['What this is', 'Shortcuts', 'What it does not do', 'Licences', 'Version'])
    await expect(help.getByRole('region', { name: title })).toBeVisible();
  await expect(
    help.getByRole('table', { name: 'Shortcuts' }).getByRole('row', { name: /^Run .+Enter$/ }),
  ).toBeVisible();
  await help.getByRole('button', { name: 'Close the help' }).click();
});

test('the bottom can be hidden, and a run shows it again', async ({ ide }) => {
  await ide.page.getByRole('button', { name: 'Hide the bottom panel' }).click();
  await expect(ide.terminal.panel).toBeHidden();
  await ide.runCode('#include <stdio.h>\nint main(void) { puts("here"); }\n');
  await ide.terminal.shows('here');
});

test('the palette finds things by the words people use', async ({ ide }) => {
  const words = {
    stdin: 'Input',
    output: 'Terminal',
    permissions: 'Policy',
    help: 'Help',
    format: 'Help',
    font: 'Settings',
    debug: 'Debug',
    download: 'Download this file',
  };
  for (const [word, title] of Object.entries(words)) {
    await ide.palette.open();
    await ide.page.keyboard.type(word);
    await expect(ide.palette.dialog.getByRole('option').first()).toContainText(title);
    await ide.page.keyboard.press('Escape');
    await expect(ide.palette.dialog).toHaveCount(0);
  }
});

test('on a phone, what the rail has is in the menu More', async ({ ide }) => {
  const before = ide.page.viewportSize() ?? { width: 1280, height: 720 };
  await ide.page.setViewportSize({ width: 390, height: 844 });
  await ide.page.getByRole('button', { name: 'More', exact: true }).click();
  await ide.page.getByRole('menuitemradio', { name: 'Policy', exact: true }).click();
  await expect(ide.page.getByRole('region', { name: 'Policy', exact: true })).toBeVisible();
  await expect(ide.editor.panel).toBeHidden();
  await ide.page.getByRole('button', { name: 'Close the policy' }).click();
  await expect(ide.editor.panel).toBeVisible();
  await ide.page.setViewportSize(before);
});

test('a frame of 400 pixels shows three tabs and eight lines of the terminal, and no keys of a phone', async ({
  page,
  baseURL,
}) => {
  const blog = await Blog.start(page);
  await blog.show(
    `<script defer src="SITE/embed.js"></script>
    <preopen-embed style="width: 400px; height: 500px">
      <pre data-file="main.c">int main(void) {}</pre><pre data-file="list.c">int a;</pre><pre data-file="list.h">int b;</pre>
    </preopen-embed>`,
    baseURL ?? '',
  );
  await blog.hears('ready');
  const tabs = blog.frame.getByRole('navigation', { name: 'Files' }).getByRole('button');
  await expect(tabs).toHaveCount(3);
  for (const tab of await tabs.all()) await expect(tab).toBeInViewport({ ratio: 1 });
  await expect(blog.frame.getByRole('toolbar', { name: 'Terminal keys' })).toBeHidden();
  await expect.poll(() => blog.terminal.getByRole('listitem').count()).toBeGreaterThanOrEqual(8);
  await blog.stop();
});
