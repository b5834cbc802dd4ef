/*
 * What versions 1 and 2 hold: a header, then a name and its bytes for each file, all with their lengths before them. The header is
 * JSON and leaves out what is usual; empty, it says that everything is. An empty name is main.c; one that ends in a
 * slash is an empty folder. A field of the header that is not known is passed over if it begins with an underscore,
 * and otherwise means that the link needs a newer reader.
 *
 * Every value here is frozen with them, also where the rest of the project has come to other defaults.
 */

export const USUAL_FILE = 'main.c';

/** The settings that are text, with what is usual and what stands for them in the header. */
export const TEXT_SETTINGS = [
  { setting: 'standard', key: 's', usual: 'gnu17' },
  { setting: 'optimization', key: 'o', usual: '-O1' },
  { setting: 'warnings', key: 'w', usual: 'all' },
  { setting: 'extraFlags', key: 'f', usual: '' },
  { setting: 'libraries', key: 'l', usual: '' },
  { setting: 'args', key: 'a', usual: '' },
  { setting: 'env', key: 'e', usual: '' },
  // Added later: pages that do not know it pass it over.
  { setting: 'mainFile', key: '_m', usual: '' },
] as const;

export type TextSetting = (typeof TEXT_SETTINGS)[number]['setting'];

/** What those settings can be that cannot be anything. */
export const CHOICES: Readonly<Partial<Record<TextSetting, readonly string[]>>> = {
  standard: ['c89', 'c99', 'c11', 'c17', 'c23', 'gnu89', 'gnu99', 'gnu11', 'gnu17', 'gnu23'],
  optimization: ['-O0', '-O1', '-O2', '-O3', '-Os'],
  warnings: ['none', 'default', 'all', 'extra'],
};

export const GROUPS: readonly unknown[] = ['emulation', 'longDouble', 'setjmp', 'stack', 'compat', 'checks'];

/** Rights on a directory and on what is beneath it, as sets of bits: to read, and to write too. */
export const PRESETS = { r: [2416648, 136634542], w: [130023065, 268435455] } as const;

export const USUAL_PREOPENS = [
  ['/project', '/', 'w'],
  ['/tmp', '/tmp', 'w'],
] as const;

export const USUAL_POLICY: Fields = {
  preopens: USUAL_PREOPENS,
  clocks: { kind: 'exact' },
  random: { kind: 'real' },
  limits: { openFiles: 1024, memoryPages: 16384 },
  personality: 'strict',
  stdin: { kind: 'terminal' },
  listen: [],
};

export type Fields = Readonly<Record<string, unknown>>;
