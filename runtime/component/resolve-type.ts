import type { Decl, ExternDesc, TypeForm, TypeRef } from './binary/component-items.ts';
import { Unreadable } from './binary/unreadable.ts';
import { casesOf, partsOf } from './canonical/layout.ts';
import { ResourceType, type Field, type FuncType, type Type } from './canonical/types.ts';
import type { DeclaredCount, Found } from './declaring.ts';
import { Scope, type AnyType, type Entity } from './scope.ts';

/** Types in one another: more than programs are written with, and few enough for our own stack when a value is passed. */
const DEEPEST = 100;
const DEPTHS = new WeakMap<Type, number>();

/** A type as it is written, with the types that it is made of in place of their numbers. `owner` has its resources. */
export function resolveType(form: TypeForm, scope: Scope, owner: ResourceOwner | undefined): AnyType {
  const type = resolved(form, scope, owner);
  if (!('kind' in type)) return type;
  let depth = 1;
  for (const part of innerTypes(type)) depth = Math.max(depth, 1 + (DEPTHS.get(part) ?? 0));
  if (depth > DEEPEST) throw new Unreadable('This component nests types too deeply to be read');
  DEPTHS.set(type, depth);
  return type;
}

function innerTypes(type: Type): readonly Type[] {
  if (type.kind === 'list') return [type.of];
  return partsOf(type) ?? casesOf(type)?.flatMap((one) => one.type ?? []) ?? [];
}

function resolved(form: TypeForm, scope: Scope, owner: ResourceOwner | undefined): AnyType {
  switch (form.kind) {
    case 'primitive':
      return { kind: form.name };
    case 'list':
    case 'option':
      return { kind: form.kind, of: valueType(form.of, scope) };
    case 'record':
      return { kind: 'record', fields: fields(form.fields, scope) };
    case 'tuple':
      return { kind: 'tuple', of: form.of.map((one) => valueType(one, scope)) };
    case 'variant':
      return { kind: 'variant', cases: form.cases.map(([name, type]) => ({ name, type: maybe(type, scope) })) };
    case 'enum':
    case 'flags':
      return { kind: form.kind, labels: form.labels };
    case 'result':
      return { kind: 'result', ok: maybe(form.ok, scope), err: maybe(form.err, scope) };
    case 'own':
    case 'borrow':
      return { kind: form.kind, resource: resourceAt(form.resource, scope) };
    case 'func':
      return { func: { params: fields(form.params, scope), result: maybe(form.result, scope) } };
    case 'resource':
      return { resource: owner?.newResource(form.destructor) ?? new ResourceType('resource', () => false) };
    case 'instance':
    case 'component':
      return { declared: form, within: scope };
  }
}

/** Makes the resources that a component defines. */
export interface ResourceOwner {
  newResource(destructor: number | undefined): ResourceType;
}

export function funcTypeAt(index: number, scope: Scope): FuncType {
  const type = scope.get('type', index);
  if (!('func' in type)) throw new Unreadable(`This component is damaged: type ${index} is not a function type`);
  return type.func;
}

export function resourceAt(index: number, scope: Scope): ResourceType {
  const type = scope.get('type', index);
  if (!('resource' in type)) throw new Unreadable(`This component is damaged: type ${index} is not a resource`);
  return type.resource;
}

/** What an instance of a declared type has in it: functions and resources as `found` has them. */
export function declaredExports(
  type: AnyType,
  found: Found,
  count: DeclaredCount,
  depth = 0,
): ReadonlyMap<string, Entity> {
  if (!('declared' in type)) throw new Unreadable('This component is damaged: it imports an instance of no known type');
  const scope = new Scope(type.within);
  const exports = new Map<string, Entity>();
  for (const decl of type.declared.decls) {
    count.add(depth);
    const entity = declare(decl, scope, found, count, depth);
    if (entity && decl.kind === 'export-decl') exports.set(decl.name, entity);
  }
  return exports;
}

function declare(decl: Decl, scope: Scope, found: Found, count: DeclaredCount, depth: number): Entity | undefined {
  switch (decl.kind) {
    case 'type':
      scope.add('type', resolveType(decl.type, scope, undefined));
      return undefined;
    case 'core-type':
      scope.add('core type', undefined);
      return undefined;
    case 'alias':
      scope.add(decl.sort, aliased(decl, scope));
      return undefined;
    case 'import':
      throw new Unreadable(
        `This component imports an instance with an import of its own, ${decl.name}, which is not supported here`,
      );
    case 'export-decl': {
      const entity = described(decl.name, decl.desc, scope, found, count, depth);
      scope.addEntity(entity);
      return entity;
    }
  }
}

/** The entity that is declared under `name`. */
export function described(
  name: string,
  desc: ExternDesc,
  scope: Scope,
  found: Found,
  count: DeclaredCount,
  depth = 0,
): Entity {
  switch (desc.kind) {
    case 'func':
      return found.func(name, funcTypeAt(desc.type, scope));
    case 'type':
      return { sort: 'type', type: scope.get('type', desc.same) };
    case 'resource':
      return { sort: 'type', type: { resource: found.resource(name) } };
    case 'instance': {
      const within: Found = {
        func: (inner, type) => found.func(`${name}/${inner}`, type),
        resource: (inner) => found.resource(`${name}/${inner}`),
      };
      const exports = declaredExports(scope.get('type', desc.type), within, count, depth + 1);
      return { sort: 'instance', instance: { exports } };
    }
    default:
      throw new Unreadable(`This component imports ${name}, a ${desc.kind}, which is not supported here`);
  }
}

export function aliased({ sort, target }: Extract<Decl, { readonly kind: 'alias' }>, scope: Scope): unknown {
  if (target.kind !== 'outer') {
    if (target.kind === 'core-export')
      throw new Unreadable('This component is damaged: a type refers to a core module');
    const exported = scope.get('instance', target.instance).exports.get(target.name);
    if (exported?.sort !== sort)
      throw new Unreadable(`This component is damaged: it refers to the ${sort} ${target.name}, which does not exist`);
    const held = new Scope();
    held.addEntity(exported);
    return held.get(sort, 0);
  }
  let from: Scope | undefined = scope;
  for (let up = target.depth; up > 0; up--) from = from?.outer;
  if (!from) throw new Unreadable('This component is damaged: it refers to something outside of itself');
  return from.get(sort, target.index);
}

function valueType(ref: TypeRef, scope: Scope): Type {
  if (typeof ref === 'string') return { kind: ref };
  const type = scope.get('type', ref);
  if (!('kind' in type)) throw new Unreadable(`This component is damaged: type ${ref} is not a value type`);
  return type;
}

function maybe(ref: TypeRef | undefined, scope: Scope): Type | undefined {
  return ref === undefined ? undefined : valueType(ref, scope);
}

function fields(labelled: readonly (readonly [string, TypeRef])[], scope: Scope): readonly Field[] {
  return labelled.map(([name, ref]) => ({ name, type: valueType(ref, scope) }));
}
