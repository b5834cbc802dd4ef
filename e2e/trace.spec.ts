import { expectAccessible } from './accessible.ts';
import type { Ide } from './pages/ide.ts';
import { retype } from './pages/retype.ts';
import { Trace } from './pages/trace.ts';
import { expect, test as base } from './test.ts';

const test = base.extend<{ readonly calls: Trace }>({
  calls: async ({ ide }, use) => {
    const calls = new Trace(ide.page, ide.palette);
    await calls.record();
    await use(calls);
    await calls.close();
  },
});

const OPENS = `#include <stdio.h>
#include <string.h>
#include <errno.h>

static void look(const char *path) {
  FILE *file = fopen(path, "r");
  printf("%s: %s\\n", path, file ? "opened" : strerror(errno));
  if (file) fclose(file);
}

int main(void) {
  look("main.c");
  look("missing/notes.txt");
  look("/tmp/../project/main.c");
}
`;
/** The calls that come of its three look()s. */
const LOOKS = 16;

test('a program that runs through WASI 0.2 shows what each layer made of a call, with the C line', async ({
  ide,
  calls,
}) => {
  await ide.settings.open();
  await ide.settings.systemCalls.selectOption({ value: 'preview2' });
  await ide.settings.close();
  await calls.open();
  await ide.runCode(OPENS);
  await ide.ended('exit 0');
  await expect(calls.rows.last()).toContainText('proc_exit');

  const opening = calls.row('path_open', '"main.c"');
  await expect(opening).toContainText('in path_open › descriptor.open-at');
  await expect(opening).toContainText('main.c:6');
  await calls.choose(opening);
  await expect(calls.details).toContainText('wasi:filesystem/types descriptor.open-at(descriptor 3');
  await expect(calls.details.getByRole('button', { name: 'main (main.c:12)' })).toBeVisible();
});

test('each call shows with the C line that made it, which one click opens', async ({ ide, calls }) => {
  await ide.runCode(OPENS);
  await ide.ended('exit 0');
  await expect(calls.rows.last()).toContainText('proc_exit');

  // libc's own frames are skipped.
  const opening = calls.row('path_open', '"main.c"');
  await expect(opening).toContainText('main.c:6');
  await opening.getByRole('button', { name: 'main.c:6' }).click();
  await expect(ide.editor.text).toBeFocused();
  await calls.choose(opening);
  await expect(calls.details).toContainText('/project/main.c');
  await expect(calls.details.getByRole('button', { name: 'main (main.c:12)' })).toBeVisible();
  await expectAccessible(ide.page);

  // By keyboard: the row after it is what fopen does next, and Enter goes to its line.
  await calls.grid.focus();
  await ide.page.keyboard.press('ArrowDown');
  await expect(calls.grid.getByRole('row', { selected: true })).not.toContainText('path_open');
  await ide.page.keyboard.press('Enter');
  await expect(ide.editor.text).toBeFocused();

  // The descriptors are looked back at, with the file open that was.
  await calls.choose(opening);
  await calls.details.getByRole('button', { name: 'Descriptors at this call' }).click();
  const table = ide.page.getByRole('region', { name: 'Descriptors', exact: true });
  await expect(table.getByRole('row').filter({ hasText: '/project/main.c' })).toHaveCount(1);
  await calls.open();
});

