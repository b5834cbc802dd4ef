import { expectAccessible } from './accessible.ts';
import { Policy } from './pages/policy.ts';
import { retype } from './pages/retype.ts';
import { expect, test as base } from './test.ts';

const test = base.extend<{ readonly policy: Policy }>({
  policy: async ({ ide }, use) => {
    const policy = new Policy(ide.page, ide);
    await policy.open();
    await use(policy);
    if (await policy.panel.isVisible()) await policy.close();
  },
});

/** Prints 0 or the errno of opening each. */
const PROBE = `#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
static int tried(const char *path, int flags) {
  int fd = open(path, flags, 0600);
  return fd < 0 ? errno : close(fd);
}
int main(void) {
  printf("read %d ", tried("/main.c", O_RDONLY));
  printf("write %d ", tried("/made", O_WRONLY | O_CREAT));
  printf("in %d ", tried("/in/main.c", O_RDONLY));
  printf("out %d ", tried("/out/x", O_WRONLY | O_CREAT));
  printf("tmp %d ", tried("/tmp/x", O_WRONLY | O_CREAT));
  printf("new year %d.\\n", time(NULL) == 1767225600);
}
`;
const [NOENT, NOTCAPABLE] = [44, 76];

test('each preset changes what a program can do, and the wasmtime line', async ({ ide, policy }) => {
  await ide.editor.write(PROBE);
  for (const [preset, output, line] of [
    [
      'Nothing',
      `read ${NOENT} write ${NOENT} in ${NOENT} out ${NOENT} tmp ${NOENT} new year 0.`,
      'wasmtime run main.wasm < /dev/null',
    ],
    [
      'Project, read only',
      `read 0 write ${NOTCAPABLE} in ${NOENT} out ${NOTCAPABLE} tmp ${NOTCAPABLE} new year 0.`,
      'wasmtime run --dir=.::/ main.wasm',
    ],
    [
      'Two folders',
      `read ${NOENT} write ${NOENT} in 0 out 0 tmp ${NOENT} new year 0.`,
      'wasmtime run --dir=.::/in --dir=/tmp::/out main.wasm',
    ],
    [
      'Classroom',
      `read 0 write ${NOTCAPABLE} in ${NOENT} out ${NOTCAPABLE} tmp 0 new year 1.`,
      'wasmtime run --dir=.::/ --dir=/tmp::/tmp -Wmax-memory-size=16777216 main.wasm',
    ],
    [
      'Project, read and write',
      `read 0 write 0 in ${NOENT} out ${NOENT} tmp 0 new year 0.`,
      'wasmtime run --dir=.::/ --dir=/tmp::/tmp main.wasm',
    ],
  ] as const) {
    await policy.preset.selectOption(preset);
    await expect(policy.wasmtime).toHaveText(line);
    await ide.run();
    await ide.terminal.shows(output);
    await ide.ended('exit 0');
  }
  await expect(ide.files.item('made')).toBeVisible();
});

test('single rights, a missing folder and names that stand twice are reported, and the choice stays with the project', async ({
  ide,
  policy,
}) => {
  await policy.preset.selectOption('Project, read only');
  const root = policy.preopen('/');
  await retype(root.getByRole('combobox', { name: 'Folder', exact: true }), '/project/none');
  await expect(root).toContainText('This project has no folder none');
  await expect(policy.wasmtime).toHaveText('wasmtime run --dir=.::/ main.wasm');
  await policy.panel.getByRole('button', { name: 'Grant a folder' }).click();
  await retype(policy.preopen('/tmp').getByRole('textbox', { name: 'Seen by the program as' }), '/');
  await expect(policy.preopen('/tmp')).toContainText('Another folder is already called “/”');

  await root.getByText('Each right').click();
  await root.getByRole('checkbox', { name: 'path_open, base' }).uncheck();
  await expect(root.getByRole('combobox', { name: 'Rights' })).toHaveValue('own');
  await expect(policy.words).toContainText('lists the project’s files');
  await ide.runCode(PROBE);
  await ide.terminal.shows(`read ${NOTCAPABLE} `);
  await ide.ended('exit 0');

  const name = await ide.projects.menuButton.textContent();
  await ide.isSaved();
  await ide.projects.create('Another');
  await expect(policy.words).toContainText('reads and writes the project’s files');
  await ide.projects.open(name ?? '');
  await expect(policy.words).toContainText('lists the project’s files');
});

