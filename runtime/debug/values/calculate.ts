import { ExpressionError } from '../../stops/parse-expression.ts';
import { common, inType, INT, type NumberType } from './c-number.ts';

/** A number with its type. */
export interface CNumber {
  readonly value: bigint | number;
  readonly type: NumberType;
}

const COMPARISONS: Readonly<Record<string, (x: bigint | number, y: bigint | number) => boolean>> = {
  '==': (x, y) => x === y,
  '!=': (x, y) => x !== y,
  '<': (x, y) => x < y,
  '>': (x, y) => x > y,
  '<=': (x, y) => x <= y,
  '>=': (x, y) => x >= y,
};

/** What C makes of two numbers. Throws `ExpressionError` where that is nothing. */
export function calculate(operator: string, a: CNumber, b: CNumber): CNumber {
  // Of a shift, the right side does not count (C17 6.5.7).
  const isShift = operator === '<<' || operator === '>>';
  const type = isShift ? a.type : common(a.type, b.type);
  const [x, y] = [inType(a.value, type), isShift ? b.value : inType(b.value, type)];
  const compare = COMPARISONS[operator];
  if (compare) return truthValue(compare(x, y));
  if (typeof x === 'number' || typeof y === 'number')
    return { type, value: inType(ofFractions(operator, Number(x), Number(y)), type) };
  if (isShift && (y < 0n || y >= BigInt(type.bits))) throw new ExpressionError('It shifts by too much');
  return { type, value: inType(ofWholeNumbers(operator, x, y), type) };
}

export function truthValue(is: boolean): CNumber {
  return { value: is ? 1n : 0n, type: INT };
}

function ofFractions(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      throw new ExpressionError(`${operator} does not work on floating-point numbers`);
  }
}

function ofWholeNumbers(operator: string, x: bigint, y: bigint): bigint {
  if ((operator === '/' || operator === '%') && y === 0n) throw new ExpressionError('It divides by zero');
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '%':
      return x % y;
    case '&':
      return x & y;
    case '|':
      return x | y;
    case '^':
      return x ^ y;
    case '<<':
      return x << y;
    case '>>':
      return x >> y;
    default:
      throw new ExpressionError(`${operator} is not understood`);
  }
}
