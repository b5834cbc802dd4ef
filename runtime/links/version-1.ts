/*
 * What versions 1 and 2 hold: a header, then a name and its bytes for each file, all with their lengths before them. The header is
 * JSON and leaves out what is usual; empty, it says that everything is. An empty name is main.c; one that ends in a
 * slash is an empty folder. A field of the header that is not known is passed over if it begins with an underscore,
 * and otherwise means that the link needs a newer reader.
 *
 * `_b` are breakpoints: file, line, condition, count and text, of which those at the end that are missing are left out.
 *
 * Every value here is frozen with them, also where the rest of the project has come to other defaults. The same holds for what
 * the table of settings says of links.
 */

export const USUAL_FILE = 'main.c';

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
