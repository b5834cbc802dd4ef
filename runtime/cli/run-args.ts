import { err, ok, type Result } from '../base/result.ts';
import { SETTINGS, type SettingsTable } from '../project/settings-table.ts';
import { settingHelp, SettingOptions } from './setting-options.ts';

export function usage(table: SettingsTable = SETTINGS): string {
  return `Usage: npm run preopen -- run FILE... [options] [-- program arguments]
       npm run preopen -- debug FILE... --json [--steps N] [options] [-- program arguments]
       npm run preopen -- build FILE... -o PROGRAM.wasm [options]

  FILE                     C or C++ sources, a folder of them, or (not for build) one .wasm; of several files
                           with a main(), the one that is named first runs
  -o PROGRAM.wasm          build: the module to write; it is built without checks, and runs on any WASI host
  --component              build: write a component of WASI 0.2 instead, of the sources or of one .wasm module
  --dir DIR::/guest[:ro]   grant a copy of the folder DIR under the name /guest; with :ask, you are asked
                           before it is used
  --env NAME=VALUE         set an environment variable
  --stdin FILE             take standard input from FILE instead of the console
${settingHelp(table)}  --all-errors             show the errors that follow from an earlier one as well
  --trace                  write each system call to stderr
  --write-back             write what the program changed in --dir folders back to them
  --json                   debug: print each line that the program comes to, with all variables, as one JSON array
  --steps N                debug: end after N lines
  --help                   show this text
`;
}

export interface GrantedFolder {
  /** On this computer. */
  readonly folder: string;
  readonly guest: string;
  readonly isReadOnly: boolean;
  /** The user is asked before it is used. */
  readonly isAsking: boolean;
}

const COMMANDS = ['run', 'debug', 'build'] as const;
export type Command = (typeof COMMANDS)[number];

/** Options with a value that one command has. */
const OWN_OPTIONS: Readonly<Partial<Record<Command, readonly string[]>>> = {
  debug: ['--steps'],
  build: ['-o'],
};

/** Options that say how a program runs, which `build` has no use for. */
const OF_A_RUN = ['--dir', '--env', '--stdin', '--trace', '--write-back'];

export interface RunArgs {
  readonly command: Command;
  /** Of `build`: where the module goes. */
  readonly output: string | undefined;
  /** Of `build`: a component in place of a module. */
  readonly isComponent: boolean;
  /** Of `debug`: the most stops that are printed; undefined: all. */
  readonly steps: number | undefined;
  readonly files: readonly string[];
  readonly dirs: readonly GrantedFolder[];
  readonly env: readonly string[];
  readonly stdin: string | undefined;
  /** Those that an option of theirs was given for; each is what its row of the table allows. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly writeBack: boolean;
  readonly trace: boolean;
  readonly allErrors: boolean;
  readonly args: readonly string[];
}

/** The command line, or a sentence about what is wrong with it. */
export function parseRunArgs(argv: readonly string[], table: SettingsTable = SETTINGS): Result<RunArgs, string> {
  const [word, ...rest] = argv;
  const command = COMMANDS.find((known) => known === word);
  if (command === undefined) return err(word === undefined ? 'A command is missing' : `There is no command "${word}"`);
  const split = rest.indexOf('--');
  const own = split === -1 ? rest : rest.slice(0, split);
  const files: string[] = [];
  const dirs: GrantedFolder[] = [];
  const env: string[] = [];
  const options = new SettingOptions(table);
  let stdin: string | undefined;
  let writeBack = false;
  let trace = false;
  let allErrors = false;
  let json = false;
  let isComponent = false;
  let steps: number | undefined;
  let output: string | undefined;
  for (let i = 0; i < own.length; i++) {
    const word = own[i] ?? '';
    if (command === 'build' && OF_A_RUN.includes(word)) return err(`${word} is for run: build starts nothing`);
    if (word === '--write-back') writeBack = true;
    else if (word === '--trace') trace = true;
    else if (word === '--all-errors') allErrors = true;
    else if (word === '--json' && command === 'debug') json = true;
    else if (word === '--component' && command === 'build') isComponent = true;
    else if (options.isWhole(word)) options.set(word);
    else if (
      ['--dir', '--env', '--stdin', ...(OWN_OPTIONS[command] ?? [])].includes(word) ||
      options.takesValue(word)
    ) {
      const value = own[++i];
      if (value === undefined) return err(`${word} needs a value`);
      if (word === '--dir') {
        const dir = parseDir(value);
        if (!dir.ok) return dir;
        dirs.push(dir.value);
      } else if (word === '--env') {
        if (!/^[^=]+=/.test(value)) return err(`--env takes NAME=VALUE, not "${value}"`);
        env.push(value);
      } else if (word === '--stdin') stdin = value;
      else if (word === '-o') output = value;
      else if (word === '--steps') {
        if (!/^\d+$/.test(value)) return err(`--steps takes a number, not "${value}"`);
        steps = Number(value);
      } else {
        const problem = options.setTo(word, value);
        if (problem !== undefined) return err(problem);
      }
    } else if (word.startsWith('-')) return err(`There is no option ${word}`);
    else files.push(word);
  }
  if (files.length === 0) return err(`Say which file to ${command}`);
  if (command === 'build') {
    if (output === undefined) return err('Say where the module goes: -o PROGRAM.wasm');
    if (split !== -1) return err('Arguments after -- are for run: build starts nothing');
    const module = files.find((file) => file.endsWith('.wasm'));
    if (module !== undefined && !(isComponent && files.length === 1))
      return err(`${module} is built already: build takes C or C++ sources`);
  }
  if (command === 'debug' && !json) return err('debug prints JSON, for other programs to read: add --json');
  return ok({
    command,
    output,
    isComponent,
    steps,
    files,
    dirs,
    env,
    stdin,
    settings: options.settings,
    writeBack,
    trace,
    allErrors,
    args: split === -1 ? [] : rest.slice(split + 1),
  });
}

/** `DIR::/guest`, with `:ro` or `:ask` or both after it, or `DIR` alone, which keeps its name. */
function parseDir(text: string): Result<GrantedFolder, string> {
  const [, names = '', options = ''] = /^(.*?)((?::ro|:ask)*)$/.exec(text) ?? [];
  const [folder = '', guest = folder] = names.split('::');
  if (folder === '' || guest === '') return err(`--dir takes DIR::/guest[:ro][:ask], not "${text}"`);
  return ok({ folder, guest, isReadOnly: options.includes(':ro'), isAsking: options.includes(':ask') });
}
