import type { Primitive } from '../binary/component-items.ts';

/**
 * A resource of a component: one object for each, so that two are the same where they are the same object. `owner` is the
 * instance that made it, and undefined where the machine did.
 */
export class ResourceType {
  readonly name: string;
  /** Whether a value is what a handle of it may stand for. */
  readonly isRep: (rep: unknown) => boolean;
  readonly owner: object | undefined;
  /** Called with what a handle stood for, when the last owner has dropped it. */
  readonly destroy: ((rep: unknown) => void) | undefined;

  constructor(name: string, isRep: (rep: unknown) => boolean, owner?: object, destroy?: (rep: unknown) => void) {
    this.name = name;
    this.isRep = isRep;
    this.owner = owner;
    this.destroy = destroy;
  }
}

export interface Field {
  readonly name: string;
  readonly type: Type;
}

export interface Case {
  readonly name: string;
  readonly type: Type | undefined;
}

/** A type of a value. What values are in JavaScript: see `Value`. */
export type Type =
  | { readonly kind: Primitive }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'record'; readonly fields: readonly Field[] }
  | { readonly kind: 'tuple'; readonly of: readonly Type[] }
  | { readonly kind: 'variant'; readonly cases: readonly Case[] }
  | { readonly kind: 'enum' | 'flags'; readonly labels: readonly string[] }
  | { readonly kind: 'option'; readonly of: Type }
  | { readonly kind: 'result'; readonly ok: Type | undefined; readonly err: Type | undefined }
  | { readonly kind: 'own' | 'borrow'; readonly resource: ResourceType };

/**
 * Of a value in JavaScript: numbers, and bigint for 64 bits; strings; `Uint8Array` for `list<u8>` and arrays for other lists
 * and tuples; objects with the names of WIT for records; the label for an enum, a set of bits for flags; undefined or the
 * value for an option; `{ tag, val }` for a variant, and for a result with the tags `ok` and `err`; for a resource, what the
 * handle stands for.
 */
export type Value = unknown;

export interface Tagged {
  readonly tag: string;
  readonly val?: Value;
}

export interface FuncType {
  readonly params: readonly Field[];
  readonly result: Type | undefined;
}
