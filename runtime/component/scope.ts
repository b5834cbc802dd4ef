import type { Item, Sort, TypeForm } from './binary/component-items.ts';
import { Unreadable } from './binary/unreadable.ts';
import type { CoreFunc, Func } from './canonical/functions.ts';
import type { FuncType, ResourceType, Type } from './canonical/types.ts';

/** What an instance of a component gives to others, by name. */
export interface Instance {
  readonly exports: ReadonlyMap<string, Entity>;
}

/** A component that can be instantiated: its items, and where it was defined, for what it takes from there. */
export interface Definition {
  readonly items: readonly Item[];
  readonly within: Scope;
}

/** A type of an instance: what is in it is made again for each instance that is imported. */
export interface Declared {
  readonly declared: Extract<TypeForm, { readonly kind: 'instance' | 'component' }>;
  readonly within: Scope;
}

export type AnyType = Type | { readonly func: FuncType } | { readonly resource: ResourceType } | Declared;

export type Entity =
  | { readonly sort: 'func'; readonly func: Func }
  | { readonly sort: 'instance'; readonly instance: Instance }
  | { readonly sort: 'component'; readonly component: Definition }
  | { readonly sort: 'type'; readonly type: AnyType }
  | { readonly sort: 'core module'; readonly module: WebAssembly.Module };

export type CoreExports = Readonly<Record<string, WebAssembly.ExportValue>>;

/** What the indices of each sort stand for. */
interface Spaces {
  readonly 'core func': CoreFunc;
  readonly 'core table': WebAssembly.Table;
  readonly 'core memory': WebAssembly.Memory;
  readonly 'core global': WebAssembly.Global;
  readonly 'core type': undefined;
  readonly 'core module': WebAssembly.Module;
  readonly 'core instance': CoreExports;
  readonly func: Func;
  readonly value: never;
  readonly type: AnyType;
  readonly component: Definition;
  readonly instance: Instance;
}

/** The index spaces of a component, or of a type that declares some, while its items are gone through. */
export class Scope {
  readonly outer: Scope | undefined;
  readonly #spaces = new Map<Sort, unknown[]>();

  constructor(outer?: Scope) {
    this.outer = outer;
  }

  add(sort: Sort, what: unknown): void {
    const space = this.#spaces.get(sort);
    if (space) space.push(what);
    else this.#spaces.set(sort, [what]);
  }

  /** Which sort of thing an index means is in the format; that it is one of this class is what the reader saw to. */
  get<S extends Sort>(sort: S, index: number): Spaces[S] {
    const space = this.#spaces.get(sort);
    if (!space || index >= space.length)
      throw new Unreadable(`This component is damaged: it refers to ${sort} ${index}, and has ${space?.length ?? 0}`);
    return space[index] as Spaces[S];
  }

  addEntity(entity: Entity): void {
    switch (entity.sort) {
      case 'func':
        return this.add('func', entity.func);
      case 'instance':
        return this.add('instance', entity.instance);
      case 'component':
        return this.add('component', entity.component);
      case 'type':
        return this.add('type', entity.type);
      case 'core module':
        return this.add('core module', entity.module);
    }
  }

  entity(sort: Sort, index: number): Entity {
    switch (sort) {
      case 'func':
        return { sort, func: this.get(sort, index) };
      case 'instance':
        return { sort, instance: this.get(sort, index) };
      case 'component':
        return { sort, component: this.get(sort, index) };
      case 'type':
        return { sort, type: this.get(sort, index) };
      case 'core module':
        return { sort, module: this.get(sort, index) };
      default:
        throw new Unreadable(`This component hands on a ${sort}, which is not supported here`);
    }
  }
}
