/*
 * A row for each setting of a project. The form, the command line, links, stored projects, the compiler's flags, the live
 * check and the decision to build again read it, so a row is all that a new setting needs. What is more than a value
 * (the policy, the file in view) is not here.
 */

/** What must be done again when the setting changes: the program's build, what the live check says, a run that repeats one. */
export type Effect = 'build' | 'check' | 'run';

export interface Choice<V extends string = string> {
  readonly value: V;
  readonly label: string;
  /** What the compiler is given for it. */
  readonly flags?: readonly string[];
}

/** How the command line sets it. */
export type CommandLine =
  /** `--std c17` */
  | { readonly kind: 'value'; readonly option: string; readonly value: string; readonly help: string }
  /** `--no-checks` stands for the one value `sets`. */
  | { readonly kind: 'switch'; readonly option: string; readonly sets: string; readonly help: string }
  /** `-O2`: the values are options themselves. */
  | { readonly kind: 'bare'; readonly option: string; readonly help: string }
  /** An option of its own kind, or the place of a word, sets it: `run-args.ts` knows it. */
  | { readonly kind: 'own'; readonly how: string };

interface Row {
  readonly group: SettingGroup;
  readonly label: string;
  /** Help for the form. */
  readonly note?: string;
  readonly affects: readonly [Effect, ...Effect[]];
  /**
   * `key` names it in a link, and never changes. One that begins with _ is passed over by pages that do not know it; any
   * other makes them say that the link is newer than they are. `absent` is what a link means that does not name it: it
   * never changes either, also where the default becomes another.
   */
  readonly link: { readonly key: string; readonly absent: string | readonly string[] };
  readonly commandLine: CommandLine;
}

export interface ChoiceSetting<V extends string = string> extends Row {
  readonly kind: 'choice';
  readonly choices: readonly Choice<V>[];
  readonly default: V;
  /** The language whose compiler alone takes the flags. */
  readonly only?: 'c';
}

export interface TextSetting extends Row {
  /** `words`: split at blanks, with quotes. `environment`: `NAME=value`, one a line. `file`: a path in the project, or empty. */
  readonly kind: 'words' | 'environment' | 'file';
  readonly default: string;
}

/** What is left out of a list of things that are there by default. */
export interface WithoutSetting<V extends string = string> extends Row {
  readonly kind: 'without';
  readonly choices: readonly Choice<V>[];
  readonly default: readonly V[];
}

export type Setting = ChoiceSetting | TextSetting | WithoutSetting;
export type SettingsTable = Readonly<Record<string, Setting>>;

/** As the form groups them, in its order. */
export const SETTING_GROUPS = { run: 'Run', build: 'Build', help: 'Compatibility' } as const;
export type SettingGroup = keyof typeof SETTING_GROUPS;

