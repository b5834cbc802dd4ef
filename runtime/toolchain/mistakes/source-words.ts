import type { Seen } from './mistake.ts';

/** The word or sign that a text begins with. */
export function firstToken(text: string): string {
  return /^\s*([A-Za-z_]\w*|\d[\w.]*|==|!=|<=|>=|&&|\|\||\S)/.exec(text)?.[1] ?? '';
}

/** The word or sign that a text ends with. */
export function lastToken(text: string): string {
  return /(\w+|[^\s\w])\s*$/.exec(text)?.[1] ?? '';
}

/** The number of the first line of the file that `pattern` matches; undefined: there is none. */
export function lineWith(seen: Seen, pattern: RegExp): number | undefined {
  for (let number = 1, text = seen.line(1); text !== undefined; text = seen.line(++number))
    if (pattern.test(text)) return number;
  return undefined;
}

/** The line of the note that begins so. */
export function noteLineOf({ diagnostic }: Seen, message: string): number | undefined {
  return diagnostic.notes.find((note) => note.message.startsWith(message))?.place?.line;
}

/** The name of the macro that the place comes from, where the compiler says so. */
export function macroOf({ diagnostic }: Seen): string | undefined {
  for (const { message } of diagnostic.notes) {
    const name = /^expanded from macro '(\w+)'/.exec(message)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

/** `on line 4`, or nothing where the line is not known. */
export function onLine(number: number | undefined): string {
  return number === undefined ? '' : ` on line ${number}`;
}

export const TYPE_WORD =
  /^(?:const|unsigned|signed|int|char|double|float|long|short|void|struct|enum|size_t|bool|FILE)\b/;

export const KEYWORDS = [
  ...[
    'auto',
    'break',
    'case',
    'char',
    'const',
    'continue',
    'default',
    'do',
    'double',
    'else',
    'enum',
    'extern',
    'float',
  ],
  ...['for', 'goto', 'if', 'inline', 'int', 'long', 'register', 'restrict', 'return', 'short', 'signed', 'sizeof'],
  ...['static', 'struct', 'switch', 'typedef', 'union', 'unsigned', 'void', 'volatile', 'while'],
];

/** A type with its article: `an int`, `a pointer, char *`. */
export function a(type: string): string {
  if (/\[\d*\]$/.test(type)) return `an array, ${type}`;
  if (type.endsWith('*')) return `a pointer, ${type}`;
  return `${/^(?:[aeio]|un)/.test(type) ? 'an' : 'a'} ${type}`;
}
