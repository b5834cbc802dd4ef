import { describe, expect, it, vi } from 'vitest';
import { PackingClient } from '../../../runtime/client/packing-client.ts';
import { startLocalPacking } from '../../../runtime/client/testing/packing-fixture.ts';
import { policy } from '../../../runtime/policy/policy.ts';
import { boot } from '../testing/fake-kernel.ts';
import { Links } from './links.ts';

/** An address bar, as far as links need one. */
function address(hash = '') {
  const page = {
    location: { hash, pathname: '/', search: '?a=b' } as Location,
    history: {
      state: null,
      replaceState: (_state: unknown, _title: string, url: string) => {
        page.location.hash = url.includes('#') ? url.slice(url.indexOf('#')) : '';
      },
    } as unknown as History,
  };
  return page;
}

function started(files: Readonly<Record<string, string>>, start = startLocalPacking) {
  const { kernel, store, services } = boot(files);
  const page = address();
  const { documents, projects } = services;
  const packing = new PackingClient(start);
  return { kernel, store, projects, page, links: new Links({ kernel, store, documents, projects, page, packing }) };
}

async function linkOf(files: Readonly<Record<string, string>>): Promise<string> {
  const made = await started(files).links.make();
  if (!made.ok) throw new Error(made.error);
  return `#${made.value.fragment}`;
}

describe('a link in the address', () => {
  it('asks first, and nothing is asked of the kernel meanwhile', async () => {
    const { links, store, kernel, page } = started({ 'mine.c': 'mine' });
    await vi.waitFor(() => expect(store.getState().documents['mine.c']?.phase).toBe('text'));
    // The page stores by itself which file is open.
    await vi.waitFor(() => expect(kernel.asked.map(({ name }) => name)).toContain('saveSettings'));
    const asked = kernel.asked.length;
    page.location.hash = await linkOf({ 'theirs.c': 'theirs' });
    await links.arrived(page.location.hash);
    expect(store.getState().dialog).toMatchObject({ kind: 'link', project: { name: 'untitled' } });
    expect(kernel.asked).toHaveLength(asked);
    links.declined();
    expect(page.location.hash).toBe('');
  });

  it('opens as a project of its own, with what was granted and no more, until it is kept', async () => {
    const { links, store, kernel, page } = started({ 'mine.c': 'mine' });
    page.location.hash = await linkOf({ 'theirs.c': 'theirs' });
    await links.arrived(page.location.hash);
    const { dialog } = store.getState();
    if (dialog.kind !== 'link') throw new Error('no question');
    await links.open(dialog.project, policy());
    expect(store.getState().project).toMatchObject({ summary: { isTemporary: true }, settings: { policy: policy() } });
    expect([...kernel.files.keys()]).toEqual(['theirs.c']);
    expect(kernel.asked.map(({ name }) => name)).not.toContain('run');
    expect(page.location.hash).not.toBe('');
    await links.keep();
    expect(store.getState().project).not.toMatchObject({ summary: { isTemporary: true } });
    expect(page.location.hash).toBe('');
  });

  it('that is bad is said to be so, and everything else stays', async () => {
    const { links, store, page } = started({ 'mine.c': 'mine' });
    page.location.hash = '#1damaged';
    await links.arrived(page.location.hash);
    expect(store.getState().notice).toMatch(/damaged/);
    expect(store.getState().dialog).toEqual({ kind: 'none' });
  });

  it('leaves the address when another project opens', async () => {
    const { links, store, projects, page } = started({ 'mine.c': 'mine' });
    page.location.hash = await linkOf({ 'theirs.c': 'theirs' });
    await links.arrived(page.location.hash);
    const { dialog } = store.getState();
    if (dialog.kind === 'link') await links.open(dialog.project, policy());
    await projects.open('first');
    expect(page.location.hash).toBe('');
  });

  it('that is being read is said to be, until it is asked about, cannot be opened, or the address is another one', async () => {
    const { links, store, page } = started({ 'mine.c': 'mine' });
    const { dialogChanged } = store.getState();
    const good = await linkOf({ 'theirs.c': '' });
    for (const [hash, before, after] of [
      ['#1damaged', '#1damaged', 'none'],
      [good, '', 'none'],
      [good, good, 'link'],
      // Once more the same: it has been asked about.
      [good, good, 'none'],
    ] as const) {
      dialogChanged({ kind: 'arriving-link' });
      page.location.hash = before;
      await links.arrived(hash);
      expect([hash, store.getState().dialog.kind]).toEqual([hash, after]);
    }
  });

  it('that is not waited for is not asked about, and leaves the address', async () => {
    const { links, store, page } = started({ 'mine.c': 'mine' });
    page.location.hash = await linkOf({ 'theirs.c': 'theirs' });
    const reading = links.arrived(page.location.hash);
    links.leave();
    await reading;
    expect([page.location.hash, store.getState().dialog.kind]).toEqual(['', 'none']);
  });

  it('that another one follows is not asked about any more', async () => {
    const { links, store, page } = started({ 'mine.c': 'mine' });
    const [first, second] = [await linkOf({ 'first.c': '' }), await linkOf({ 'second.c': '' })];
    page.location.hash = first;
    const left = links.arrived(first);
    page.location.hash = second;
    await Promise.all([left, links.arrived(second)]);
    const { dialog } = store.getState();
    expect(dialog.kind === 'link' && [...dialog.project.files.keys()]).toEqual(['second.c']);
  });

  it('that is gone before it is read is not asked about', async () => {
    const { links, store, page } = started({ 'mine.c': 'mine' });
    page.location.hash = await linkOf({ 'theirs.c': 'theirs' });
    const reading = links.arrived(page.location.hash);
    page.location.hash = '';
    await reading;
    expect(store.getState()).toMatchObject({ dialog: { kind: 'none' }, notice: undefined });
  });
});

it('where no worker starts, no link is opened or made, with a sentence', async () => {
  const { links, store, page } = started({ 'mine.c': 'mine' }, () => {
    throw new Error('Workers are not allowed here');
  });
  page.location.hash = await linkOf({ 'theirs.c': 'theirs' });
  await links.arrived(page.location.hash);
  expect(store.getState().notice).toBe('The link was not opened. Workers are not allowed here');
  expect(await links.make()).toEqual({ ok: false, error: 'The link was not made. Workers are not allowed here' });
});