export const SETTINGS = {
  standard: choice({
    group: 'build',
    label: 'Standard',
    choices: [
      { value: 'gnu17', label: 'C17 with GNU extensions', flags: ['-std=gnu17'] },
      { value: 'gnu23', label: 'C23 with GNU extensions', flags: ['-std=gnu23'] },
      { value: 'gnu11', label: 'C11 with GNU extensions', flags: ['-std=gnu11'] },
      { value: 'gnu99', label: 'C99 with GNU extensions', flags: ['-std=gnu99'] },
      { value: 'gnu89', label: 'C89 with GNU extensions', flags: ['-std=gnu89'] },
      { value: 'c23', label: 'C23', flags: ['-std=c23'] },
      { value: 'c17', label: 'C17', flags: ['-std=c17'] },
      { value: 'c11', label: 'C11', flags: ['-std=c11'] },
      { value: 'c99', label: 'C99', flags: ['-std=c99'] },
      { value: 'c89', label: 'C89', flags: ['-std=c89'] },
    ],
    only: 'c',
    default: 'gnu17',
    affects: ['build', 'check'],
    link: { key: 's', absent: 'gnu17' },
    commandLine: {
      kind: 'value',
      option: '--std',
      value: 'STANDARD',
      help: 'c89 to c23, gnu89 to gnu23 (default gnu17)',
    },
  }),
  optimization: choice({
    group: 'build',
    label: 'Optimisation',
    choices: [
      { value: '-O0', label: '-O0, as written', flags: ['-O0'] },
      { value: '-O1', label: '-O1, quick to build', flags: ['-O1'] },
      { value: '-O2', label: '-O2, fast', flags: ['-O2'] },
      { value: '-O3', label: '-O3, faster, larger', flags: ['-O3'] },
      { value: '-Os', label: '-Os, small', flags: ['-Os'] },
    ],
    default: '-O1',
    affects: ['build', 'check'],
    link: { key: 'o', absent: '-O1' },
    commandLine: { kind: 'bare', option: '-O0 … -O3, -Os', help: 'optimisation (default -O1)' },
  }),
  warnings: choice({
    group: 'build',
    label: 'Warnings',
    choices: [
      { value: 'none', label: 'None', flags: ['-w'] },
      { value: 'default', label: 'The compiler’s own' },
      { value: 'all', label: 'All the useful ones (-Wall)', flags: ['-Wall'] },
      { value: 'extra', label: 'Strict (-Wall -Wextra)', flags: ['-Wall', '-Wextra'] },
    ],
    default: 'all',
    affects: ['build', 'check'],
    link: { key: 'w', absent: 'all' },
    commandLine: {
      kind: 'value',
      option: '--warnings',
      value: 'LEVEL',
      help: 'none, default, all or extra (default all)',
    },
  }),
  checks: choice({
    group: 'build',
    label: 'Checks',
    note: 'Mistakes with memory, pointers, indexes and numbers stop the program and are explained. It runs slower.',
    choices: [
      { value: 'on', label: 'On: stop at a mistake and explain it' },
      { value: 'off', label: 'Off: run as fast as possible' },
    ],
    default: 'on',
    affects: ['build', 'check'],
    link: { key: '_k', absent: 'off' },
    commandLine: {
      kind: 'switch',
      option: '--no-checks',
      sets: 'off',
      help: 'do not look for mistakes while the program runs: it runs faster',
    },
  }),
  extraFlags: text({
    kind: 'words',
    group: 'build',
    label: 'Further flags',
    note: 'As on clang’s command line, such as -DDEBUG -Wshadow.',
    default: '',
    affects: ['build', 'check'],
    link: { key: 'f', absent: '' },
    commandLine: { kind: 'value', option: '--flags', value: '"FLAGS"', help: 'further compiler flags' },
  }),
  /** `m z` becomes `-lm -lz`. */
  libraries: text({
    kind: 'words',
    group: 'build',
    label: 'Libraries',
    note: 'Names without -l, such as m.',
    default: '',
    affects: ['build'],
    link: { key: 'l', absent: '' },
    commandLine: { kind: 'value', option: '--libraries', value: '"NAMES"', help: 'libraries to link, without -l' },
  }),
  /** argv[0] is not part of it. */
  args: text({
    kind: 'words',
    group: 'run',
    label: 'Arguments',
    note: 'Separate with spaces; use quotes around spaces.',
    default: '',
    affects: ['run'],
    link: { key: 'a', absent: '' },
    commandLine: { kind: 'own', how: 'the words after --' },
  }),
  env: text({
    kind: 'environment',
    group: 'run',
    label: 'Environment',
    note: 'One per line: NAME=value.',
    default: '',
    affects: ['run'],
    link: { key: 'e', absent: '' },
    commandLine: { kind: 'own', how: '--env, once for each variable' },
  }),
  layer: choice({
    group: 'run',
    label: 'System calls',
    note: 'An adapter in the sandbox may answer them by calls of WASI 0.2. The trace shows both. An exit status other than 0 is then 1.',
    choices: [
      { value: 'none', label: 'Preview 1' },
      { value: 'preview2', label: 'Through WASI 0.2' },
    ],
    default: 'none',
    affects: ['run'],
    link: { key: '_y', absent: 'none' },
    commandLine: {
      kind: 'value',
      option: '--layer',
      value: 'LAYER',
      help: 'none, or preview2: through WASI 0.2 (default none)',
    },
  }),
  mainFile: text({
    kind: 'file',
    group: 'build',
    label: 'File with main()',
    note: 'Which one Run builds, where several files have a main(). Files without one are shared by all.',
    default: '',
    affects: ['build'],
    link: { key: '_m', absent: '' },
    commandLine: { kind: 'own', how: 'the file that is named first' },
  }),
  /** Without one of these, a project gets the sysroot's bare behaviour for it. */
  withoutDefaults: without({
    group: 'help',
    label: 'Compatibility',
    choices: [
      { value: 'emulation', label: 'Signals, clock(), getpid() and mmap(), emulated' },
      { value: 'longDouble', label: 'printf and scanf of long double' },
      { value: 'setjmp', label: 'setjmp() and longjmp()' },
      { value: 'stack', label: 'A stack of 8 MiB that cannot overflow silently' },
      { value: 'compat', label: 'Missing libc functions; clear errors for unsupported ones' },
      { value: 'checks', label: 'Errors for what would trap: mismatched declarations' },
    ],
    default: [],
    affects: ['build', 'check'],
    link: { key: 'd', absent: [] },
    commandLine: {
      kind: 'value',
      option: '--without',
      value: 'GROUPS',
      help: 'no help for ordinary C with emulation, longDouble, setjmp, stack, compat or checks',
    },
  }),
} as const satisfies SettingsTable;

