/** A block of the few kinds that our own texts are made of. */
export type Block =
  | { readonly kind: 'heading'; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Span[])[] };

export interface Span {
  readonly kind: 'text' | 'code' | 'strong' | 'emphasis';
  readonly text: string;
}

/**
 * Reads paragraphs, fenced code, `###` headings and lists of one level, with code, strong and emphasis in a line.
 * Everything else is plain text, HTML too.
 */
export function parseMarkdown(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  let i = 0;
  const take = (isPart: (line: string) => boolean): string[] => {
    const taken: string[] = [];
    for (let line = lines[i]; line !== undefined && isPart(line); line = lines[++i]) taken.push(line);
    return taken;
  };
  while (i < lines.length) {
    const line = lines[i] ?? '';
    if (line.trim() === '') i++;
    else if (line.startsWith('```')) {
      i++;
      blocks.push({ kind: 'code', text: take((one) => !one.startsWith('```')).join('\n') });
      i++;
    } else if (line.startsWith('### ')) {
      i++;
      blocks.push({ kind: 'heading', spans: parseSpans(line.slice(4).trim()) });
    } else if (ITEM.test(line)) {
      const items = take((one) => ITEM.test(one) || /^ +\S/.test(one));
      blocks.push({ kind: 'list', isOrdered: /^\d/.test(line), items: joined(items).map(parseSpans) });
    } else {
      blocks.push({ kind: 'paragraph', spans: parseSpans(take(isParagraph).join(' ')) });
    }
  }
  return blocks;
}

const ITEM = /^(?:-|\d+\.) +/;

function isParagraph(line: string): boolean {
  return line.trim() !== '' && !line.startsWith('```') && !line.startsWith('### ') && !ITEM.test(line);
}

/** The items of a list, each with the lines that go on with it. */
function joined(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items;
}

function parseSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*/g)) {
    const [whole, code, strong, emphasis] = match;
    if (match.index > from) spans.push({ kind: 'text', text: text.slice(from, match.index) });
    if (code !== undefined) spans.push({ kind: 'code', text: code });
    else if (strong !== undefined) spans.push({ kind: 'strong', text: strong });
    else spans.push({ kind: 'emphasis', text: emphasis ?? '' });
    from = match.index + whole.length;
  }
  if (from < text.length) spans.push({ kind: 'text', text: text.slice(from) });
  return spans;
}
