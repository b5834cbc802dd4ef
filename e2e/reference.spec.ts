import type { Locator } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { retype } from './pages/retype.ts';
import { expect, test as base } from './test.ts';

const test = base.extend<{ readonly reference: Locator }>({
  /** Open, as the palette opens it. */
  reference: async ({ ide }, use) => {
    const panel = ide.page.getByRole('region', { name: 'Reference', exact: true });
    await ide.palette.choose('Reference');
    await expect(filterOf(panel)).toBeFocused();
    await use(panel);
    await panel.getByRole('button', { name: 'Close the reference' }).click();
  },
});

function filterOf(panel: Locator): Locator {
  return panel.getByRole('searchbox', { name: 'Filter the reference' });
}

function entry(panel: Locator, name: string): Locator {
  return panel.getByRole('article', { name, exact: true });
}

test('says of a call what it takes, gives, needs and can fail with', async ({ reference }) => {
  const open = entry(reference, 'path_open');
  await expect(open).toContainText('fs_rights_base: rights');
  await expect(open).toContainText('→ (opened_fd: fd)');
  await expect(open).toContainText('fd needs path_open; with oflags.creat also path_create_file');
  await expect(open).toContainText('No such file or directory');
  await expect(entry(reference, 'fd_tell')).toContainText('fd needs fd_tell or fd_seek; of folders it says badf');
  await expect(entry(reference, 'fd_seek')).toContainText('to ask only where it is, fd_tell will do');
  await expect(entry(reference, 'sock_recv')).toContainText('of files, folders, terminals, pipes it says notsock');
  await expect(entry(reference, 'proc_raise')).toContainText('Departs from the specification');
});

test('the filter finds calls by name, right and error, and a link leads out of it', async ({ reference }) => {
  await filterOf(reference).pressSequentially('cross-device');
  await expect(reference.getByRole('article')).toHaveCount(2);
  await retype(filterOf(reference), 'fd_pread');
  await entry(reference, 'fd_pread').getByRole('link', { name: 'fd_seek' }).click();
  await expect(reference.getByRole('heading', { name: 'fd_seek', exact: true })).toBeFocused();
  await expect(filterOf(reference)).toHaveValue('');
  await retype(filterOf(reference), 'nothing of the kind');
  await expect(reference.getByRole('article')).toHaveCount(0);
  await expect(reference).toContainText('No function has all of that in it');
});

test('explains the older snapshot and the two personalities', async ({ reference }) => {
  await expect(reference.getByRole('region', { name: 'wasi_unstable' })).toContainText('sock_accept does not exist');
  const personalities = reference.getByRole('region', { name: 'Personalities' });
  await expect(personalities).toContainText('Strict Preview 1');
  await expect(personalities).toContainText('Modern');
});

test('is accessible', async ({ ide, reference, browserName }) => {
  test.skip(browserName !== 'chromium', 'The same everywhere, and axe takes a minute for all of it in Firefox.');
  await expect(reference).toBeVisible();
  await expectAccessible(ide.page);
});

test('is all there is on paper', async ({ ide, reference, browserName }) => {
  test.skip(browserName !== 'chromium', 'Over BiDi, Firefox has no command to show what it would print.');
  await ide.page.emulateMedia({ media: 'print' });
  await expect(reference).toBeVisible();
  await expect(ide.editor.panel).toBeHidden();
  await expect(ide.terminal.panel).toBeHidden();
  const { height } = (await reference.boundingBox()) ?? { height: 0 };
  expect(height).toBeGreaterThan(4000);
  await ide.page.emulateMedia({ media: null });
});
