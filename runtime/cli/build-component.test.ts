import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from './build-program.ts';
import { parseRunArgs } from './run-args.ts';
import { runProgram } from './run-program.ts';

const PROGRAM = `#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    char word[16] = "";
    scanf("%15s", word);
    FILE *f = fopen("/data/kept.txt", "a");
    if (f) { fprintf(f, "%s", word); fclose(f); }
    printf("%s %s %s", word, argc > 1 ? argv[1] : "-", f ? "written" : "refused");
    return 0;
}
`;
const COMPUTES = 'int main(void) { volatile int sum = 0; for (int i = 0; i < 9; i++) sum += i; return 0; }\n';
const REFERENCES = `#include <preopen/ref.h>
int main(void) { return preopen_is_null(preopen_folder(0)); }
`;

/** As much of jco as is used here: tools of others that read, check and run components. */
interface Jco {
  readonly componentWit: (component: Uint8Array) => Promise<string>;
  readonly transpile: (
    component: Uint8Array,
    options: object,
  ) => Promise<{ readonly files: Readonly<Record<string, Uint8Array>> }>;
}

const jcoEntry = createRequire(import.meta.url).resolve('@bytecodealliance/jco');
let jco: Jco;
let base: string;
beforeAll(async () => {
  jco = (await import(jcoEntry)) as Jco;
  base = mkdtempSync(path.join(tmpdir(), 'preopen-component-'));
  mkdirSync(path.join(base, 'data'));
  writeFileSync(path.join(base, 'prog.c'), PROGRAM);
  writeFileSync(path.join(base, 'computes.c'), COMPUTES);
  writeFileSync(path.join(base, 'references.c'), REFERENCES);
});
afterAll(() => rmSync(base, { recursive: true }));

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
  return { status, ...said };
}

function made(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(path.join(base, name)));
}

describe('preopen build --component', () => {
  it('writes a component that another reader takes, and says its world as that reader does', async () => {
    const { status, stderr } = await preopen('build #prog.c -o #prog.wasm --component');
    expect(status).toBe(0);
    const component = made('prog.wasm');
    const world = await jco.componentWit(component);
    expect(world).toContain('export wasi:cli/run@0.2.0;');
    expect(stderr).toContain(world.trim());
    expect(stderr).toContain(
      `${base}/prog.wasm: ${component.length} bytes. Run it with: wasmtime run ${base}/prog.wasm`,
    );
  });

  it('writes what runs here unchanged, with the grants of any program', async () => {
    const { status, stdout } = await preopen('run #prog.wasm --dir #data::/data --write-back -- arg');
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'typed arg written' });
    expect(readFileSync(path.join(base, 'data/kept.txt'), 'utf8')).toBe('typed');
    const { stdout: without } = await preopen('run #prog.wasm');
    expect(without).toBe('typed - refused');
  });

  it('writes what another host of WASI 0.2 runs unchanged', async () => {
    const folder = path.join(base, 'transpiled');
    mkdirSync(folder);
    symlinkSync(path.join(path.dirname(jcoEntry), '../../..'), path.join(folder, 'node_modules'));
    const { files } = await jco.transpile(made('prog.wasm'), { name: 'prog', noTypescript: true });
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), bytes);
    }
    writeFileSync(path.join(folder, 'run.mjs'), "import { run } from './prog.js';\nrun.run();\n");
    const stdout = execFileSync(process.execPath, ['run.mjs', 'arg'], {
      cwd: folder,
      input: 'typed',
      encoding: 'utf8',
    });
    expect(stdout).toContain('typed');
  });

  it('imports no more than the program needs', async () => {
    const { stderr } = await preopen('build #computes.c -o #computes.wasm --component');
    const world = await jco.componentWit(made('computes.wasm'));
    expect(stderr).toContain(world.trim());
    expect(world).not.toContain('wasi:clocks/monotonic-clock');
    expect(world).not.toContain('wasi:io/poll');
  });

  it('makes one of a module that is there, and none of a component or of what other hosts do not have', async () => {
    await preopen('build #prog.c -o #module.wasm');
    expect((await preopen('build #module.wasm -o #again.wasm --component')).status).toBe(0);
    expect(made('again.wasm')).toEqual(made('prog.wasm'));
    await expect(preopen('build #again.wasm -o #twice.wasm --component')).rejects.toThrow('is a component already');
    await expect(preopen('build #references.c -o #refs.wasm --component')).rejects.toThrow(
      /cannot be made a component, because the adapter does not have preopen:ref/,
    );
  });
});