/** Checked here: the default and what an old link means are choices. */
export function choice<const V extends string>(
  row: Omit<ChoiceSetting<V>, 'kind' | 'default' | 'link'> & {
    readonly default: NoInfer<V>;
    readonly link: { readonly key: string; readonly absent: NoInfer<V> };
  },
): ChoiceSetting<V> {
  return { kind: 'choice', ...row };
}

export function text(row: TextSetting & { readonly link: { readonly absent: string } }): TextSetting {
  return row;
}

export function without<const V extends string>(
  row: Omit<WithoutSetting<V>, 'kind' | 'default' | 'link'> & {
    readonly default: readonly NoInfer<V>[];
    readonly link: { readonly key: string; readonly absent: readonly NoInfer<V>[] };
  },
): WithoutSetting<V> {
  return { kind: 'without', ...row };
}

type Value<S> =
  S extends ChoiceSetting<infer V>
    ? V
    : S extends WithoutSetting<infer V>
      ? readonly V[]
      : S extends TextSetting
        ? string
        : never;

/** The values of all rows. */
export type TableSettings = { readonly [K in keyof typeof SETTINGS]: Value<(typeof SETTINGS)[K]> };

/** What every new project begins with. */
export const TABLE_DEFAULTS = Object.fromEntries(
  Object.entries(SETTINGS).map(([name, row]) => [name, row.default]),
  // Each row has a default of its own type.
) as unknown as TableSettings;

/** Equal for settings between which nothing of this kind has to be done again. */
export function effectKey(settings: TableSettings, effect: Effect, table: SettingsTable = SETTINGS): string {
  const values: Readonly<Record<string, unknown>> = { ...settings };
  const names = Object.keys(table).filter((name) => table[name]?.affects.includes(effect));
  return JSON.stringify(names.map((name) => values[name]));
}

/** What the rows with choices give the compiler, in the order of the table. */
export function choiceFlags(
  settings: TableSettings,
  language: 'c' | 'c++',
  table: SettingsTable = SETTINGS,
): readonly string[] {
  const values: Readonly<Record<string, unknown>> = { ...settings };
  return Object.entries(table).flatMap(([name, row]) => {
    if (row.kind !== 'choice' || (row.only !== undefined && row.only !== language)) return [];
    return row.choices.find(({ value }) => value === values[name])?.flags ?? [];
  });
}
