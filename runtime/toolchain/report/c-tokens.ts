export interface Token {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** In bytes, from 1, as clang counts. */
  readonly column: number;
}

const TOKEN =
  /\/\/[^\n]*|\/\*[^]*?\*\/|^[ \t]*#(?:\\\n|[^\n])*|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|[A-Za-z_]\w*|\.?\d(?:[eEpP][+-]|[\w.])*|->|\+\+|--|<<=?|>>=?|&&|\|\||[-+*/%&|^=!<>]=|\.\.\.|\n|\S/gm;

/** The tokens of a text of C, without its comments and the lines of its preprocessor. */
export function cTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [found] = match;
    if (!/^\s*#|^\/[/*]|^\n/.test(found))
      tokens.push({ text: found, line, column: bytesBetween(text, lineStart, match.index) + 1 });
    for (let at = found.indexOf('\n'); at !== -1; at = found.indexOf('\n', at + 1)) {
      line++;
      lineStart = match.index + at + 1;
    }
  }
  return tokens;
}

export function isName({ text }: Pick<Token, 'text'>): boolean {
  return /^[A-Za-z_]/.test(text);
}

/** The index of the bracket that closes the one at `open`; the end where none does. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const { text = '' } = tokens[i] ?? {};
    if (OPEN.has(text)) depth++;
    if (CLOSE.has(text) && --depth === 0) return i;
  }
  return tokens.length;
}

const OPEN = new Set(['(', '[', '{']);
const CLOSE = new Set([')', ']', '}']);

const encoder = new TextEncoder();

function bytesBetween(text: string, start: number, end: number): number {
  return encoder.encode(text.slice(start, end)).length;
}