test('a policy is pasted as JSON, and what is none gets a sentence', async ({ ide, policy }) => {
  await policy.pasteJson('{ "v": 1, "preopens": [{ "folder": "/project" }] }');
  await expect(policy.json).toHaveAccessibleDescription('preopens[0] lacks the field “guest”.');
  await policy.pasteJson('{"v":1,"preopens":[{"folder":"/project","guest":"/","base":["fd_raed"],"inheriting":[]}]}');
  await expect(policy.json).toHaveAccessibleDescription('There is no right called “fd_raed” (in preopens[0].base).');
  await expect(policy.words).toContainText('reads and writes the project’s files');
  await policy.pasteJson('{"v":1,"preopens":[],"stdin":{"kind":"text","text":"pasted"}}');
  await expect(policy.words.getByRole('listitem')).toHaveText([
    'gets the exact time, real randomness and a text as its input',
    'writes to the terminal',
    'reaches no file and no network',
  ]);
  await expect(policy.wasmtime).toHaveText('printf %s pasted | wasmtime run main.wasm');
  await ide.runCode('#include <stdio.h>\nint main(void) {\n  char t[9];\n  printf("<%s>", fgets(t, 9, stdin));\n}\n');
  await ide.terminal.shows('<pasted>');
  await ide.ended('exit 0');
  // What was pasted is one step.
  await policy.undoButton.click();
  await expect(policy.words).toContainText('reads and writes the project’s files');
});

test('the tree says what the next run and the running program may reach', async ({ ide, policy }) => {
  await ide.files.createFolder('data');
  await expect(ide.files.item('main.c')).toHaveAccessibleDescription('Next run: read and write');
  await policy.pasteJson(
    JSON.stringify({
      v: 1,
      preopens: [{ folder: '/project/data', guest: '/d', base: ['path_open'], inheriting: ['fd_read'] }],
    }),
  );
  await expect(ide.files.item('data')).toHaveAccessibleDescription('Next run: read only');
  await expect(ide.files.item('data')).toHaveAttribute('title', /As \/d: read only/);
  await expect(ide.files.item('main.c')).toHaveAccessibleDescription('Next run: nothing');
  await ide.runCode('#include <stdio.h>\nint main(void) {\n  getchar();\n}\n');
  await ide.isRunning();
  await policy.preset.selectOption('Project, read and write');
  await expect(ide.files.item('main.c')).toHaveAccessibleDescription('Running program: nothing');
  await ide.terminal.type('\n');
  await ide.ended('exit 0');
  await expect(ide.files.item('main.c')).toHaveAccessibleDescription('Next run: read and write');
});

test('the smallest policy of a run is offered, proved and kept', async ({ ide, policy }) => {
  await ide.runCode(`#include <stdio.h>
int main(void) {
  char line[40];
  FILE *file = fopen("/main.c", "r");
  fgets(line, sizeof line, file);
  fputs(line, stdout);
  printf("Name? ");
  fgets(line, sizeof line, stdin);
  printf("Hello %s", line);
  return 5;
}
`);
  await ide.terminal.shows('Name?');
  await ide.terminal.type('Ada\n');
  await ide.ended('exit 5');
  await expect(policy.uses.filter({ hasText: '“/tmp”' })).toContainText('not used');
  await expect(policy.uses.filter({ hasText: '“/”' })).toContainText('on the folder path_open; beneath it fd_read');
  await expect(policy.leastWords).toContainText('reads the project’s files');
  await policy.runAgainButton.click();
  // What was typed is typed again.
  await expect(policy.verdict).toContainText('It ran the same: the same end, and the same');
  await expect(ide.terminal.screen).toContainText('the same as before, granted only what it needed');
  await expect(policy.words).toContainText('reads and writes the project’s files');
  await policy.keepButton.click();
  await expect(policy.panel).toContainText('This is the project’s policy now.');
  await expect(policy.preopen('/')).toContainText('read only');
  await expect(policy.preopen('/tmp')).toHaveCount(0);
  await policy.undoButton.click();
  await expect(policy.preopen('/tmp')).toBeVisible();
});

test('a repetition that goes another way says where', async ({ ide, policy }) => {
  await ide.runCode(`#include <stdio.h>
#include <sys/stat.h>
int main(void) {
  puts(mkdir("/made", 0700) ? "there" : "made");
}
`);
  await ide.ended('exit 0');
  await policy.runAgainButton.click();
  await expect(policy.verdict).toContainText('Line 1 of its output differs: it was “made” and is “there”');
  await expect(policy.verdict).toContainText('the second run found what the first had left');
});

test('the panel is accessible, also at phone width', async ({ ide, policy }) => {
  await ide.runCode('int main(void) {\n  return 0;\n}\n');
  await ide.ended('exit 0');
  await policy.preopen('/tmp').getByText('Each right').click();
  await expectAccessible(ide.page);
  const before = ide.page.viewportSize() ?? { width: 1280, height: 720 };
  await ide.page.setViewportSize({ width: 390, height: 844 });
  await policy.open();
  await policy.runAgainButton.click();
  await policy.open();
  await expect(policy.verdict).toContainText('It ran the same');
  await expectAccessible(ide.page);
  const wide = await policy.panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(wide).toBe(0);
  await ide.page.setViewportSize(before);
});
