import { Share } from './pages/share.ts';
import { expect, test } from './test.ts';

const WRITES = `#include <stdio.h>

int main(void) {
    FILE *file = fopen("made.txt", "w");
    if (file == NULL) {
        perror("made.txt");
        return 4;
    }
    fputs("made", file);
    puts("written"); // ${'-'.repeat(300)} and no more
    return 0;
}
`;

test('a link asks first, runs nothing, and opens as a project that is not stored until it is kept', async ({ ide }) => {
  const share = new Share(ide.page);
  await ide.editor.write(WRITES);
  const [mine] = await ide.projects.names();
  const address = await share.address();
  expect(address.length).toBeLessThan(500);
  await ide.editor.write('int main(void) { return 1; }\n');

  await share.follow(address);
  await expect(share.preview).toContainText('fopen("made.txt", "w")');
  // A long line can be read to its end.
  await expect.poll(() => share.preview.evaluate((code) => code.scrollWidth / code.clientWidth)).toBeGreaterThan(2);
  await expect(share.question).toContainText('reads and writes the project’s files');
  await expect(ide.terminal.screen).toHaveText(/^\s*$/);
  await share.accept('Only to read');

  await expect(ide.editor.panel).toContainText('fopen("made.txt", "w")');
  await expect(ide.status).toContainText('lost when the tab closes');
  await ide.run();
  await ide.ended('exit 4');
  await expect(ide.files.item('made.txt')).toHaveCount(0);

  // The visitor's own is as it was, and the link's is there until the tab closes.
  await ide.projects.open(mine ?? '');
  await expect(ide.editor.panel).toContainText('return 1');
  await expect(share.bar).toHaveCount(0);
  expect(new URL(ide.page.url()).hash).toBe('');

  await share.follow(address);
  await share.accept();
  await ide.run();
  await ide.terminal.shows('written');
  await ide.ended('exit 0');
  expect(new URL(ide.page.url()).hash).not.toBe('');
  await share.keep();
  await ide.isSaved();
  expect(new URL(ide.page.url()).hash).toBe('');
});

test('a link that cannot be opened is said to be so, and nothing else changes', async ({ ide }) => {
  const share = new Share(ide.page);
  await ide.editor.write('int main(void) { return 7; }\n');
  const address = await share.address();
  const { hash } = new URL(address);
  for (const [bad, why] of [
    [hash.slice(0, -6), 'damaged'],
    [`#3${hash.slice(2)}`, 'newer version'],
    [`#1${'A'.repeat(600_000)}`, 'more than a link may'],
    ['#main', 'not a link'],
  ] as const) {
    await share.follow(`http://x/${bad}`);
    await expect(ide.alerts).toContainText(why);
    await expect(share.question).toHaveCount(0);
    await ide.alerts.getByRole('button', { name: 'Dismiss' }).click();
  }
  await expect(ide.editor.panel).toContainText('return 7');
  await share.follow('http://x/#');
});

test('a project too long for chat is offered as a zip', async ({ ide, browserName }) => {
  const share = new Share(ide.page);
  let state = 1;
  const noise = Array.from({ length: 900 }, () => ((state = (state * 48271) % 2147483647) >>> 0).toString(36));
  await ide.editor.write(`/* ${noise.join(' ')} */\nint main(void) { return 0; }\n`);
  await share.open();
  await expect(share.length).toContainText('cut links off');
  const button = share.dialog.getByRole('button', { name: 'Download as zip' });
  await expect(button).toBeEnabled();
  // Firefox saves it too, but over BiDi does not say so.
  if (browserName === 'chromium') {
    const download = ide.page.waitForEvent('download');
    await button.click();
    expect((await download).suggestedFilename()).toMatch(/\.zip$/);
  }
  await share.close();
});

test('a first visit by a link finds the question, and a project of its own after it', async ({ visitor }) => {
  const share = new Share(visitor.page);
  const { page } = visitor;
  // Made when links were new.
  await visitor.open('/#1otgv40WeqKxlCKGBFVwA');
  await expect(share.preview).toContainText('printf("Hello, world!\\n");');
  // A short window begins with the warning, and has the answers in view.
  await page.setViewportSize({ width: 640, height: 360 });
  await expect(share.question.getByText('Someone else wrote this.')).toBeInViewport({ ratio: 1 });
  await expect(share.question.getByRole('button', { name: 'Do not open' })).toBeInViewport({ ratio: 1 });
  await share.decline();
  await page.setViewportSize({ width: 1280, height: 720 });
  await expect(visitor.editor.panel).toBeVisible();
  await expect(visitor.editor.panel).toContainText('What is your name?');

  const image = await page.locator('meta[property="og:image"]').getAttribute('content');
  const answer = await page.request.get(new URL(image ?? '', page.url()).href);
  expect(answer.headers()['content-type']).toBe('image/png');
  expect(new URL(visitor.page.url()).hash).toBe('');
  await visitor.page.goBack().catch(() => null);
});

test('printing prints the code and the output, not the page', async ({ ide, browserName }) => {
  await ide.runCode('#include <stdio.h>\nint main(void) {\n  puts("on paper");\n}\n');
  await ide.ended('exit 0');
  const { page } = ide;
  const view = page.getByRole('region', { name: 'For printing', includeHidden: true });
  if (browserName === 'chromium') {
    await page.emulateMedia({ media: 'print' });
    await expect(view).toBeVisible();
    await expect(page.getByRole('banner')).toBeHidden();
  } else {
    // Over BiDi, Firefox has no command to show what it would print.
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  }
  await expect(view.getByRole('heading', { includeHidden: true })).toHaveText([/^Test /, 'main.c', 'Output']);
  await expect(view.getByRole('listitem', { includeHidden: true }).nth(2)).toHaveText('  puts("on paper");');
  await expect(view).toContainText(/Output[^]*on paper/);
  await page.emulateMedia({ media: null }).catch(() => undefined);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(view).toHaveCount(0);
});
