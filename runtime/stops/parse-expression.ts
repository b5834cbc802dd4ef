/** An expression of C, as far as the debugger knows them. */
export type Expression =
  | NumberConstant
  /** `isBracketed`: it may as well be a type that what follows is converted to. */
  | { readonly kind: 'name'; readonly name: string; readonly isBracketed?: true }
  | { readonly kind: 'cast'; readonly type: TypeName; readonly of: Expression }
  | { readonly kind: 'size'; readonly of: Expression | TypeName }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string; readonly isArrow: boolean }
  | { readonly kind: 'index'; readonly of: Expression; readonly at: Expression }
  | { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression };

/** A whole number, or with a fraction, and what is written around its digits. */
export interface NumberConstant {
  readonly kind: 'number';
  readonly value: bigint | number;
  /** Hexadecimal or octal: it may be unsigned without saying so. */
  readonly isHex?: true;
  readonly isUnsigned?: true;
  /** Of 64 bits. */
  readonly isLong?: true;
  /** A `float`. */
  readonly isSingle?: true;
}

/** The name of a type in C, as far as it is needed to convert a value. */
export interface TypeName {
  readonly kind: 'type';
  /** `unsigned int`, `struct node`, `size_t`. */
  readonly name: string;
  /** How many asterisks follow. */
  readonly stars: number;
}

/** What is wrong with an expression, or why it has no value: a sentence without a full stop. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

const TOKEN =
  /\s*(?:(0[xX][\da-fA-F]+|\d*\.\d+(?:[eE][+-]?\d+)?|\d+\.?(?:[eE][+-]?\d+)?)([uUlLfF]*)|([A-Za-z_]\w*(?:::[A-Za-z_~]\w*)*)|'(\\x[\da-fA-F]{1,2}|\\[0-7]{1,3}|\\.|[^\\'])'|(\+\+|--|[-+*/%&|^]=|<<=|>>=|->|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^!~<>?:.()[\]=,]))/y;

const BINARY: Readonly<Record<string, number>> = {
  ...{ '||': 1, '&&': 2, '|': 3, '^': 4, '&': 5, '==': 6, '!=': 6, '<': 7, '>': 7, '<=': 7, '>=': 7 },
  ...{ '<<': 8, '>>': 8, '+': 9, '-': 9, '*': 10, '/': 10, '%': 10 },
};
const UNARY: ReadonlySet<string> = new Set(['*', '&', '-', '+', '!', '~']);
/** Words that a type may be made of; with `struct` and its like, a name follows. */
const TYPE_WORDS: ReadonlySet<string> = new Set([
  ...['char', 'short', 'int', 'long', 'signed', 'unsigned', 'float', 'double', 'void', '_Bool', 'bool', '__int128'],
  ...['const', 'volatile', 'struct', 'union', 'enum', 'class'],
]);
const TAGS: ReadonlySet<string> = new Set(['struct', 'union', 'enum', 'class']);
const QUALIFIERS: ReadonlySet<string> = new Set(['const', 'volatile']);
const CHANGES = /^(?:=|\+\+|--|[-+*\/%&|^]=|<<=|>>=|,)$/;
const ESCAPES: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  '\\': 92,
  "'": 39,
  '"': 34,
};
/** Deeper ones are no expression that a person writes. */
const MOST_TOKENS = 500;

type Token = NumberConstant | { readonly kind: 'name' | 'sign'; readonly text: string };

/** Throws `ExpressionError` for what is no expression, or one that would change something. */
export function parseExpression(text: string): Expression {
  return new Parser(tokensOf(text)).whole();
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found && /^\s*"/.test(text.slice(at))) throw new ExpressionError('Strings in quotes are not supported here');
    if (!found) throw new ExpressionError(`“${text.slice(at).trim().slice(0, 12)}” is not understood`);
    const [, number, suffix = '', name, character, sign = ''] = found;
    if (number !== undefined) tokens.push(constantOf(number, suffix));
    else if (character !== undefined) tokens.push({ kind: 'number', value: BigInt(characterOf(character)) });
    else tokens.push(name === undefined ? { kind: 'sign', text: sign } : { kind: 'name', text: name });
    if (tokens.length > MOST_TOKENS) throw new ExpressionError('The expression is too long');
  }
  return tokens;
}

function constantOf(text: string, suffix: string): NumberConstant {
  // The last digits of a hexadecimal number may look like a suffix, and belong to it.
  const value = numberOf(text);
  return {
    kind: 'number',
    value: typeof value === 'bigint' && /f/i.test(suffix) ? Number(value) : value,
    ...(/^0[xX\d]/.test(text) && { isHex: true }),
    ...(/u/i.test(suffix) && { isUnsigned: true }),
    ...(/ll/i.test(suffix) && { isLong: true }),
    ...(/f/i.test(suffix) && { isSingle: true }),
  };
}

function numberOf(text: string): bigint | number {
  if (/^0x/i.test(text)) return BigInt(text);
  if (/[.eE]/.test(text)) return Number(text);
  return /^0\d/.test(text) ? BigInt(parseInt(text, 8)) : BigInt(text);
}