test('the list is searched and filtered, and leaves as text and as JSON', async ({ ide, calls, browserName }) => {
  await ide.runCode(OPENS);
  await ide.ended('exit 0');
  await calls.outcome.selectOption('Refused');
  await expect(calls.rows).toHaveCount(1);
  await calls.outcome.selectOption('All outcomes');
  await calls.call.selectOption('path_open');
  await expect(calls.rows).toHaveCount(3);
  await retype(calls.search, 'missing');
  await expect(calls.count).toContainText('1 of');
  await expect(calls.rows).toHaveText([/noent/]);

  // Firefox saves it too, but over BiDi does not say so.
  if (browserName === 'chromium') {
    expect(await calls.exported('As text, like strace')).toMatch(
      /path_open\(fd=3 <\/>, .*path="missing\/notes.txt".*\) = noent \(No such file or directory\).*main\.c:6\n$/,
    );
    const json = JSON.parse(await calls.exported('As JSON')) as {
      readonly v: number;
      readonly events: readonly object[];
    };
    expect(json.v).toBe(1);
    expect(json.events).toMatchObject([{ call: 'path_open', outcome: { errno: 'noent' }, place: 'main.c:6' }]);
  }

  await calls.panel.getByRole('button', { name: 'Clear the trace' }).click();
  await expect(calls.rows).toHaveText([/No call fits|Run the program/]);
});

const GIVES_UP = `#include <fcntl.h>
#include <unistd.h>
#include <wasi/api.h>
int main(void) {
  write(0, "x", 1);
  int folder = open("/tmp", O_RDONLY | O_DIRECTORY);
  if (__wasi_fd_fdstat_set_rights(folder, 0, 0)) return 1;
  openat(folder, "given-up", O_RDONLY);
`;

test('says why: outside, not there, without a right, and what libc hides', async ({ ide, calls }) => {
  await ide.runCode(OPENS.replace('int main(void) {', GIVES_UP));
  await ide.ended('exit 0');

  await calls.choose(calls.row('path_open', '../project'));
  await expect(calls.details).toContainText('The path steps outside');
  await expect(calls.details.getByRole('list', { name: 'The path, step by step' })).toContainText(
    'above the start: refused',
  );
  await expectAccessible(ide.page);
  await calls.choose(calls.row('path_open', 'missing'));
  await expect(calls.details).toContainText('There is nothing called "missing" in /project');
  await calls.choose(calls.row('path_open', 'given-up'));
  await expect(calls.details).toContainText('does not hold path_open');
  await expect(calls.details).toContainText('the program itself did not ask for path_open');
  await calls.choose(calls.row('fd_write', '"x"'));
  await expect(calls.details).toContainText('C sees EBADF');
  // The last refusal stands among the problems, at its line.
  await ide.problems.open();
  await expect(ide.problems.panel).toContainText('leaves the granted folder');
});

test('what was refused is allowed with one click, which runs it again', async ({ ide, calls }) => {
  await ide.runCode(OPENS);
  await ide.ended('exit 0');
  await calls.choose(calls.row('path_open', '../project'));
  await calls.allowButton.click();
  await ide.terminal.shows('/tmp/../project/main.c: opened');
  await ide.ended('exit 0');
});

test.describe('without shared memory', () => {
  // A fresh visit, to a server that does not send the headers for it.
  test.slow();

  test('the same program gives the same trace, C lines and all', async ({ ide, calls, visitor, server }) => {
    const here = await traceOf(ide, calls);
    expect(here).toContain('path_open');
    server.isIsolating = false;
    await visitor.open(server.url);
    await visitor.compilerIsReady();
    await visitor.page.bringToFront();
    const there = new Trace(visitor.page, visitor.palette);
    await there.record();
    expect(await traceOf(visitor, there)).toBe(here);
  });
});

/** Runs a program; its calls with their C lines. */
async function traceOf(ide: Ide, calls: Trace): Promise<string> {
  const { page } = ide;
  const before = page.viewportSize() ?? { width: 1280, height: 720 };
  // There are two pages, and Firefox lets only the one in front at the clipboard.
  await page.bringToFront();
  // Rows that are out of view are not there.
  await page.setViewportSize({ ...before, height: 1600 });
  await ide.runCode(OPENS);
  await ide.ended('exit 0');
  await expect(calls.rows.last()).toContainText('proc_exit');
  // Looked up some at a time: each call of look() has its line, and what libc does before and after has none.
  await expect(calls.row(/main\.c:\d/)).toHaveCount(LOOKS);
  const texts = await calls.rows.allInnerTexts();
  await page.setViewportSize(before);
  return texts.join('\n');
}
