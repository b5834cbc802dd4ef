import { closing, cTokens, isName, type Token } from './c-tokens.ts';
import type { SourcePlace } from './symbolize.ts';

/** The text of a file of the project; undefined: it has none of that name. */
export type ReadFile = (file: string) => string | undefined;

/** What it takes to know where a pointer comes from that is NULL. */
export interface NullUse {
  /** Where it is used, and who called the functions there; innermost first. */
  readonly stack: readonly SourcePlace[];
  readonly read: ReadFile;
  /** Of a function that is given a stream, only the stream is looked for. */
  readonly isStream: boolean;
  /** The place is where the argument begins that is NULL. */
  readonly isArgument: boolean;
}

/** Names are followed from call to call no further than this. */
const MOST_STEPS = 4;
const GIVES_STREAMS = new Set(['fopen', 'fdopen', 'freopen', 'tmpfile', 'fmemopen', 'popen', 'open_memstream']);

/**
 * Says where a pointer became NULL, without a full stop: `p is NULL because find() returned it at main.c:12`. Undefined unless the
 * text alone makes that certain: the variable is local, its address is not taken, and one assignment, which always comes first, sets it.
 */
export function nullOrigin({ stack, read, isStream, isArgument }: NullUse): string | undefined {
  const [place] = stack;
  const source = place && Source.at(place, read);
  if (!source) return undefined;
  const names = isStream ? source.argumentNames() : [isArgument ? source.wholeArgument() : source.usedName()];
  const found = names.flatMap((name) => (name === undefined ? [] : (originOf(name, source, stack, read, 0) ?? [])));
  const [only] = isStream ? found.filter(({ caller }) => GIVES_STREAMS.has(caller ?? '')) : found;
  return only?.sentence;
}

interface Origin {
  readonly sentence: string;
  /** The function that returned it. */
  readonly caller: string | undefined;
}

function originOf(
  name: string,
  source: Source,
  stack: readonly SourcePlace[],
  read: ReadFile,
  steps: number,
): Origin | undefined {
  if (steps > MOST_STEPS) return undefined;
  const set = source.onlyValueOf(name);
  if (set === undefined) return undefined;
  if (set.kind === 'value') return valueOrigin(name, set.tokens, source.file, set.line);
  const [inner, caller] = stack;
  const outer = caller && Source.at(caller, read);
  const given = outer?.argument(set.index);
  if (!outer || !given || inner?.function === undefined) return undefined;
  const how = `${name} is NULL because ${inner.function}() was given`;
  const at = `at ${outer.file}:${outer.line}`;
  const [first] = given;
  if (given.length === 1 && first && isNull(first.text)) return { sentence: `${how} NULL ${at}`, caller: undefined };
  const called = calledBy(given);
  if (called !== undefined) return { sentence: `${how} what ${called}() returned ${at}`, caller: called };
  if (given.length !== 1 || !first || !isName(first)) return undefined;
  const before = originOf(first.text, outer, stack.slice(1), read, steps + 1);
  return { sentence: `${how} ${first.text} ${at}${before ? `; ${before.sentence}` : ''}`, caller: before?.caller };
}

function valueOrigin(name: string, value: readonly Token[], file: string, line: number): Origin | undefined {
  const [first] = value;
  if (!first) return undefined;
  const at = `at ${file}:${line}`;
  if (value.length === 1 && isNull(first.text))
    return { sentence: `${name} is NULL because it was set to that ${at}`, caller: undefined };
  const called = calledBy(value);
  if (called !== undefined)
    return { sentence: `${name} is NULL because ${called}() returned it ${at}`, caller: called };
  const isPath = value.every((token) => isName(token) || /^(\.|->|\[|\]|\d+)$/.test(token.text));
  if (!isPath || value.length > 12) return undefined;
  const path = value.map(({ text }) => text).join('');
  return { sentence: `${name} is NULL because it was set to ${path} ${at}, which was NULL`, caller: undefined };
}

function isNull(text: string): boolean {
  return text === 'NULL' || text === 'nullptr' || text === '0';
}

