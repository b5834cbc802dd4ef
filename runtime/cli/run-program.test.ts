import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isCheckedProgram } from '../guest/check-report.ts';
import { buildProgram } from './build-program.ts';
import { parseRunArgs } from './run-args.ts';
import { runProgram } from './run-program.ts';

const PROGRAM = `#include <stdio.h>
#include "status.h"
int main(int argc, char **argv) {
    char word[16] = "";
    FILE *f = fopen("/data/kept.txt", "a");
    if (f) { fprintf(f, " and more"); fclose(f); }
    fprintf(stderr, "%s", f ? "written" : "refused");
    scanf("%15s", word);
    printf("%s %s", word, argv[1]);
    return STATUS;
}
`;

/** What the program says, and then the report: one call at the line of its fopen(). */
function refused(why: string): string {
  return `refused\nOne call was refused:\n  prog.c:5 ${why}\n`;
}

let base: string;
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'preopen-'));
  mkdirSync(path.join(base, 'data'));
  writeFileSync(path.join(base, 'data/kept.txt'), 'kept');
  writeFileSync(path.join(base, 'prog.c'), PROGRAM);
  writeFileSync(path.join(base, 'status.h'), '#define STATUS 7\n');
  writeFileSync(path.join(base, 'broken.c'), 'int main(void) { return }\n');
  writeFileSync(path.join(base, 'trap.c'), 'int main(void) {\n  __builtin_trap();\n}\n');
});
afterEach(() => rmSync(base, { recursive: true }));

/** As `npm run preopen -- …` in `base`; `#` stands for that folder. */
async function preopen(line: string) {
  const args = parseRunArgs(line.split(' ').map((word) => word.replace('#', `${base}/`)));
  if (!args.ok) throw new Error(args.error);
  const said = { stdout: '', stderr: '' };
  const decoder = new TextDecoder();
  const start = args.value.command === 'build' ? buildProgram : runProgram;
  const status = await start(args.value, {
    stdin: new TextEncoder().encode('typed'),
    stdout: (bytes) => (said.stdout += decoder.decode(bytes)),
    stderr: (bytes) => (said.stderr += decoder.decode(bytes)),
  });
  return { status, ...said, kept: readFileSync(path.join(base, 'data/kept.txt'), 'utf8') };
}

describe('npm run preopen', () => {
  it.each([
    { line: 'run #prog.c --dir #data::/data -- arg', stderr: 'written', kept: 'kept' },
    { line: 'run #prog.c --dir #data::/data --write-back -- arg', stderr: 'written', kept: 'kept and more' },
    {
      line: 'run #prog.c --dir #data::/data:ro --write-back -- arg',
      stderr: refused('path_open: Descriptor 3, /data, does not hold path_create_file.'),
      kept: 'kept',
    },
    // A test has no terminal, so no question is asked.
    {
      line: 'run #prog.c --dir #data::/data:ask -- arg',
      stderr: refused('path_open: The folder was granted so that the program has to ask first, and the answer was no.'),
      kept: 'kept',
    },
    // It may look, and there is nothing.
    { line: 'run #prog.c -O2 --std c11 -- arg', stderr: 'refused', kept: 'kept' },
  ])('$line: $stderr, and the folder holds "$kept"', async ({ line, stderr, kept }) => {
    expect(await preopen(line)).toEqual({ status: 7, stdout: 'typed arg', stderr, kept });
  });

  it('build writes a module that run then runs', async () => {
    const built = await preopen('build #prog.c -o #prog.wasm');
    expect(built).toMatchObject({ status: 0, stdout: '', stderr: expect.stringContaining('wasmtime run ') as string });
    expect(isCheckedProgram(new Uint8Array(readFileSync(path.join(base, 'prog.wasm'))))).toBe(false);
    const ran = await preopen('run #prog.wasm --dir #data::/data --write-back -- arg');
    expect(ran).toEqual({ status: 7, stdout: 'typed arg', stderr: 'written', kept: 'kept and more' });
  });

  it('build writes nothing where a file does not compile, and says where it cannot write', async () => {
    expect((await preopen('build #broken.c -o #broken.wasm')).status).toBe(1);
    expect(existsSync(path.join(base, 'broken.wasm'))).toBe(false);
    await expect(preopen('build #trap.c -o #nowhere/trap.wasm')).rejects.toThrow(
      /was built, but .* could not be written/,
    );
  });

  it('says what does not compile, and exits with 1', async () => {
    expect(await preopen('run #broken.c')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('expected expression') as string,
    });
  });

  it.each([
    { line: 'run #ex1.c #ex2.c', stdout: 'ex1', says: 'This is ex1.c, the file that is named first, without ex2.c' },
    { line: 'run #ex2.c #ex1.c', stdout: 'ex2', says: '. To run another one, name it first' },
    { line: 'run #old.c', stdout: '', says: 'choose a C89 standard (--std c89)' },
    { line: 'run #lacks.c', stdout: '', says: 'or a library (--flags "-lNAME")?' },
  ])('$line: what it says to do is for the command line', async ({ line, stdout, says }) => {
    for (const name of ['ex1', 'ex2'])
      writeFileSync(path.join(base, `${name}.c`), `#include <stdio.h>\nint main(void) { printf("${name}"); }\n`);
    writeFileSync(path.join(base, 'old.c'), 'main() { return 0; }\n');
    writeFileSync(
      path.join(base, 'lacks.c'),
      'int zzyzx_elsewhere(void);\nint main(void) { return zzyzx_elsewhere(); }\n',
    );
    const ran = await preopen(line);
    expect(ran.stdout).toBe(stdout);
    expect(ran.stderr).toContain(says);
    expect(ran.stderr).not.toMatch(/in view|Settings/);
  });

  it('says where a program trapped, and exits as a shell would after abort', async () => {
    const { status, stderr } = await preopen('run #trap.c');
    expect([status, stderr]).toEqual([134, expect.stringContaining('in main at trap.c:2')]);
  });

  it.each([
    { returned: -1, status: 255 },
    { returned: 300, status: 44 },
  ])('exits with $status after return $returned, as a shell shows it', async ({ returned, status }) => {
    writeFileSync(path.join(base, 'returns.c'), `int main(void) { return ${returned}; }\n`);
    expect(await preopen('run #returns.c')).toMatchObject({ status, stderr: '' });
  });

  it('has a sentence for what is not there', async () => {
    await expect(preopen('run #nothing.c')).rejects.toThrow(`There is no file ${base}/nothing.c`);
  });
});
