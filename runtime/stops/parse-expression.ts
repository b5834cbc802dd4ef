/** An expression of C, as far as the debugger knows them. */
export type Expression =
  | { readonly kind: 'number'; readonly value: bigint | number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string; readonly isArrow: boolean }
  | { readonly kind: 'index'; readonly of: Expression; readonly at: Expression }
  | { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression };

/** What is wrong with an expression, or why it has no value: a sentence without a full stop. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

const TOKEN =
  /\s*(?:(0[xX][\da-fA-F]+|\d*\.\d+(?:[eE][+-]?\d+)?|\d+\.?(?:[eE][+-]?\d+)?)[uUlLfF]*|([A-Za-z_]\w*)|'(\\.|[^\\'])'|(->|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^!~<>?:.()[\]=,]))/y;

const BINARY: Readonly<Record<string, number>> = {
  ...{ '||': 1, '&&': 2, '|': 3, '^': 4, '&': 5, '==': 6, '!=': 6, '<': 7, '>': 7, '<=': 7, '>=': 7 },
  ...{ '<<': 8, '>>': 8, '+': 9, '-': 9, '*': 10, '/': 10, '%': 10 },
};
const UNARY: ReadonlySet<string> = new Set(['*', '&', '-', '+', '!', '~']);
const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, 0: 0, '\\': 92, "'": 39, '"': 34 };
/** Deeper ones are no expression that a person writes. */
const MOST_TOKENS = 500;

type Token =
  | { readonly kind: 'number'; readonly value: bigint | number }
  | { readonly kind: 'name' | 'sign'; readonly text: string };

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
    if (!found) throw new ExpressionError(`“${text.slice(at).trim().slice(0, 12)}” is not understood`);
    const [, number, name, character, sign = ''] = found;
    if (number !== undefined) tokens.push({ kind: 'number', value: numberOf(number) });
    else if (character !== undefined) tokens.push({ kind: 'number', value: BigInt(characterOf(character)) });
    else tokens.push(name === undefined ? { kind: 'sign', text: sign } : { kind: 'name', text: name });
    if (tokens.length > MOST_TOKENS) throw new ExpressionError('The expression is too long');
  }
  return tokens;
}

function numberOf(text: string): bigint | number {
  if (/^0x/i.test(text)) return BigInt(text);
  if (/[.eE]/.test(text)) return Number(text);
  return /^0\d/.test(text) ? BigInt(parseInt(text, 8)) : BigInt(text);
}

function characterOf(text: string): number {
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
    if (rest === '=' || rest === ',') throw new ExpressionError('An expression here may not change anything');
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
    if (!UNARY.has(operator)) return this.#postfix();
    this.#at++;
    return { kind: 'unary', operator, of: this.#unary() };
  }

  #postfix(): Expression {
    let of = this.#primary();
    for (;;) {
      if (this.#take('[')) {
        const at = this.#choice();
        this.#expect(']');
        of = { kind: 'index', of, at };
      } else if (this.#peek() === '(') throw new ExpressionError('Functions are not called here');
      else if (this.#peek() === '.' || this.#peek() === '->') {
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
      return inner;
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