/** The function, where the value is nothing but a call of it, or that with a cast. */
function calledBy(value: readonly Token[]): string | undefined {
  if (value[0]?.text === '(') {
    const end = closing(value, 0);
    const isCast = value[end - 1]?.text === '*' && value.slice(1, end - 1).every(isName);
    return isCast ? calledBy(value.slice(end + 1)) : undefined;
  }
  const [name, bracket] = value;
  const isCall = name && isName(name) && bracket?.text === '(' && closing(value, 1) === value.length - 1;
  return isCall ? name.text : undefined;
}

type Value =
  | { readonly kind: 'value'; readonly tokens: readonly Token[]; readonly line: number }
  | { readonly kind: 'parameter'; readonly index: number };

/** A place in a function of the program. */
class Source {
  readonly file: string;
  readonly line: number;
  readonly #tokens: readonly Token[];
  /** The token at the place. */
  readonly #at: number;
  /** The brackets of the function's parameters, and of its body. */
  readonly #head: readonly [open: number, close: number];
  readonly #body: readonly [open: number, close: number];

  private constructor(
    place: { readonly file: string; readonly line: number },
    tokens: readonly Token[],
    at: number,
    [head, body]: readonly [readonly [number, number], readonly [number, number]],
  ) {
    this.file = place.file;
    this.line = place.line;
    this.#tokens = tokens;
    this.#at = at;
    this.#head = head;
    this.#body = body;
  }

  static at({ file, line, column }: SourcePlace, read: ReadFile): Source | undefined {
    const text = file === undefined ? undefined : read(file);
    if (text === undefined || file === undefined || line === undefined || column === undefined) return undefined;
    const tokens = cTokens(text);
    const at = tokens.findIndex((token) => token.line === line && token.column >= column);
    const around = at === -1 ? undefined : functionAround(tokens, at);
    return around && new Source({ file, line }, tokens, at, around);
  }

