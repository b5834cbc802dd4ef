import { ExpressionError } from '../../stops/parse-expression.ts';
import type { CType } from '../c-type.ts';
import { floatOf, inType, promoted, type NumberType } from './c-number.ts';
import type { CNumber } from './calculate.ts';

/** A value as a cast makes it: a `char` or an enumeration is shown as one. */
export interface Converted extends CNumber {
  readonly as?: CType;
}

/** A number as another type holds it. Throws `ExpressionError` where the type is none for numbers. */
export function converted(value: bigint | number, to: CType): Converted {
  switch (to.kind) {
    case 'float': {
      const type = floatOf(to.bytes);
      return { value: inType(value, type), type };
    }
    case 'boolean':
      // eslint-disable-next-line eqeqeq -- 0 and 0n are the same here
      return { value: value == 0 ? 0n : 1n, type: promoted(1, false), as: to };
    case 'integer':
    case 'char':
    case 'enum': {
      if (!Number.isFinite(Number(value))) throw new ExpressionError(`The value does not fit into a ${to.name}`);
      const whole = BigInt(typeof value === 'bigint' ? value : Math.trunc(value));
      const bits = 8 * to.bytes;
      const type: NumberType = promoted(to.bytes, to.isSigned);
      return { value: to.isSigned ? BigInt.asIntN(bits, whole) : BigInt.asUintN(bits, whole), type, as: to };
    }
    default:
      throw new ExpressionError(`A number cannot be made a ${to.name}`);
  }
}
