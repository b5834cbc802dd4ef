export type Tone = 'quiet' | 'amber' | 'red';

/** A line of the page's own in the terminal. */
export interface OwnLine {
  readonly text: string;
  readonly tone: Tone;
  /** The cursor is at the start of a line. */
  readonly isFresh: boolean;
}

const SGR: Readonly<Record<Tone, string>> = { quiet: '90', amber: '33', red: '31' };

/** What would do something to a terminal, except to begin a line. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** What shows it, on a line of its own, in a terminal of `columns`; where it is too long it is broken between words. */
export function statusLine({ text, tone, isFresh }: OwnLine, columns: number): string {
  const lines = text.replace(CONTROLS, '\ufffd').split('\n');
  const shown = lines.flatMap((line) => brokenBetweenWords(line, columns)).join('\r\n');
  return `${isFresh ? '' : '\r\n'}\x1b[0m\x1b[${SGR[tone]}m${shown}\x1b[0m\r\n`;
}

/** Further lines are indented as the first one's text is. The terminal breaks a word that is longer than a line. */
function brokenBetweenWords(line: string, columns: number): readonly string[] {
  if (line.length <= columns) return [line];
  const [indent = ''] = /^(?:▸ | *)/.exec(line) ?? [];
  const blank = ' '.repeat(indent.length);
  const lines: string[] = [];
  let begun = indent;
  for (const word of line.slice(indent.length).split(' ')) {
    const isFirst = begun.length === indent.length;
    if (!isFirst && begun.length + 1 + word.length > columns) {
      lines.push(begun);
      begun = blank + word;
    } else {
      begun += isFirst ? word : ` ${word}`;
    }
  }
  return [...lines, begun];
}