function characterOf(text: string): number {
  if (/^\\x/.test(text)) return parseInt(text.slice(2), 16);
  if (/^\\[0-7]/.test(text)) return parseInt(text.slice(1), 8);
  return text.startsWith('\\') ? (ESCAPES[text.slice(1)] ?? text.charCodeAt(1)) : text.charCodeAt(0);
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    if (this.#tokens.length === 0) throw new ExpressionError('There is no expression');
    const expression = this.#choice();
    const rest = this.#peek();
    if (rest !== undefined && CHANGES.test(rest))
      throw new ExpressionError('An expression here may not change anything');
    if (this.#at < this.#tokens.length) throw new ExpressionError(`“${rest ?? 'A number'}” is not expected there`);
    return expression;
  }

  #choice(): Expression {
    const test = this.#binary(1);
    if (!this.#take('?')) return test;
    const yes = this.#choice();
    this.#expect(':');
    return { kind: 'choice', test, yes, no: this.#choice() };
  }

  #binary(least: number): Expression {
    let left = this.#unary();
    for (;;) {
      const operator = this.#peek() ?? '';
      const strength = Object.hasOwn(BINARY, operator) ? (BINARY[operator] ?? 0) : 0;
      if (strength < least) return left;
      this.#at++;
      left = { kind: 'binary', operator, left, right: this.#binary(strength + 1) };
    }
  }

  #unary(): Expression {
    const operator = this.#peek() ?? '';
    if (operator === '++' || operator === '--') throw new ExpressionError('An expression here may not change anything');
    if (operator === 'sizeof') return this.#size();
    const type = operator === '(' ? this.#typeInBrackets() : undefined;
    if (type) return { kind: 'cast', type, of: this.#unary() };
    if (!UNARY.has(operator)) return this.#postfix();
    this.#at++;
    return { kind: 'unary', operator, of: this.#unary() };
  }

  #size(): Expression {
    this.#at++;
    const type = this.#peek() === '(' ? this.#typeInBrackets() : undefined;
    return { kind: 'size', of: type ?? this.#unary() };
  }

  /** `(unsigned char)`, `(struct node *)`, `(size_t)`; undefined: an expression stands in the brackets. */
  #typeInBrackets(): TypeName | undefined {
    const before = this.#at;
    this.#at++;
    const words: string[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token?.kind !== 'name') break;
      const isNamed = words.length > 0 && TAGS.has(words.at(-1) ?? '');
      if (!TYPE_WORDS.has(token.text) && !isNamed && words.length > 0) break;
      this.#at++;
      if (!QUALIFIERS.has(token.text)) words.push(token.text);
    }
    let stars = 0;
    for (; this.#peek() === '*' || this.#peek() === 'const'; this.#at++) if (this.#peek() === '*') stars++;
    const isType = words.length > 0 && this.#take(')');
    // A name alone is a type where it has a star, or where an operand follows.
    if (isType && (TYPE_WORDS.has(words[0] ?? '') || stars > 0 || this.#beginsOperand()))
      return { kind: 'type', name: words.join(' '), stars };
    this.#at = before;
    return undefined;
  }

  #beginsOperand(): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind === 'sign') return token.text === '!' || token.text === '~';
    return token !== undefined;
  }

  #postfix(): Expression {
    let of = this.#primary();
    for (;;) {
      if (this.#take('[')) {
        const at = this.#choice();
        this.#expect(']');
        of = { kind: 'index', of, at };
      } else if (this.#peek() === '(') {
        if (of.kind !== 'name' || !of.isBracketed) throw new ExpressionError('Functions cannot be called here');
        return { kind: 'cast', type: { kind: 'type', name: of.name, stars: 0 }, of: this.#primary() };
      } else if (this.#peek() === '.' || this.#peek() === '->') {
        const isArrow = this.#peek() === '->';
        this.#at++;
        of = { kind: 'member', of, name: this.#name(), isArrow };
      } else return of;
    }
  }

  #primary(): Expression {
    if (this.#take('(')) {
      const inner = this.#choice();
      this.#expect(')');
      return inner.kind === 'name' ? { ...inner, isBracketed: true } : inner;
    }
    const token = this.#tokens[this.#at++];
    if (token?.kind === 'number') return token;
    if (token?.kind === 'name') return { kind: 'name', name: token.text };
    throw new ExpressionError(token ? `“${token.text}” is not expected there` : 'The expression ends too early');
  }

  #name(): string {
    const token = this.#tokens[this.#at++];
    if (token?.kind !== 'name') throw new ExpressionError('The name of a member is missing');
    return token.text;
  }

  /** The sign that comes next. */
  #peek(): string | undefined {
    const token = this.#tokens[this.#at];
    return token?.kind === 'sign' ? token.text : token?.kind === 'name' ? token.text : undefined;
  }

  #take(sign: string): boolean {
    if (this.#peek() !== sign) return false;
    this.#at++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw new ExpressionError(`“${sign}” is missing`);
  }
}
