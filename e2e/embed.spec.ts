import { Blog } from './pages/blog.ts';
import { expect, test } from './test.ts';

const ELEMENT = `<script defer src="SITE/embed.js"></script>
<preopen-embed theme="light" hide="who.h">
  <pre data-file="main.c">
  #include "who.h"
  #include &lt;stdio.h>

  int main(void) {
      char name[64];
      printf("Who? ");
      fflush(stdout);
      if (fgets(name, sizeof name, stdin) == NULL) return 1;
      printf("%s greets %s", WHO, name);
      return 3;
  }
  </pre>
  <pre data-file="who.h">#define WHO "A header"</pre>
</preopen-embed>`;

/** Exits with the number of bytes that it read before the end of its input. */
const ECHO = `#include <stdio.h>
int main(void) {
    int bytes = 0;
    puts("ready");
    while (getchar() != EOF) bytes++;
    return bytes;
}
`;

test.describe('in a page of another site', () => {
  test.slow();

  test('a program runs when the reader says so, and the page around can talk with it', async ({
    page,
    baseURL,
    browserName,
    visitorWatch,
  }) => {
    const blog = await Blog.start(page);
    await blog.show(ELEMENT, baseURL ?? '');
    await blog.hears('ready');
    await expect(blog.editor).toBeAttached();
    await expect(blog.frame.getByRole('navigation', { name: 'Files' }).getByRole('button')).toHaveText(['main.c']);
    await expect(blog.status).toHaveText('Not run yet');
    // Nothing that the visitor keeps in this browser is opened; some browsers do not even let a frame look.
    const kept = await page.frames()[1]?.evaluate(() =>
      indexedDB.databases().then(
        (all) => all.length,
        () => 0,
      ),
    );
    expect(kept).toBe(0);

    // Over BiDi, Firefox does not bring the pointer or the keyboard into a frame of another site.
    if (browserName === 'chromium') await blog.runButton.click();
    else await blog.runButton.dispatchEvent('click');
    await blog.hears('output');
    await blog.ask('stdin', 'Ada\n');
    await blog.hears('exit');
    await expect(blog.terminal).toContainText('A header greets Ada');
    expect(await blog.heard('exit')).toMatchObject([{ kind: 'exited', code: 3 }]);
    expect((await blog.heard('timings'))[0]?.['buildMs']).toBeGreaterThan(0);
    const said = (await blog.heard('output')).map(({ text }) => text).join('');
    expect(said).toContain('A header greets Ada');

    await blog.ask('setFiles', { '../main.c': '' });
    await blog.hears('error');
    await blog.ask('setFiles', { 'loop.c': 'int main(void) {\n  for (;;);\n}\n' });
    await expect(blog.frame.getByRole('textbox', { name: 'Editor, loop.c' })).toBeAttached();
    await blog.ask('run');
    await expect(blog.status).toHaveText('Running', { timeout: 30_000 });
    await blog.ask('stop');
    await expect(blog.status).toHaveText('stopped');
    const refused = (await visitorWatch.complaints()).filter((text) => text.includes('policy'));
    expect(refused).toEqual([]);

    // Input that ends within a line: the program gets the piece, and the end.
    await blog.ask('setFiles', { 'echo.c': ECHO });
    await expect(blog.frame.getByRole('textbox', { name: 'Editor, echo.c' })).toBeAttached();
    await blog.ask('run');
    await expect(blog.terminal).toContainText('ready');
    await blog.ask('stdin', 'no newline', { end: true });
    await expect(blog.status).toHaveText('exit 10');

    // Moved in its page, it is loaded again with the program that it was given last, and hears and works as before.
    await blog.forget();
    await blog.page.evaluate(() => document.body.prepend(document.querySelector('preopen-embed') ?? ''));
    await blog.hears('ready');
    await expect(blog.frame.getByRole('textbox', { name: 'Editor, echo.c' })).toBeAttached();
    await blog.ask('run');
    await expect(blog.terminal).toContainText('ready', { timeout: 30_000 });
    await blog.ask('stdin', 'again', { end: true });
    await blog.hears('exit');
    expect(await blog.heard('exit')).toMatchObject([{ kind: 'exited', code: 5 }]);
    await blog.stop();
  });
});

test('a frame shows a link, only to be read, and only the page around it is heard', async ({
  page,
  baseURL,
  browserName,
}) => {
  const blog = await Blog.start(page);
  await blog.show(
    '<iframe src="SITE/?embed&readonly#1otgv40WeqKxlCKGBFVwA" width="700" height="400"></iframe>',
    baseURL ?? '',
  );
  const text = blog.frame.getByRole('region', { name: 'Editor' });
  await expect(text).toContainText('Hello, world!');
  if (browserName === 'chromium') {
    await blog.editor.press('Q');
    await expect(text).not.toContainText('Q');
  }
  await expect(blog.frame.getByRole('link', { name: 'Open in Preopen' })).toHaveAttribute('href', /^\.\/#2/);
  await page
    .frames()[1]
    ?.evaluate(() => window.postMessage({ preopen: 1, type: 'set-files', files: { 'other.c': '' } }, '*'));
  await page.frames()[1]?.evaluate(() => window.postMessage({ preopen: 1, type: 'run' }, '*'));
  await expect(blog.frame.getByRole('navigation', { name: 'Files' }).getByRole('button')).toHaveText(['main.c']);
  await expect(blog.status).toHaveText('Not run yet');
  await blog.stop();
});

test('a frame that is sandboxed says why nothing runs', async ({ page, baseURL }) => {
  const blog = await Blog.start(page);
  await blog.show(
    '<iframe sandbox="allow-scripts" src="SITE/?embed" width="700" height="400"></iframe>',
    baseURL ?? '',
  );
  await expect(blog.frame.getByText('sandboxed without allow-same-origin')).toBeVisible();
  await blog.stop();
});
