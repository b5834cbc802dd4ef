import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultFlags } from '../runtime/toolchain/driver/default-flags.ts';
import type { AdditionStep } from './addition-step.ts';
import type { RunTool } from './build-compat.ts';
import { toolRunner } from './compat-step.ts';

const SOURCES = fileURLToPath(new URL('../runtime/sysroot/checks', import.meta.url));
const ARCHIVE = 'lib/wasm32-wasip1/libpreopen-checks.a';

/** As our library must not check itself, nor find its own functions in what it calls. */
const COMPILE = [
  ...defaultFlags('c', 'compile', new Set(['checks'])),
  ...['-std=gnu23', '-O2', '-fno-builtin', '-Wall', '-Wextra', '-Werror', '-c'],
];

/** Compiles the library of checked programs with the packed compiler. */
export const checksStep: AdditionStep = async (context) => {
  const run = await toolRunner(context);
  const files = await readAll();
  const names = [...files.keys()].filter((name) => name.endsWith('.c')).sort();
  context.progress(`compiling the library of checked programs (${names.length} files)`);
  const objects = new Map<string, Uint8Array>();
  for (const name of names) {
    const object = name.replace(/\.c$/, '.o');
    objects.set(object, await only(run, ['clang', ...COMPILE, name, '-o', object], files, object));
  }
  const argv = ['ar', 'rcsD', '/checks.a', ...objects.keys()];
  return [{ kind: 'file', path: ARCHIVE, bytes: await only(run, argv, objects, '/checks.a') }];
};

async function readAll(): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = (await readdir(SOURCES)).filter((name) => /\.[ch]$/.test(name));
  const entries = names.map(
    async (name) => [`/${name}`, new Uint8Array(await readFile(path.join(SOURCES, name)))] as const,
  );
  return new Map(await Promise.all(entries));
}

async function only(
  run: RunTool,
  argv: readonly string[],
  files: ReadonlyMap<string, Uint8Array>,
  output: string,
): Promise<Uint8Array> {
  const outcome = await run(argv, files);
  const bytes = outcome.outputs.get(output);
  if (outcome.exitCode === 0 && bytes) return bytes;
  throw new Error(`${argv.join(' ')} failed: ${outcome.stderr}`);
}
