import { describe, expect, it } from 'vitest';
import { NodeToolchain } from '../cli/node-toolchain.ts';
import { Capture, SuppliedInput } from '../kernel/devices/devices.ts';
import { policy, readWrite } from '../policy/policy.ts';
import { bootC } from '../testing/c-fixture.ts';
import { objectOf } from '../toolchain/build/source-compiler.ts';
import { Tools } from '../toolchain/tools/tools.ts';
import { StreamInode } from '../vfs/inode.ts';
import { NO_MODULE } from './no-module.ts';
import { composedComponent } from './testing/composed-fixture.ts';

const toolchain = NodeToolchain.load();

/** A library that is handed one stream to write to, and writes to the number after it as well. */
const LIBRARY = `void stream_write(int stream, const char *text, int length);

void say(int stream, int guess) {
  stream_write(stream, "to you\\n", 7);
  stream_write(stream + guess, "to others\\n", 10);
}
`;

/** The library as a part of a C program, which has another file open as well. */
const LINKED = `#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
void say(int stream, int guess);
void stream_write(int stream, const char *text, int length) { write(stream, text, length); }
static void show(const char *path) {
  char line[40] = "";
  FILE *f = fopen(path, "r");
  printf("%s: %s", path, fgets(line, sizeof line, f) ? line : "nothing\\n");
}
int main(void) {
  int mine = creat("mine.txt", 0666), other = creat("other.txt", 0666);
  say(mine, other - mine);
  show("mine.txt");
  show("other.txt");
}
`;

/** The library as a component of its own: what it calls is what the component was given. */
const INNER = `__attribute__((import_module("h"), import_name("write"))) void write_to(int, const char *, int, void *);
void stream_write(int stream, const char *text, int length) {
  static int result[4];
  write_to(stream, text, length, result);
}
void say(int stream, int guess);
__attribute__((import_module("h"), import_name("drop"))) void drop(int);
__attribute__((export_name("say"))) void say_to(int stream) {
  say(stream, GUESS);
  if (!KEEPS) drop(stream);
}
`;

const OUTER = `__attribute__((import_module("h"), import_name("get"))) int get_stdout(void);
__attribute__((import_module("h"), import_name("say"))) void say_to(int);
__attribute__((export_name("run"))) int run(void) { say_to(get_stdout()); return 0; }
`;

/** Compiles the files with our compiler, and links them with nothing else: what they export, and no main(). */
async function moduleOf(
  files: Readonly<Record<string, string>>,
  flags: readonly string[],
  defined: readonly string[] = [],
): Promise<Uint8Array> {
  const project = bootC(toolchain, files, { extraFlags: defined.join(' ') });
  // That a main() is missing is said by the link, which is not the one that is wanted.
  await project.build();
  const objects = Object.keys(files).map((file) => Tools.inBuild(objectOf(file)));
  const linked = await project.tools.run([
    'wasm-ld',
    ...objects,
    '--no-entry',
    ...flags,
    '-o',
    Tools.inBuild('module'),
  ]);
  expect(linked).toMatchObject({ end: { kind: 'exited', code: 0 }, stderr: '' });
  return project.tools.output('module') ?? new Uint8Array();
}

/** Runs the two components; the library writes to the handle that is `guess` after its own, too; `keeps`: it does not drop its own. */
async function run(guess: number, keeps = false) {
  const library = await moduleOf(
    { 'library.c': LIBRARY, 'inner.c': INNER },
    ['--import-memory'],
    [`-DGUESS=${guess}`, `-DKEEPS=${Number(keeps)}`],
  );
  const app = await moduleOf({ 'outer.c': OUTER }, []);
  const { machine } = toolchain.boot();
  const { devices } = machine.kernel;
  const stdout = new Capture();
  const nothing = new StreamInode(devices, 'unknown', new SuppliedInput(new Uint8Array()));
  const end = await machine.start({
    name: 'composed',
    module: NO_MODULE,
    component: { bytes: composedComponent(app, library), memoryPages: 1024 },
    argv: ['composed'],
    environ: [],
    policy: policy(readWrite('/project', '/')),
    stdio: { stdin: nothing, stdout: new StreamInode(devices, 'unknown', stdout), stderr: nothing },
  }).ended;
  return { end, printed: stdout.text };
}

/** A project whose library is a component of its own, or linked: by the header that it includes. */
function project(header: 'component' | 'library', library: string) {
  return bootC(toolchain, {
    'say.h': `#include <preopen/${header}.h>\n`,
    'say.c': library,
    'main.c': '#include "say.h"\nint main(void) { return library_run(preopen_stdout(), 2); }\n',
  });
}

const SAYS = `#include "say.h"
PREOPEN_LIBRARY(to, guess) {
  preopen_put(to, "to you\\n");
  return preopen_put(to + guess, "to others\\n") == 0 ? 3 : 4;
}
`;

