/** A type of the C program as its debug information describes it. `name` is as a person would write it. */
export type CType =
  | { readonly kind: 'integer'; readonly name: string; readonly bytes: number; readonly isSigned: boolean }
  /** `char` itself; `signed char` and `unsigned char` are integers. */
  | { readonly kind: 'char'; readonly name: string; readonly bytes: 1; readonly isSigned: boolean }
  | { readonly kind: 'boolean'; readonly name: string; readonly bytes: number }
  | { readonly kind: 'float'; readonly name: string; readonly bytes: number }
  /** Two floats of half the size. */
  | { readonly kind: 'complex'; readonly name: string; readonly bytes: number }
  | PointerType
  | ArrayType
  | RecordType
  | EnumType
  | { readonly kind: 'function'; readonly name: string; readonly bytes: 0 }
  | { readonly kind: 'void'; readonly name: string; readonly bytes: 0 }
  /** Declared and never defined, or of a kind that is not known here. */
  | { readonly kind: 'unknown'; readonly name: string; readonly bytes: number };

export interface PointerType {
  readonly kind: 'pointer' | 'reference';
  readonly name: string;
  readonly bytes: 4;
  /** Read when it is asked for: types refer to themselves. */
  readonly target: CType;
}

export interface ArrayType {
  readonly kind: 'array';
  readonly name: string;
  /** 0 where the length is known only at run time, or not at all. */
  readonly bytes: number;
  readonly element: CType;
  readonly length: ArrayLength;
}

export type ArrayLength =
  | { readonly kind: 'known'; readonly count: number }
  /** What the variable with this offset in the debug information holds. */
  | { readonly kind: 'variable'; readonly entry: number }
  /** A flexible array member, or an array that another file defines. */
  | { readonly kind: 'open' };

export interface RecordType {
  readonly kind: 'struct' | 'union';
  readonly name: string;
  readonly bytes: number;
  readonly members: readonly Member[];
  /** In bytes: its address is a multiple of this. */
  readonly alignment: number;
  /** Of a class of the C++ library. */
  readonly library: LibraryClass | undefined;
}

/** A class template of the C++ library, with the types that it is made for. */
export interface LibraryClass {
  /** Without `std::`. */
  readonly name: string;
  readonly types: readonly CType[];
}

export interface Member {
  /** Empty: an anonymous struct or union. */
  readonly name: string;
  /** In bytes. */
  readonly offset: number;
  readonly type: CType;
  readonly bits: BitField | undefined;
  /** What a class inherits. */
  readonly isBase: boolean;
}

/** Counted from the lowest bit of the byte at the record's start. */
export interface BitField {
  readonly offset: number;
  readonly size: number;
}

export interface EnumType {
  readonly kind: 'enum';
  readonly name: string;
  readonly bytes: number;
  readonly isSigned: boolean;
  readonly enumerators: ReadonlyMap<number, string>;
}

export function isScalar({ kind }: CType): boolean {
  return ['integer', 'char', 'boolean', 'float', 'complex', 'enum', 'pointer', 'reference'].includes(kind);
}

/** In bytes: an object of this type lies at a multiple of it. */
export function alignmentOf(type: CType): number {
  switch (type.kind) {
    case 'array':
      return alignmentOf(type.element);
    case 'struct':
    case 'union':
      return type.alignment;
    case 'complex':
      return Math.max(1, type.bytes / 2);
    default:
      return Math.max(1, type.bytes);
  }
}