  /** The variable that the place uses as a pointer: in `p->x` and `p[i]`, in `*p`, or alone as an argument. */
  usedName(): string | undefined {
    let at = this.#at;
    const isStar = this.#text(at) === '*';
    if (isStar) at++;
    else if (this.#text(at) === '->') at--;
    else if (this.#text(at - 1) === '->') at -= 2;
    const token = this.#tokens[at];
    if (!token || !isName(token) || ['.', '->'].includes(this.#text(at - 1))) return undefined;
    const after = this.#text(at + 1);
    // Of p->q->r, p[0][1] and p->f() it is not known whether p or what it leads to is meant.
    const behind = after === '[' ? closing(this.#tokens, at + 1) + 1 : at + 3;
    const isPath = ['->', '['].includes(after) && ['->', '[', '(', '.'].includes(this.#text(behind));
    return isPath || ['(', '.'].includes(after) || (isStar && ['->', '['].includes(after)) ? undefined : token.text;
  }

  /** The variable that is the whole argument that begins at the place. */
  wholeArgument(): string | undefined {
    const [before, token, after] = [this.#text(this.#at - 1), this.#tokens[this.#at], this.#text(this.#at + 1)];
    const isWhole = ['(', ','].includes(before) && [')', ','].includes(after);
    return isWhole && token && isName(token) ? token.text : undefined;
  }

  /** The variables that are arguments of the call at the place, as they are. */
  argumentNames(): readonly string[] {
    const names: string[] = [];
    for (let i = 0; ; i++) {
      const given = this.argument(i);
      if (!given || given.length === 0) return names;
      if (given.length === 1 && given[0] && isName(given[0])) names.push(given[0].text);
    }
  }

  /** What the call at the place gives as its argument with that number, from 0. */
  argument(index: number): readonly Token[] | undefined {
    if (this.#text(this.#at + 1) !== '(') return undefined;
    return partsOf(this.#tokens.slice(this.#at + 2, closing(this.#tokens, this.#at + 1)))[index];
  }

  /** Undefined where it cannot be told which value the variable has at the place. */
  onlyValueOf(name: string): Value | undefined {
    const [open, close] = this.#body;
    const declarations: number[] = [];
    const assignments: number[] = [];
    for (let i = open; i < close; i++) {
      if (this.#text(i) !== name || ['.', '->'].includes(this.#text(i - 1))) continue;
      if (this.#isChangedOtherwise(i)) return undefined;
      const isDeclared = this.#isDeclared(i);
      if (isDeclared) declarations.push(i);
      // *p = 1 sets what p points to.
      if (this.#text(i + 1) === '=' && (isDeclared || this.#text(i - 1) !== '*')) assignments.push(i);
    }
    const parameter = partsOf(this.#tokens.slice(this.#head[0] + 1, this.#head[1])).findIndex((part) =>
      part.some(({ text }) => text === name),
    );
    if (parameter !== -1)
      return declarations.length + assignments.length === 0 ? { kind: 'parameter', index: parameter } : undefined;
    const [only] = assignments;
    if (declarations.length !== 1 || assignments.length !== 1 || only === undefined) return undefined;
    if (only >= this.#at || !this.#isAlwaysBefore(only, declarations[0] === only)) return undefined;
    return { kind: 'value', tokens: this.#valueFrom(only + 2), line: this.#tokens[only]?.line ?? 0 };
  }

  #text(index: number): string {
    return this.#tokens[index]?.text ?? '';
  }

  /** By ++ or +=, or perhaps through its address. */
  #isChangedOtherwise(at: number): boolean {
    const before = this.#text(at - 1);
    const isAddress = before === '&' && !/^[\w)\]]/.test(this.#text(at - 2));
    return (
      isAddress || before === '++' || before === '--' || /^(\+\+|--|[-+*/%&|^]=|<<=|>>=)$/.test(this.#text(at + 1))
    );
  }

  #isDeclared(at: number): boolean {
    let first = at - 1;
    while (this.#text(first) === '*' || isName({ text: this.#text(first) })) first--;
    const words = this.#tokens.slice(first + 1, at).filter(isName);
    const isStatement = [';', '{', '}', '('].includes(this.#text(first));
    return isStatement && words.length > 0 && !STATEMENTS.has(words[0]?.text ?? '');
  }

  /** Is the assignment made whenever the place is come to? It stands in a block around the place, and under no condition. */
  #isAlwaysBefore(at: number, isDeclaration: boolean): boolean {
    let start = at - 1;
    if (isDeclaration) while (this.#text(start) === '*' || isName({ text: this.#text(start) })) start--;
    while (this.#text(start) === '(') start--;
    const isInHead = this.#text(start + 1) === '(' && ['if', 'while'].includes(this.#text(start));
    if (isInHead) start--;
    if (![';', '{', '}'].includes(this.#text(start))) return false;
    let depth = 0;
    for (let i = at; i < this.#at; i++) {
      if (this.#text(i) === '{') depth++;
      if (this.#text(i) === '}' && --depth < 0) return false;
    }
    return true;
  }

  #valueFrom(start: number): readonly Token[] {
    let end = start;
    while (end < this.#body[1] && ![';', ',', ')'].includes(this.#text(end)))
      end = ['(', '['].includes(this.#text(end)) ? closing(this.#tokens, end) + 1 : end + 1;
    return this.#tokens.slice(start, end);
  }
}

const STATEMENTS = new Set(['return', 'goto', 'case', 'else', 'sizeof', 'do']);

/** The brackets of the parameters and of the body of the function that the token is in. */
function functionAround(
  tokens: readonly Token[],
  at: number,
): readonly [readonly [number, number], readonly [number, number]] | undefined {
  for (let i = 0; i < tokens.length; i++) {
    const text = tokens[i]?.text;
    if (text !== '(' && text !== '{') continue;
    const end = closing(tokens, i);
    if (text === '(' && tokens[end + 1]?.text === '{') {
      const last = closing(tokens, end + 1);
      if (at > end + 1 && at < last)
        return [
          [i, end],
          [end + 1, last],
        ];
      i = last;
    } else i = end;
  }
  return undefined;
}

/** What stands between commas that are in no further brackets. */
function partsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) continue;
    if (token.text === ',') parts.push([]);
    else {
      const end = ['(', '[', '{'].includes(token.text) ? closing(tokens, i) : i;
      parts.at(-1)?.push(...tokens.slice(i, end + 1));
      i = end;
    }
  }
  return parts;
}
