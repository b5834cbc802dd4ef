import type { Policy } from './policy.ts';

/** A program to be run with the same grants on another host. */
export interface Elsewhere {
  /** File name of the module. */
  readonly program: string;
  readonly args: readonly string[];
  /** `NAME=value` each. */
  readonly env: readonly string[];
  readonly policy: Policy;
}

/** Where the granted folders are taken to be on the other computer: the project is the current folder. */
function hostFolder(folder: string): string {
  return folder === '/project' ? '.' : folder;
}

/**
 * The `wasmtime run` line with the same preopens, environment and arguments. Wasmtime grants whole folders: a preopen
 * with fewer rights becomes one with all of them there, which `notes` says.
 */
export function wasmtimeLine({ program, args, env, policy }: Elsewhere): string {
  const words = [
    'wasmtime',
    'run',
    ...policy.preopens.map(({ folder, guest }) => `--dir=${hostFolder(folder)}::${guest}`),
    ...env.map((entry) => `--env=${entry}`),
    ...policy.listen.map(({ port }) => `-Stcplisten=127.0.0.1:${port}`),
    program,
    ...args,
  ];
  return words.map(shellWord).join(' ');
}

/** A module for Node that runs the program with the same preopens, environment and arguments. */
export function nodeLines({ program, args, env, policy }: Elsewhere): string {
  const preopens = Object.fromEntries(policy.preopens.map(({ folder, guest }) => [guest, hostFolder(folder)]));
  const environ = Object.fromEntries(
    env.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
  return `import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const wasi = new WASI({
  version: 'preview1',
  args: ${JSON.stringify([program, ...args])},
  env: ${JSON.stringify(environ)},
  preopens: ${JSON.stringify(preopens)},
});
const module = await WebAssembly.compile(await readFile(${JSON.stringify(program)}));
wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
`;
}

/** What the other hosts cannot be told, in sentences; empty when they can be told everything. */
export function elsewhereNotes({ policy }: Elsewhere): readonly string[] {
  const limited = policy.preopens
    .filter(({ inheriting }) => !inheriting.includes('fd_write'))
    .map(({ guest }) => guest);
  return [
    ...(limited.length > 0 ? [`${limited.join(' and ')} is read-only here; those hosts grant a folder whole`] : []),
    ...(policy.listen.length > 0 ? ['node:wasi has no sockets'] : []),
    ...(policy.clocks.kind === 'exact' ? [] : ['Those hosts always give the exact time']),
    ...(policy.random.kind === 'real' ? [] : ['Those hosts always give real randomness']),
  ];
}

/** Quoted for a POSIX shell where it needs it. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
