import { describe, expect, it, vi } from 'vitest';
import { policy } from '../../runtime/policy/policy.ts';
import { boot } from './fake-kernel.ts';
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

function started(files: Readonly<Record<string, string>>) {
  const { kernel, store, services } = boot(files);
  const page = address();
  const { documents, projects } = services;
  return { kernel, store, projects, page, links: new Links({ kernel, store, documents, projects, page }) };
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
    const asked = kernel.asked.length;
    page.location.hash = await linkOf({ 'theirs.c': 'theirs' });
    links.arrived(page.location.hash);
    expect(store.getState().dialog).toMatchObject({ kind: 'link', project: { name: 'untitled' } });
    expect(kernel.asked).toHaveLength(asked);
    links.declined();
    expect(page.location.hash).toBe('');
  });

  it('opens as a project of its own, with what was granted and no more, until it is kept', async () => {
    const { links, store, kernel, page } = started({ 'mine.c': 'mine' });
    page.location.hash = await linkOf({ 'theirs.c': 'theirs' });
    links.arrived(page.location.hash);
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

  it('that is bad is said to be so, and everything else stays', () => {
    const { links, store, page } = started({ 'mine.c': 'mine' });
    page.location.hash = '#1damaged';
    links.arrived(page.location.hash);
    expect(store.getState().notice).toMatch(/damaged/);
    expect(store.getState().dialog).toEqual({ kind: 'none' });
  });

  it('leaves the address when another project opens', async () => {
    const { links, store, projects, page } = started({ 'mine.c': 'mine' });
    page.location.hash = await linkOf({ 'theirs.c': 'theirs' });
    links.arrived(page.location.hash);
    const { dialog } = store.getState();
    if (dialog.kind === 'link') await links.open(dialog.project, policy());
    await projects.open('first');
    expect(page.location.hash).toBe('');
  });
});