describe('a library of a project', { timeout: 60_000 }, () => {
  it('writes to a number that it was not handed, where it is linked', async () => {
    expect(await project('library', SAYS.replace('guess,', 'guess - 1,')).run()).toEqual({
      outcome: { kind: 'exited', code: 3 },
      stdout: 'to you\n',
      stderr: 'to others\n',
    });
  });

  it('traps there at its line, where it is a component of its own', async () => {
    const { outcome, stdout } = await project('component', SAYS).run();
    expect(stdout).toBe('to you\n');
    expect(outcome).toMatchObject({
      kind: 'trapped',
      explanation: 'A component used 3 as a handle of output-stream, and holds none with this number',
    });
    const places =
      outcome.kind === 'trapped' ? outcome.stack.map(({ file, line }) => `${file ?? ''}:${line ?? ''}`) : [];
    expect(places).toContain('say.c:4');
  });

  it.each([
    [
      'prints with libc',
      SAYS.replace('return', 'int puts(const char *);\n  puts("");\n  return'),
      /calls .* of Preview 1/,
    ],
    [
      'opens a file',
      SAYS.replace('return', 'int creat(const char *, int);\n  creat("x", 0666);\n  return'),
      /calls .* of Preview 1/,
    ],
    ['defines nothing', '#include "say.h"\n', /no file defines PREOPEN_LIBRARY/],
  ])('is refused in a sentence where it %s', async (_what, library, refused) => {
    await expect(project('component', library).run()).rejects.toThrow(refused);
  });

  it.each([
    [
      'shares its file with main()',
      {
        'one.c': `${SAYS.replace('"say.h"', '<preopen/component.h>')}int main(void) { return library_run(preopen_stdout(), 2); }\n`,
      },
      /main\(\) stands in one\.c, which is the library: put PREOPEN_LIBRARY into a file of its own/,
    ],
    [
      'calls another file of the project',
      {
        'say.c': '#include <preopen/component.h>\nint half(int);\nPREOPEN_LIBRARY(to, n) { return half(n); }\n',
        'half.c': 'int half(int n) { return n / 2; }\n',
        'main.c': '#include <preopen/component.h>\nint main(void) { return library_run(preopen_stdout(), 2); }\n',
      },
      /Only the files that use PREOPEN_LIBRARY belong to the library component, and none of them defines half/,
    ],
    [
      'is asked for where the compiler does not look',
      {
        'say.h': '#if 0\n#include <preopen/component.h>\n#else\n#include <preopen/library.h>\n#endif\n',
        'say.c': SAYS,
        'main.c': '#include "say.h"\nint main(void) { return library_run(preopen_stdout(), 2); }\n',
      },
      /say\.h includes <preopen\/component\.h>, and the compiler does not read that line/,
    ],
  ])('is refused in a sentence, in the terminal too, where it %s', async (_what, files, refused) => {
    const built = await bootC(toolchain, files).build();
    expect(built).toMatchObject({ kind: 'failed', said: expect.stringMatching(refused) as string });
  });

  it('is linked where the header that asks for a component stands in a comment', async () => {
    const header = '/*\n#include <preopen/component.h>\n*/\n#include <preopen/library.h>\n';
    const files = {
      'say.h': header,
      'say.c': SAYS.replace('guess,', 'guess - 1,'),
      'main.c': '#include "say.h"\nint main(void) { return library_run(preopen_stdout(), 2); }\n',
    };
    expect(await bootC(toolchain, files).run()).toMatchObject({ outcome: { kind: 'exited', code: 3 } });
  });
});

describe('a library that guesses a number', { timeout: 60_000 }, () => {
  it('reaches what it was not handed, where it is linked into the program', async () => {
    const { stdout } = await bootC(toolchain, { 'library.c': LIBRARY, 'main.c': LINKED }).run();
    expect(stdout).toBe('mine.txt: to you\nother.txt: to others\n');
  });

  it('reaches what it was handed, as a component in another one', async () => {
    expect(await run(0)).toEqual({ end: { kind: 'exited', code: 0 }, printed: 'to you\nto others\n' });
  });

  it('is stopped where it keeps the handle after the call that it was lent it for', async () => {
    const { end, printed } = await run(0, true);
    expect(printed).toBe('to you\nto others\n');
    expect(end).toMatchObject({
      kind: 'trapped',
      trap: { message: expect.stringContaining('it has to drop what it borrows') as string },
    });
  });

  it.each([1, 2, 3, -1])('reaches nothing else there: %i after its own handle is none', async (guess) => {
    const { end, printed } = await run(guess);
    expect(end).toMatchObject({ kind: 'trapped', trap: { reason: 'bad-pointer' } });
    expect(printed).toBe('to you\n');
  });
});
