import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultFlags } from '../runtime/toolchain/driver/default-flags.ts';
import { CHECKED_INCLUDE_DIR } from '../runtime/toolchain/checks/checked-flags.ts';
import type { AdditionStep } from './addition-step.ts';
import type { RunTool } from './build-compat.ts';
import { toolRunner } from './compat-step.ts';
import type { TarEntry } from './tar.ts';

const SYSROOT = fileURLToPath(new URL('../runtime/sysroot', import.meta.url));

interface Library {
  readonly archive: string;
  readonly folders: readonly string[];
  /** Sources that are no part of it, although they are in one of its folders. */
  readonly isLeftOut: (name: string) => boolean;
}

const LIBRARIES: readonly Library[] = [
  { archive: 'lib/wasm32-wasip1/libpreopen-checks.a', folders: ['checks'], isLeftOut: () => false },
  {
    archive: 'lib/wasm32-wasip1/libpreopen-unset.a',
    folders: ['checks', 'unset'],
    isLeftOut: (name) => !SHARED.includes(name),
  },
];
/** Sources of checked programs that serve the library of unset values as well. */
const SHARED = ['report.c', 'formats.c', 'text.c', 'wide.c'];

/** As our library must not check itself, nor find its own functions in what it calls. */
const COMPILE = [
  ...defaultFlags('c', 'compile', new Set(['checks'])),
  ...['-std=gnu23', '-O2', '-fno-builtin', '-Wall', '-Wextra', '-Werror', '-c'],
];

/** Compiles the libraries of checked programs with the packed compiler. */
export const checksStep: AdditionStep = async (context) => {
  const run = await toolRunner(context);
  const entries: TarEntry[] = [];
  for (const { archive, folders, isLeftOut } of LIBRARIES) {
    const [first = '', ...more] = folders;
    const files = await readAll(first);
    const names = [...files.keys()].filter((name) => name.endsWith('.c') && !isLeftOut(name.slice(1)));
    for (const folder of more)
      for (const [name, bytes] of await readAll(folder)) {
        files.set(name, bytes);
        if (name.endsWith('.c')) names.push(name);
      }
    context.progress(`compiling ${archive.replace(/^.*\//, '')} (${names.length} files)`);
    const objects = new Map<string, Uint8Array>();
    for (const name of names.sort()) {
      const object = name.replace(/\.c$/, '.o');
      objects.set(object, await only(run, ['clang', ...COMPILE, name, '-o', object], files, object));
    }
    const argv = ['ar', 'rcsD', '/library.a', ...objects.keys()];
    entries.push({ kind: 'file', path: archive, bytes: await only(run, argv, objects, '/library.a') });
  }
  return [...entries, ...(await headers())];
};

/** Those that come before libc++'s in a checked program. */
async function headers(): Promise<readonly TarEntry[]> {
  const folder = path.join(SYSROOT, 'checks/include');
  const entries = (await readdir(folder)).map(async (name): Promise<TarEntry> => {
    const bytes = new Uint8Array(await readFile(path.join(folder, name)));
    return { kind: 'file', path: path.posix.relative('/usr', `${CHECKED_INCLUDE_DIR}/${name}`), bytes };
  });
  return Promise.all(entries);
}

async function readAll(folder: string): Promise<Map<string, Uint8Array>> {
  const sources = path.join(SYSROOT, folder);
  const names = (await readdir(sources)).filter((name) => /\.[ch]$/.test(name));
  const entries = names.map(
    async (name) => [`/${name}`, new Uint8Array(await readFile(path.join(sources, name)))] as const,
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
