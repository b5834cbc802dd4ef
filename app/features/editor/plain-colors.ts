/** A piece of text, and what it is where that has a colour of its own. */
export interface ColoredPiece {
  readonly text: string;
  readonly kind: 'comment' | 'keyword' | 'string' | 'number' | 'directive' | 'delimiter' | undefined;
}

/** Longer text stays in one colour: it is on the screen for less than a second, and cannot be seen whole. */
const MOST_CHARACTERS = 30_000;

const KEYWORDS = new Set(
  (
    'auto bool break case catch char class const constexpr continue default delete do double else enum explicit extern ' +
    'false final float for friend goto if inline int long mutable namespace new noexcept nullptr operator override ' +
    'private protected public register restrict return short signed sizeof static static_assert struct switch template ' +
    'this throw true try typedef typename union unsigned using virtual void volatile wchar_t while'
  ).split(' '),
);

/** In the order in which they are tried; what none of them takes has no colour of its own. */
const TOKEN = new RegExp(
  [
    String.raw`(?<comment>/\*[^]*?(?:\*/|(?![^]))|//.*)`,
    String.raw`(?<include>^[ \t]*#[ \t]*include)(?<header>[ \t]*(?:<[^<>\n]*>|"[^"\n]*"))?`,
    String.raw`(?<directive>^[ \t]*#[ \t]*\w+)`,
    String.raw`(?<string>"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\.)*'?)`,
    String.raw`(?<word>[A-Za-z_]\w*)`,
    String.raw`(?<number>(?:0[xX][\da-fA-F']+|\d[\d']*\.?\d*(?:[eE][-+]?\d+)?|\.\d+)[uUlLfF]*)`,
    String.raw`(?<delimiter>[-+*/%&|^~!<>=?:;,.]+?)`,
  ].join('|'),
  'gm',
);

/**
 * C in the colours in which the real editor will show it, for the moment before that editor is there. The pieces put together are
 * `source`.
 */
export function colored(source: string): readonly ColoredPiece[] {
  if (source.length > MOST_CHARACTERS) return [{ text: source, kind: undefined }];
  const pieces: ColoredPiece[] = [];
  let plain = '';
  const add = (text: string, kind: ColoredPiece['kind']): void => {
    if (kind === undefined) {
      plain += text;
      return;
    }
    if (plain !== '') pieces.push({ text: plain, kind: undefined });
    plain = '';
    pieces.push({ text, kind });
  };
  let end = 0;
  for (const match of source.matchAll(TOKEN)) {
    add(source.slice(end, match.index), undefined);
    end = match.index + match[0].length;
    const { comment, include, header, directive, string, word, number, delimiter } = match.groups ?? {};
    if (comment !== undefined) add(comment, 'comment');
    else if (include !== undefined) {
      add(include, 'directive');
      if (header !== undefined) add(header, 'string');
    } else if (directive !== undefined) add(directive, 'directive');
    else if (string !== undefined) add(string, 'string');
    else if (word !== undefined) add(word, KEYWORDS.has(word) ? 'keyword' : undefined);
    else if (number !== undefined) add(number, 'number');
    else if (delimiter !== undefined) add(delimiter, 'delimiter');
  }
  add(source.slice(end), undefined);
  if (plain !== '') pieces.push({ text: plain, kind: undefined });
  return pieces;
}
