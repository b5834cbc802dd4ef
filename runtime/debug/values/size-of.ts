import type { CType } from '../c-type.ts';

/** Where lengths that variables hold are found. */
interface Lengths {
  readonly lengthOf: (entry: number) => number | undefined;
}

/** In bytes; an array of variable length, and each of its rows, has one that is known only while the program runs. */
export function sizeOf(source: Lengths, type: CType): number {
  if (type.kind !== 'array') return type.bytes;
  return (countOf(source, type.length) ?? 0) * sizeOf(source, type.element);
}

/** How many elements an array has; 0 where it does not say. Undefined: its length is not set yet. */
export function countOf(
  { lengthOf }: Lengths,
  length: Extract<CType, { readonly kind: 'array' }>['length'],
): number | undefined {
  return length.kind === 'known' ? length.count : length.kind === 'variable' ? lengthOf(length.entry) : 0;
}
