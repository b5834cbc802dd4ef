import { beforeAll, describe, expect, it } from 'vitest';
import { NodeToolchain } from '../cli/node-toolchain.ts';
import { policy, readOnly, readWrite, type Policy } from '../policy/policy.ts';
import type { TraceEvent } from '../trace/event.ts';
import { bootC } from '../testing/c-fixture.ts';

let toolchain: NodeToolchain;
beforeAll(() => {
  toolchain = NodeToolchain.load();
});

const BEGIN = `#include <preopen/ref.h>
#include <stdio.h>
static void say(const char *what, int result) {
  if (result < 0) printf("%s: %s\\n", what, strerror(errno));
  else printf("%s: %d\\n", what, result);
}
static void said(const char *what, preopen_ref ref) {
  printf("%s: %s\\n", what, preopen_is_null(ref) ? strerror(errno) : "a reference");
}
`;

const FILES = { 'data/note.txt': 'dear reader', 'data/more/x': '' };

/** Runs the body of a main() that has `ref.h` and two functions to print with. */
async function run(body: string, granted: Policy = policy(readWrite('/project/data', '/data')), before = '') {
  const events: TraceEvent[] = [];
  const project = bootC(toolchain, { ...FILES, 'main.c': `${BEGIN}${before}int main(void) {\n${body}\n}\n` });
  const { stdout, outcome } = await project.run({
    policy: granted,
    watcher: {
      isWatching: true,
      record: (event) => events.push(event),
      refused: () => undefined,
      stack: () => undefined,
    },
  });
  return { lines: stdout.trimEnd().split('\n'), outcome, events };
}

async function refused(program: string): Promise<string> {
  const built = await bootC(toolchain, { 'main.c': `#include <preopen/ref.h>\n${program}\n` }).build();
  if (built.kind !== 'failed') throw new Error(`It was ${built.kind}`);
  return built.said;
}

