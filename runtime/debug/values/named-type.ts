import { ExpressionError, type TypeName } from '../../stops/parse-expression.ts';
import type { CType } from '../c-type.ts';

/** The type that a person has written; `own`: one of the program's. Throws `ExpressionError` where there is none. */
export function namedType({ name, stars }: TypeName, own: (name: string) => CType | undefined): CType {
  let type = own(name) ?? builtIn(STANDARD[name] ?? name, name);
  if (!type) throw new ExpressionError(`There is no type ${name} here`);
  for (let i = 0; i < stars; i++) type = pointerTo(type);
  return type;
}

export function pointerTo(target: CType): CType {
  const name = target.name.endsWith('*') ? `${target.name}*` : `${target.name} *`;
  return { kind: 'pointer', name, bytes: 4, target };
}

/** Of `<stdint.h>` and `<stddef.h>`, which the program may not have used. */
const STANDARD: Readonly<Record<string, string>> = {
  ...{ int8_t: 'signed char', int16_t: 'short', int32_t: 'int', int64_t: 'long long', ptrdiff_t: 'long' },
  ...{ uint8_t: 'unsigned char', uint16_t: 'unsigned short', uint32_t: 'unsigned', uint64_t: 'unsigned long long' },
  ...{ size_t: 'unsigned long', ssize_t: 'long', intptr_t: 'long', uintptr_t: 'unsigned long' },
};

/** `long unsigned int` is `unsigned long`. On this machine `long` has 32 bits. */
function builtIn(text: string, written: string): CType | undefined {
  const words = text.split(' ');
  const name = /^(?:un)?signed$/.test(written) ? `${written} int` : written;
  const has = (word: string): boolean => words.includes(word);
  const longs = words.filter((word) => word === 'long').length;
  if (words.some((word) => !WORDS.has(word))) return undefined;
  if (has('void')) return { kind: 'void', name: 'void', bytes: 0 };
  if (has('bool') || has('_Bool')) return { kind: 'boolean', name, bytes: 1 };
  if (has('float')) return { kind: 'float', name: 'float', bytes: 4 };
  if (has('double')) return { kind: 'float', name, bytes: longs > 0 ? 16 : 8 };
  const isSigned = !has('unsigned');
  if (has('char') && !has('unsigned') && !has('signed')) return { kind: 'char', name, bytes: 1, isSigned };
  const bytes = has('char') ? 1 : has('short') ? 2 : has('__int128') ? 16 : longs > 1 ? 8 : 4;
  return { kind: 'integer', name, bytes, isSigned };
}

const WORDS: ReadonlySet<string> = new Set([
  ...['char', 'short', 'int', 'long', 'signed', 'unsigned', 'float', 'double', 'void', '_Bool', 'bool', '__int128'],
]);
