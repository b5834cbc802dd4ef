import type { Page } from '@playwright/test';
import { Blog } from './pages/blog.ts';
import { Ide } from './pages/ide.ts';
import { expect, test } from './test.ts';

// That nothing of ours is refused, every test of every spec sees to: watch.ts.
test('the policy of a page holds without a header, and lets in nothing from another origin', async ({
  page,
  server,
}) => {
  server.isIsolating = false;
  await new Ide(page).open(server.url);
  expect(await refusals(page)).toEqual(['connect-src', 'frame-src', 'img-src', 'script-src', 'worker-src']);
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
});

test('the whole page in a frame of another site starts nothing, and says where to go', async ({ page, server }) => {
  // The header would have the browser refuse it; not every host sends one.
  server.isIsolating = false;
  const blog = await Blog.start(page);
  await blog.show('<iframe src="SITE?example=sorting#2x" width="700" height="400"></iframe>', server.url);
  await expect(blog.frame.getByText('does not start inside another site’s page')).toBeVisible();
  const link = blog.frame.getByRole('link', { name: 'Open Preopen in a tab of its own' });
  await expect(link).toHaveAttribute('href', `${server.url}?example=sorting#2x`);
  await expect(link).toHaveAttribute('target', '_blank');
  expect(await page.frames()[1]?.evaluate(keptInFrame)).toBe(0);
  expect(page.workers()).toEqual([]);
  expect(server.takeRequests().filter((path) => /toolchain|sw\.js/.test(path))).toEqual([]);
  await blog.stop();
});

test('the header keeps the whole page out of frames of other sites, and lets them have ?embed', async ({
  page,
  server,
}) => {
  const blog = await Blog.start(page);
  const inFrame = async (query: string): Promise<readonly string[]> => {
    server.takeRequests();
    // The page around is loaded when its frame is, and that when its scripts have run.
    await blog.show(`<iframe src="SITE${query}" width="700" height="400"></iframe>`, server.url);
    return server.takeRequests();
  };
  expect(await inFrame('?example=sorting')).toEqual(['/?example=sorting']);
  await expect(blog.frame.getByRole('link', { name: 'Open Preopen in a tab of its own' })).toHaveCount(0);
  const requests = await inFrame('?embed&example=sorting');
  expect(requests[0]).toBe('/?embed&example=sorting');
  expect(requests.filter((path) => path.startsWith('/assets/')).length).toBeGreaterThan(0);
  await expect(blog.runButton).toBeVisible();
  await blog.stop();
});

/** The directives that refuse what an attacker would have the page do. */
function refusals(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const refused = new Set<string>();
    addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      refused.add(effectiveDirective.replace(/-elem$/, '')),
    );
    const add = (tag: string, properties: object): void =>
      document.body.append(Object.assign(document.createElement(tag), properties));
    add('script', { textContent: 'globalThis.ran = true' });
    add('img', { src: 'https://elsewhere.invalid/pixel' });
    add('iframe', { src: 'https://elsewhere.invalid/' });
    await fetch('https://elsewhere.invalid/').catch(() => undefined);
    try {
      new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))).onmessage = () => refused.add('a worker ran');
    } catch {
      // Some throw, and some say so later.
    }
    while (refused.size < 5) await new Promise((resolve) => setTimeout(resolve, 20));
    return [...refused].sort();
  });
}

/** How much the page has put into the browser's storage, as far as a frame may look. */
async function keptInFrame(): Promise<number> {
  try {
    return (await indexedDB.databases()).length + localStorage.length;
  } catch {
    return 0;
  }
}
