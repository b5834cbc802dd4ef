import { describe, expect, it } from 'vitest';
import { parseRunArgs, usage } from '../cli/run-args.ts';
import { packProject } from '../links/pack-1.ts';
import { unpackProject } from '../links/unpack-1.ts';
import { argsOf, environOf } from '../protocol/program-start.ts';
import { compileFlags, linkFlags } from '../toolchain/driver/driver-flags.ts';
import { readSettings } from '../worker/kernel/projects/stored-settings.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from './settings.ts';
import {
  choice,
  choiceFlags,
  effectKey,
  SETTINGS,
  type Effect,
  type Setting,
  type SettingsTable,
} from './settings-table.ts';

const ROWS: readonly (readonly [string, Setting])[] = Object.entries(SETTINGS);

/** Other values than the default, such as the form can give. */
function otherValues(row: Setting): readonly unknown[] {
  switch (row.kind) {
    case 'choice':
      return row.choices.map(({ value }) => value).filter((value) => value !== row.default);
    case 'without':
      return row.choices.map(({ value }) => [value]);
    case 'words':
      return ['-DX one'];
    case 'environment':
      return ['NAME=value'];
    case 'file':
      return ['main.c'];
  }
}

function withValue(name: string, value: unknown): ProjectSettings {
  return { ...DEFAULT_SETTINGS, [name]: value };
}

