import type { FuncType, Type } from './types.ts';

/** Whether two functions take and return the same. The names of parameters do not count: nothing goes by them. */
export function sameFunc(a: FuncType, b: FuncType): boolean {
  return sameList(a.params, b.params, (one, other) => sameType(one.type, other.type)) && sameMaybe(a.result, b.result);
}

/** Whether two types have the same values, with the same names in them. Goes no deeper than the shallower of them. */
export function sameType(a: Type, b: Type): boolean {
  switch (a.kind) {
    case 'list':
    case 'option':
      return b.kind === a.kind && sameType(a.of, b.of);
    case 'tuple':
      return b.kind === 'tuple' && sameList(a.of, b.of, sameType);
    case 'record':
      return (
        b.kind === 'record' &&
        sameList(a.fields, b.fields, (one, other) => one.name === other.name && sameType(one.type, other.type))
      );
    case 'variant':
      return (
        b.kind === 'variant' &&
        sameList(a.cases, b.cases, (one, other) => one.name === other.name && sameMaybe(one.type, other.type))
      );
    case 'enum':
    case 'flags':
      return b.kind === a.kind && sameList(a.labels, b.labels, (one, other) => one === other);
    case 'result':
      return b.kind === 'result' && sameMaybe(a.ok, b.ok) && sameMaybe(a.err, b.err);
    case 'own':
    case 'borrow':
      return b.kind === a.kind && a.resource === b.resource;
    default:
      return b.kind === a.kind;
  }
}

function sameMaybe(a: Type | undefined, b: Type | undefined): boolean {
  return a && b ? sameType(a, b) : a === b;
}

function sameList<T>(a: readonly T[], b: readonly T[], isSame: (one: T, other: T) => boolean): boolean {
  return a.length === b.length && a.every((one, i) => isSame(one, b[i] as T));
}