describe('preopen:ref', () => {
  it('opens, reads, writes, asks and lists by reference, through the handlers of every program', async () => {
    const { lines, outcome, events } = await run(`
      preopen_ref data = preopen_folder(0);
      char text[64];
      struct preopen_stat stat;
      say("name", preopen_name(data, text, sizeof text));
      puts(text);
      preopen_ref note = preopen_open_at(data, "note.txt", PREOPEN_READ);
      say("read", preopen_read(note, text, sizeof text));
      printf("%.11s\\n", text);
      say("at its end", preopen_read(note, text, sizeof text));
      say("stat", preopen_stat(note, &stat));
      printf("%d %llu\\n", stat.type == PREOPEN_TYPE_FILE, (unsigned long long)stat.size);
      preopen_ref new = preopen_open_at(data, "new.txt", PREOPEN_WRITE | PREOPEN_CREATE);
      say("write", preopen_write(new, "hello", 5));
      for (int length; (length = preopen_list(data, text, sizeof text)) > 0;) printf("%s;", text);
      puts("");
      say("drop", preopen_drop(note));
      said("no such folder", preopen_folder(1));
    `);
    expect(outcome).toEqual({ kind: 'exited', code: 0 });
    expect(lines).toEqual([
      ...['name: 5', '/data', 'read: 11', 'dear reader', 'at its end: 0', 'stat: 0', '1 11', 'write: 5'],
      '.;..;note.txt;more;new.txt;',
      'drop: 0',
      'no such folder: Bad file descriptor',
    ]);
    const calls = events.flatMap((event) => (event.kind === 'call' ? [event.call] : []));
    expect(calls).toEqual(expect.arrayContaining(['path_open', 'fd_readdir', 'fd_prestat_dir_name', 'fd_close']));
  });

  it('hands on no more than a folder has, and narrows it for good', async () => {
    const { lines, events } = await run(`
      preopen_ref data = preopen_folder(0);
      preopen_ref shown = preopen_narrow(data, PREOPEN_READ);
      said("read beneath it", preopen_open_at(shown, "note.txt", PREOPEN_READ));
      said("write beneath it", preopen_open_at(shown, "note.txt", PREOPEN_WRITE));
      said("create beneath it", preopen_open_at(shown, "new.txt", PREOPEN_WRITE | PREOPEN_CREATE));
      said("widen it", preopen_open_at(preopen_narrow(shown, PREOPEN_READ | PREOPEN_WRITE), "note.txt", PREOPEN_WRITE));
      said("step out of it", preopen_open_at(shown, "../main.c", PREOPEN_READ));
      preopen_ref note = preopen_open_at(data, "note.txt", PREOPEN_READ);
      say("write what was opened to read", preopen_write(note, "x", 1));
      said("narrow a file", preopen_narrow(note, PREOPEN_READ));
      said("the first is what it was", preopen_open_at(data, "note.txt", PREOPEN_WRITE));
    `);
    expect(lines).toEqual([
      'read beneath it: a reference',
      'write beneath it: Capabilities insufficient',
      'create beneath it: Capabilities insufficient',
      'widen it: Capabilities insufficient',
      'step out of it: Capabilities insufficient',
      'write what was opened to read: Capabilities insufficient',
      'narrow a file: Not a directory',
      'the first is what it was: a reference',
    ]);
    const kinds = events.flatMap((event) =>
      event.kind === 'call' && event.outcome.kind === 'failed' ? [event.call] : [],
    );
    expect(kinds).toEqual(['path_open', 'path_open', 'path_open', 'path_open', 'fd_write', 'path_open']);
  });

  it('a granted folder that is read only stays so', async () => {
    const { lines } = await run(
      `said("write", preopen_open_at(preopen_folder(0), "note.txt", PREOPEN_WRITE));`,
      policy(readOnly('/project/data', '/data')),
    );
    expect(lines).toEqual(['write: Capabilities insufficient']);
  });

  it('a reference that was dropped is dead, wherever it is held, also when its number lives again', async () => {
    const { lines } = await run(
      `
      preopen_ref data = preopen_folder(0);
      preopen_ref note = preopen_open_at(data, "note.txt", PREOPEN_READ);
      printf("%d\\n", preopen_table_grow(kept, 2));
      preopen_table_set(kept, 1, note);
      char text[4];
      say("out of the table", preopen_read(preopen_table_get(kept, 1), text, 4));
      preopen_drop(note);
      preopen_ref other = preopen_open_at(data, "more", PREOPEN_FOLDER);
      said("another one", other);
      say("out of the table", preopen_read(preopen_table_get(kept, 1), text, 4));
      say("an empty place", preopen_read(preopen_table_get(kept, 0), text, 4));
      say("dropped twice", preopen_drop(note));
    `,
      undefined,
      'PREOPEN_TABLE(kept);\n',
    );
    expect(lines).toEqual([
      '0',
      'out of the table: 4',
      'another one: a reference',
      'out of the table: Bad file descriptor',
      'an empty place: Bad file descriptor',
      'dropped twice: Bad file descriptor',
    ]);
  });

  it.each([
    [
      'made from a number',
      'int main(void) { preopen_ref r = (preopen_ref)3; }',
      'arithmetic or pointer type is required',
    ],
    [
      'made into a number',
      'int main(void) { return (int)preopen_folder(0); }',
      'arithmetic or pointer type is required',
    ],
    ['kept in a struct', 'struct s { preopen_ref r; };\nint main(void) { return 0; }', 'field has sizeless type'],
    ['pointed at', 'int main(void) { preopen_ref r = preopen_folder(0); return &r != 0; }', 'cannot take address of'],
  ])('a reference cannot be %s', async (_how, program, message) => {
    expect(await refused(program)).toContain(message);
  });

  it('a pointer outside memory is the program’s fault', async () => {
    const { outcome } = await run(`preopen_read(preopen_folder(0), (void *)0xfffffff0, 64);`);
    expect(outcome).toMatchObject({ kind: 'trapped', reason: 'bad-pointer' });
  });
});