describe('the table of settings', () => {
  it('has a row for every setting that is a plain value', () => {
    expect(Object.keys(DEFAULT_SETTINGS).sort()).toEqual([...Object.keys(SETTINGS), 'openFile', 'policy', 'v'].sort());
  });

  // What links say must stay as it is: to change a line here is to make old links mean something else.
  it.each([
    ['standard', 's', 'gnu17', ['c89', 'c99', 'c11', 'c17', 'c23', 'gnu89', 'gnu99', 'gnu11', 'gnu17', 'gnu23']],
    ['optimization', 'o', '-O1', ['-O0', '-O1', '-O2', '-O3', '-Os']],
    ['warnings', 'w', 'all', ['none', 'default', 'all', 'extra']],
    ['extraFlags', 'f', '', []],
    ['libraries', 'l', '', []],
    ['args', 'a', '', []],
    ['env', 'e', '', []],
    ['mainFile', '_m', '', []],
    ['checks', '_k', 'off', ['on', 'off']],
    ['withoutDefaults', 'd', [], ['emulation', 'longDouble', 'setjmp', 'stack', 'compat', 'checks']],
  ] as const)('says of %s in links what it always said', (name, key, absent, choices) => {
    const row: Setting = SETTINGS[name];
    expect(row.link).toEqual({ key, absent });
    const known = 'choices' in row ? row.choices.map(({ value }) => value) : [];
    expect(known).toEqual(expect.arrayContaining([...choices]));
  });

  it('gives no two settings the same key in a link, nor one that the project itself has', () => {
    const keys = ['n', 'u', 'p', ...ROWS.map(([, row]) => row.link.key)];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(ROWS)('says what a change of %s affects', (name, row) => {
    for (const value of otherValues(row)) {
      const settings = withValue(name, value);
      const differs = (read: (of: ProjectSettings) => unknown): boolean =>
        JSON.stringify(read(settings)) !== JSON.stringify(read(DEFAULT_SETTINGS));
      const compiles = differs((of) => [compileFlags(of, 'c'), compileFlags(of, 'c++')]);
      const links = differs((of) => linkFlags(of, 'c'));
      const starts = differs((of) => [argsOf(of), environOf(of)]);
      // What the compiler is given changes objects and diagnostics; what the linker is given, the program.
      const needed: readonly Effect[] = [
        ...(compiles ? (['build', 'check'] as const) : []),
        ...(links ? (['build'] as const) : []),
        ...(starts ? (['run'] as const) : []),
      ];
      expect(row.affects).toEqual(expect.arrayContaining([...needed]));
      for (const effect of row.affects)
        expect(effectKey(settings, effect)).not.toBe(effectKey(DEFAULT_SETTINGS, effect));
    }
  });

  it.each(ROWS)('carries every value of %s through links and stored projects', (name, row) => {
    for (const value of otherValues(row)) {
      expect(linked(withValue(name, value), SETTINGS)).toMatchObject({ [name]: value });
      expect(readSettings(withValue(name, value))).toMatchObject({ settings: { [name]: value }, unread: [] });
    }
  });
});

const WITH_ANOTHER = {
  ...SETTINGS,
  greeting: choice({
    group: 'build',
    label: 'Greeting',
    choices: [
      { value: 'none', label: 'None' },
      { value: 'loud', label: 'Loud', flags: ['-DLOUD'] },
    ],
    default: 'none',
    affects: ['build', 'check'],
    link: { key: '_g', absent: 'none' },
    commandLine: { kind: 'value', option: '--greeting', value: 'HOW', help: 'none or loud (default none)' },
  }),
  silent: choice({
    group: 'run',
    label: 'Silent',
    choices: [
      { value: 'no', label: 'No' },
      { value: 'yes', label: 'Yes' },
    ],
    default: 'no',
    affects: ['run'],
    link: { key: '_q', absent: 'no' },
    commandLine: { kind: 'switch', option: '--silent', sets: 'yes', help: 'print nothing' },
  }),
} as const satisfies SettingsTable;

describe('a row that is added', () => {
  const loud = { ...DEFAULT_SETTINGS, greeting: 'loud', silent: 'yes' };
  const quiet = { ...loud, greeting: 'none', silent: 'no' };

  it('is carried by links, which an older page opens as well', () => {
    expect(linked(loud, WITH_ANOTHER)).toMatchObject({ greeting: 'loud', silent: 'yes' });
    expect(linked(quiet, WITH_ANOTHER)).toMatchObject({
      greeting: 'none',
    });
    const opened = unpackProject(packed(loud, WITH_ANOTHER));
    expect(opened.ok && opened.value.settings).toEqual({ ...DEFAULT_SETTINGS, openFile: 'main.c' });
  });

  it('is refused in a link with a value that it cannot have', () => {
    const odd = { ...loud, greeting: 'odd' };
    expect(unpackProject(packed(odd, WITH_ANOTHER), WITH_ANOTHER)).toEqual({
      ok: false,
      error: { kind: 'malformed', message: 'its setting “greeting” cannot be read' },
    });
  });

  it('is kept in stored projects, and has its default where it cannot be read', () => {
    expect(readSettings(loud, WITH_ANOTHER)).toMatchObject({ settings: { greeting: 'loud' }, unread: [] });
    expect(readSettings({ ...loud, greeting: 7 }, WITH_ANOTHER).unread).toEqual(['greeting']);
  });

  it('is an option of the command line, and in its help', () => {
    const parsed = parseRunArgs(['run', 'a.c', '--greeting', 'loud', '--silent'], WITH_ANOTHER);
    expect(parsed.ok && parsed.value.settings).toEqual({ greeting: 'loud', silent: 'yes' });
    expect(parseRunArgs(['run', 'a.c', '--greeting', 'odd'], WITH_ANOTHER)).toEqual({
      ok: false,
      error: '--greeting takes none or loud, not "odd"',
    });
    expect(usage(WITH_ANOTHER)).toMatch(/^ {2}--greeting HOW +none or loud \(default none\)$/m);
    expect(usage(WITH_ANOTHER)).toMatch(/^ {2}--silent +print nothing$/m);
  });

  it('reaches the compiler, the live check and the build', () => {
    expect(choiceFlags(loud, 'c', WITH_ANOTHER)).toEqual([...choiceFlags(DEFAULT_SETTINGS, 'c'), '-DLOUD']);
    for (const effect of ['build', 'check', 'run'] as const)
      expect(effectKey(loud, effect, WITH_ANOTHER)).not.toBe(effectKey(quiet, effect, WITH_ANOTHER));
  });
});

function packed(settings: ProjectSettings, table: SettingsTable): Uint8Array {
  const files = new Map([['main.c', new TextEncoder().encode('int main(void) {}\n')]]);
  const made = packProject({ name: 'Settings', settings, files, folders: [] }, table);
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

function linked(settings: ProjectSettings, table: SettingsTable): ProjectSettings {
  const opened = unpackProject(packed(settings, table), table);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value.settings;
}
