import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRunArgs } from './run-args.ts';
import { runProgram } from './run-program.ts';

let base: string;
beforeAll(() => {
  base = mkdtempSync(path.join(tmpdir(), 'spawn-'));
  mkdirSync(path.join(base, 'data'));
  writeFileSync(path.join(base, 'data/note.txt'), 'dear reader\n');
});
afterAll(() => rmSync(base, { recursive: true }));

/** Runs a project whose program is main.c, in threads, with `data` granted as /data. */
async function run(files: Readonly<Record<string, string>>, trace = '', stdin?: string) {
  const project = mkdtempSync(path.join(base, 'project-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(project, name), text);
  const line = `run ${project} --dir ${base}/data::/data${trace}`;
  const args = parseRunArgs(line.split(' '));
  if (!args.ok) throw new Error(args.error);
  const said = { stdout: '', stderr: '' };
  const decoder = new TextDecoder();
  const status = await runProgram(args.value, {
    stdin: new TextEncoder().encode(stdin ?? ''),
    stdout: (bytes) => (said.stdout += decoder.decode(bytes)),
    stderr: (bytes) => (said.stderr += decoder.decode(bytes)),
  });
  return { status, ...said };
}

const BEGIN = `#include <preopen/spawn.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
`;

/** Starts reader.c with a folder to read and a pipe for what it prints, and prints that. */
const MAIN = `${BEGIN}
int main(void) {
  int data = open("/data", O_RDONLY | O_DIRECTORY), ends[2];
  preopen_pipe(ends);
  struct preopen_handed handed[] = {
    { .from = ends[1], .to = 1, .uses = PREOPEN_WRITE },
    { .from = data, .as = "/in", .uses = PREOPEN_READ },
  };
  char *argv[] = { "reader", "note.txt", 0 }, text[200];
  int child = preopen_spawn("reader", argv, handed, 2);
  if (child < 0) return perror("reader"), 1;
  close(ends[1]);
  for (long n; (n = read(ends[0], text, sizeof text)) > 0;) printf("> %.*s", (int)n, text);
  printf("status %d\\n", preopen_wait(child));
  return 0;
}
`;

const READER = `#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static const char *could(const char *path, const char *mode) {
  FILE *f = fopen(path, mode);
  return f ? "opened" : strerror(errno);
}
int main(int argc, char **argv) {
  char line[100], path[40] = "/in/";
  FILE *f = fopen(strcat(path, argv[1]), "r");
  if (f && fgets(line, sizeof line, f)) printf("%s", line);
  printf("write: %s\\n", could(path, "w"));
  printf("parent's: %s\\n", could("/data/note.txt", "r"));
  long input = read(0, line, 1);
  printf("input: %s, home: %s\\n", input < 0 ? strerror(errno) : "read", getenv("HOME") ? "set" : "not set");
  return 7;
}
`;

describe('a program that starts another', { timeout: 60_000 }, () => {
  it('hands on a folder to read and one end of a pipe; the other has these and nothing else', async () => {
    const { stdout, stderr, status } = await run({ 'main.c': MAIN, 'reader.c': READER }, ' --env HOME=/data --trace');
    expect(stdout.replaceAll('> ', '')).toBe(
      [
        'dear reader',
        'write: Capabilities insufficient',
        "parent's: No such file or directory",
        'input: Bad file descriptor, home: not set',
        'status 7',
        '',
      ].join('\n'),
    );
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^ +[\d.]+ child_hand\(fd=\d+ <\/data\/\.>, child=1, to=4294967295, name="\/in", base=9 rights, /m,
    );
    expect(stderr).toMatch(/^ +[\d.]+ \[reader 1\] path_open\(fd=3 <\/in>, .*= notcapable \(needs path_create_file\)/m);
    expect(stderr).toContain('reader 1, reader.c:7 path_open: Descriptor 3, /in, does not hold path_create_file.');
  });

  it('talks with two of them through pipes that are longer than a pipe holds', async () => {
    const filter = (from: string, to: string): string => `#include <stdio.h>
int main(void) { for (int c; (c = getchar()) != EOF;) putchar(c == '${from}' ? '${to}' : c); return 0; }
`;
    const main = `${BEGIN}
static int filter(const char *program, int in, int out) {
  struct preopen_handed handed[] = { { in, 0, 0, PREOPEN_READ }, { out, 1, 0, PREOPEN_WRITE } };
  int child = preopen_spawn(program, 0, handed, 2);
  close(in), close(out);
  return child;
}
int main(void) {
  int first[2], middle[2], last[2];
  preopen_pipe(first), preopen_pipe(middle), preopen_pipe(last);
  int one = filter("ab.c", first[0], middle[1]), two = filter("bc.c", middle[0], last[1]);
  static char text[1000];
  memset(text, 'a', sizeof text);
  // What is written comes back at once, so that no pipe fills up.
  long wrote = 0, got = 0, wrong = 0;
  for (int i = 0; i < 200; i++) {
    wrote += write(first[1], text, sizeof text);
    if (i % 40 != 39) continue;
    if (i == 199) close(first[1]);
    for (char back[1000]; got < wrote; ) {
      long n = read(last[0], back, sizeof back);
      if (n <= 0) break;
      for (long k = 0; k < n; k++) wrong += back[k] != 'c';
      got += n;
    }
  }
  printf("%ld back, %ld wrong, %d %d\\n", got, wrong, preopen_wait(one), preopen_wait(two));
}
`;
    // A filter holds what it prints until its buffer is full: it sees its end only with the last piece.
    const unbuffered = (text: string): string =>
      text.replace('int main(void) {', 'int main(void) { setvbuf(stdout, 0, _IOLBF, 100);');
    const files = { 'main.c': main, 'ab.c': unbuffered(filter('a', 'b')), 'bc.c': unbuffered(filter('b', 'c')) };
    const { stdout } = await run(files);
    expect(stdout).toBe('200000 back, 0 wrong, 0 0\n');
  });

  it('learns how each ended, and the person at the terminal why', async () => {
    const main = `${BEGIN}
int main(void) {
  int traps = preopen_spawn("traps.c", 0, 0, 0), loops = preopen_spawn("loops.c", 0, 0, 0);
  printf("%d\\n", preopen_wait(traps));
  preopen_stop(loops);
  printf("%d\\n", preopen_wait(loops));
  if (preopen_spawn("none.c", 0, 0, 0) < 0) perror("none.c");
  if (preopen_spawn("wrong.wasm", 0, 0, 0) < 0) perror("wrong.wasm");
  preopen_spawn("loops.c", 0, 0, 0);
}
`;
    const files = {
      'main.c': main,
      'traps.c': 'int main(void) {\n  int *p = 0;\n  return *p;\n}\n',
      'loops.c': 'int main(void) { for (volatile int i = 0;; i++); }\n',
      'wrong.wasm': 'not a module',
    };
    const { stdout, stderr, status } = await run(files);
    expect({ stdout, status }).toEqual({ stdout: '134\n137\n', status: 0 });
    expect(stderr).toContain('none.c: No such file or directory\nwrong.wasm: Exec format error\n');
    expect(stderr).toMatch(/traps\.c was stopped:\n.*traps\.c:3/s);
  });

  it('does not run where one of the others does not compile', async () => {
    const { status, stderr } = await run({ 'main.c': MAIN, 'reader.c': 'int main(void) { return }\n' });
    expect(status).toBe(1);
    expect(stderr).toContain('reader.c:1:');
  });

  it('may lie beside one that runs as a component, which reads its input as ever', async () => {
    const main = `#include <stdio.h>
int main(void) { char line[20]; printf("%s", fgets(line, sizeof line, stdin) ? line : "nothing"); }
`;
    const files = { 'main.c': main, 'other.c': MAIN, 'reader.c': READER };
    const { status, stdout } = await run(files, ' --layer preview2', 'typed\n');
    expect([status, stdout]).toEqual([0, 'typed\n']);
  });
});
