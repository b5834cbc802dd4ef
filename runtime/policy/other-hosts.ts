import { visible } from '../base/visible-text.ts';
import { DEFAULT_LIMITS, readWrite, type Policy } from './policy.ts';

const PAGE_BYTES = 65_536;
/** More input than this would bury the line. */
const MOST_INPUT_CHARS = 200;

/** A program to be run with the same grants on another host. */
export interface HostRun {
  /** File name of the module. */
  readonly program: string;
  readonly args: readonly string[];
  /** `NAME=value` each. */
  readonly env: readonly string[];
  readonly policy: Policy;
}

/** Where the granted folders are taken to be on the other computer: the project is the current folder. */
function hostFolder(folder: string): string {
  if (folder === '/project') return '.';
  return folder.startsWith('/project/') ? `.${folder.slice('/project'.length)}` : folder;
}

/**
 * The `wasmtime run` line with the same preopens, environment and arguments. Wasmtime grants whole folders: a preopen
 * with fewer rights becomes one with all of them there, which `notes` says.
 */
export function wasmtimeLine({ program, args, env, policy }: HostRun): string {
  const words = [
    'wasmtime',
    'run',
    ...policy.preopens.map(({ folder, guest }) => `--dir=${hostFolder(folder)}::${guest}`),
    ...env.map((entry) => `--env=${entry}`),
    ...policy.listen.map(({ port }) => `-Stcplisten=127.0.0.1:${port}`),
    ...(policy.limits.memoryPages === DEFAULT_LIMITS.memoryPages
      ? []
      : [`-Wmax-memory-size=${policy.limits.memoryPages * PAGE_BYTES}`]),
    program,
    ...args,
  ];
  return withInput(words.map(shellWord).join(' '), policy);
}

function withInput(line: string, { stdin }: Policy): string {
  if (stdin.kind === 'empty') return `${line} < /dev/null`;
  if (stdin.kind === 'file') return `${line} < ${shellWord(`./${stdin.path}`)}`;
  return stdin.kind === 'text' && stdin.text.length <= MOST_INPUT_CHARS
    ? `printf %s ${shellWord(stdin.text)} | ${line}`
    : line;
}

/** A module for Node that runs the program with the same preopens, environment and arguments. */
export function nodeLines({ program, args, env, policy }: HostRun): string {
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

/** What cannot be said to the other hosts, in sentences; empty when everything can. */
export function otherHostsNotes({ policy }: HostRun): readonly string[] {
  const { preopens, stdin, limits } = policy;
  const named = (guests: readonly { readonly guest: string }[]): string =>
    guests.map(({ guest }) => `“${visible(guest)}”`).join(' and ');
  const limited = preopens.filter(({ inheriting }) => !inheriting.includes('fd_write'));
  const whole = readWrite('', '');
  const partial = preopens.filter(
    ({ base, inheriting }) =>
      inheriting.includes('fd_write') &&
      !(whole.base.every((name) => base.includes(name)) && whole.inheriting.every((name) => inheriting.includes(name))),
  );
  const asking = preopens.filter(({ ask }) => ask);
  return [
    ...(limited.length > 0 ? [`${named(limited)} cannot be written here; other hosts grant whole folders`] : []),
    ...(partial.length > 0 ? [`${named(partial)} lacks some rights here, which other hosts cannot express`] : []),
    ...(asking.length > 0 ? [`${named(asking)} asks first here; other hosts grant it at once`] : []),
    ...(stdin.kind === 'text' && stdin.text.length > MOST_INPUT_CHARS ? ['The input is too long for the line'] : []),
    ...(limits.openFiles === DEFAULT_LIMITS.openFiles ? [] : ['Other hosts do not limit open files']),
    ...(policy.listen.length > 0 ? ['node:wasi has no sockets'] : []),
    ...(policy.clocks.kind === 'exact' ? [] : ['Other hosts always give the exact time']),
    ...(policy.random.kind === 'real' ? [] : ['Other hosts always give real randomness']),
  ];
}

/** Quoted for a POSIX shell where it needs it. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
