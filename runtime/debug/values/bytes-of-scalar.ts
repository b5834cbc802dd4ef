import type { CType } from '../c-type.ts';
import { ExpressionError } from '../../stops/parse-expression.ts';

/** A number as an object of this type holds it, little-endian. Throws `ExpressionError` for a type that holds none. */
export function bytesOfScalar(type: CType, value: bigint | number): Uint8Array {
  const bytes = new Uint8Array(type.bytes);
  const view = new DataView(bytes.buffer);
  switch (type.kind) {
    case 'float':
      if (type.bytes === 4) view.setFloat32(0, Number(value), true);
      else if (type.bytes === 8) view.setFloat64(0, Number(value), true);
      else throw new ExpressionError(`A ${type.name} cannot be changed here`);
      return bytes;
    case 'boolean':
      // eslint-disable-next-line eqeqeq -- 0 and 0n are the same here
      bytes[0] = value != 0 ? 1 : 0;
      return bytes;
    case 'integer':
    case 'char':
    case 'enum':
    case 'pointer': {
      // As C converts: towards zero, and then as many bits as there are.
      if (!Number.isFinite(Number(value))) throw new ExpressionError(`The value does not fit into a ${type.name}`);
      let rest = BigInt.asUintN(8 * type.bytes, BigInt(typeof value === 'bigint' ? value : Math.trunc(value)));
      for (let i = 0; i < type.bytes; i++, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
      return bytes;
    }
    default:
      throw new ExpressionError(`A value of type ${type.name} cannot be changed as a whole`);
  }
}
