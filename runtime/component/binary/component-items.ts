/** What a component is made of, in the order in which it is written: each item adds to one or more index spaces. */
export type Item =
  | { readonly kind: 'core-module'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'core-instance'; readonly from: CoreInstantiation }
  | { readonly kind: 'core-type' }
  | { readonly kind: 'component'; readonly items: readonly Item[] }
  | { readonly kind: 'instance'; readonly from: Instantiation }
  | { readonly kind: 'alias'; readonly sort: Sort; readonly target: AliasTarget }
  | { readonly kind: 'type'; readonly type: TypeForm }
  | { readonly kind: 'lift'; readonly func: number; readonly options: CanonOptions; readonly type: number }
  | { readonly kind: 'lower'; readonly func: number; readonly options: CanonOptions }
  | { readonly kind: 'resource'; readonly does: 'new' | 'drop' | 'rep'; readonly type: number }
  | { readonly kind: 'import'; readonly name: string; readonly desc: ExternDesc }
  | { readonly kind: 'export'; readonly name: string; readonly sort: Sort; readonly index: number };

/** What an index counts. */
export type Sort =
  | 'core func'
  | 'core table'
  | 'core memory'
  | 'core global'
  | 'core type'
  | 'core module'
  | 'core instance'
  | 'func'
  | 'value'
  | 'type'
  | 'component'
  | 'instance';

export interface Named {
  readonly name: string;
  readonly sort: Sort;
  readonly index: number;
}

export type CoreInstantiation =
  | { readonly module: number; readonly args: readonly { readonly name: string; readonly instance: number }[] }
  | { readonly exports: readonly Named[] };

export type Instantiation =
  { readonly component: number; readonly args: readonly Named[] } | { readonly exports: readonly Named[] };

export type AliasTarget =
  | { readonly kind: 'export'; readonly instance: number; readonly name: string }
  | { readonly kind: 'core-export'; readonly instance: number; readonly name: string }
  | { readonly kind: 'outer'; readonly depth: number; readonly index: number };

export interface CanonOptions {
  readonly encoding: 'utf8' | 'utf16' | 'latin1+utf16';
  readonly memory: number | undefined;
  readonly realloc: number | undefined;
  readonly postReturn: number | undefined;
}

export const PRIMITIVES = {
  0x7f: 'bool',
  0x7e: 's8',
  0x7d: 'u8',
  0x7c: 's16',
  0x7b: 'u16',
  0x7a: 's32',
  0x79: 'u32',
  0x78: 's64',
  0x77: 'u64',
  0x76: 'f32',
  0x75: 'f64',
  0x74: 'char',
  0x73: 'string',
} as const;
export type Primitive = (typeof PRIMITIVES)[keyof typeof PRIMITIVES];

/** A type where it is used: a primitive one, or the number of one. */
export type TypeRef = Primitive | number;

export type Labelled = readonly (readonly [string, TypeRef])[];

/** A type as it is written, with numbers for the types that it is made of. */
export type TypeForm =
  | { readonly kind: 'primitive'; readonly name: Primitive }
  | { readonly kind: 'record'; readonly fields: Labelled }
  | { readonly kind: 'variant'; readonly cases: readonly (readonly [string, TypeRef | undefined])[] }
  | { readonly kind: 'list' | 'option'; readonly of: TypeRef }
  | { readonly kind: 'tuple'; readonly of: readonly TypeRef[] }
  | { readonly kind: 'flags' | 'enum'; readonly labels: readonly string[] }
  | { readonly kind: 'result'; readonly ok: TypeRef | undefined; readonly err: TypeRef | undefined }
  | { readonly kind: 'own' | 'borrow'; readonly resource: number }
  | { readonly kind: 'func'; readonly params: Labelled; readonly result: TypeRef | undefined }
  | { readonly kind: 'resource'; readonly destructor: number | undefined }
  /** Of an instance or a component: what it declares, items of its own index spaces. */
  | { readonly kind: 'instance' | 'component'; readonly decls: readonly Decl[] };

export type Decl =
  | Extract<Item, { readonly kind: 'type' | 'alias' | 'import' | 'core-type' }>
  | { readonly kind: 'export-decl'; readonly name: string; readonly desc: ExternDesc };

export type ExternDesc =
  | { readonly kind: 'func' | 'component' | 'instance' | 'module'; readonly type: number }
  | { readonly kind: 'type'; readonly same: number }
  | { readonly kind: 'resource' }
  | { readonly kind: 'value' };
