import type { CanonOptions, Item, Named, Sort } from './binary/component-items.ts';
import { Unreadable } from './binary/unreadable.ts';
import type { Caller } from './layers.ts';
import type { Side } from './canonical/context.ts';
import { lifted, lowered, type CoreFunc, type Func } from './canonical/functions.ts';
import { Handles } from './canonical/handles.ts';
import { ResourceType, type FuncType } from './canonical/types.ts';
import { DeclaredCount, type Found } from './declaring.ts';
import { aliased, declaredExports, described, funcTypeAt, resolveType, resourceAt } from './resolve-type.ts';
import { Scope, type CoreExports, type Definition, type Entity, type Instance } from './scope.ts';

/** What a component is given, and how its core modules are made. */
export interface Surroundings {
  /**
   * The function that the machine has under the name of an interface and its own; undefined: it has none. Throws a sentence
   * where it is declared otherwise than it is.
   */
  readonly find: (interfaceName: string, name: string, type: FuncType) => Func | undefined;
  readonly resource: (interfaceName: string, name: string) => ResourceType | undefined;
  /** Where a component in it is to be told from the others: the one that makes a call. */
  readonly caller?: (caller: Caller) => void;
  readonly compile: (bytes: Uint8Array<ArrayBuffer>) => WebAssembly.Module;
  readonly instantiate: (module: WebAssembly.Module, imports: WebAssembly.Imports) => WebAssembly.Instance;
}

export interface ComponentInstance extends Instance {
  /** Drops all that it holds. */
  readonly end: () => void;
}

/** Instantiates a component with what the machine has for its imports. */
export function instantiateComponent(items: readonly Item[], around: Surroundings): ComponentInstance {
  const shared: Shared = { count: new DeclaredCount(), tables: [] };
  const { exports } = new Making({ items, within: new Scope() }, around, undefined, shared).make();
  return {
    exports,
    end: () => {
      for (const handles of shared.tables) handles.dropAll();
    },
  };
}

/** What a component and those in it have in common. */
interface Shared {
  readonly count: DeclaredCount;
  /** Of each instance. */
  readonly tables: Handles[];
}

/** What a module exports, by the sort that a component takes it as. */
const CORE_KINDS: Readonly<Partial<Record<Sort, abstract new (...args: never[]) => object>>> = {
  'core func': Function,
  'core table': WebAssembly.Table,
  'core memory': WebAssembly.Memory,
  'core global': WebAssembly.Global,
};

/** One component instance, while its items are gone through. */
class Making implements Caller {
  readonly #definition: Definition;
  readonly #around: Surroundings;
  /** By name, where the component stands in another one; undefined where the machine gives it what it imports. */
  readonly #args: ReadonlyMap<string, Entity> | undefined;
  readonly #shared: Shared;
  readonly #scope: Scope;
  readonly #handles = new Handles();
  readonly #exports = new Map<string, Entity>();

  constructor(
    definition: Definition,
    around: Surroundings,
    args: ReadonlyMap<string, Entity> | undefined,
    shared: Shared,
  ) {
    this.#definition = definition;
    this.#around = around;
    this.#args = args;
    this.#shared = shared;
    shared.tables.push(this.#handles);
    this.#scope = new Scope(definition.within);
  }

  /** After what it has to offer; the whole has no name. */
  get name(): string {
    const [first] = this.#exports.keys();
    return this.#args ? `component ${first ?? 'in it'}` : 'program';
  }

  holds(): readonly string[] {
    return this.#handles.shown();
  }

  make(): Instance {
    for (const item of this.#definition.items) this.#add(item);
    return { exports: this.#exports };
  }

  #add(item: Item): void {
    const scope = this.#scope;
    switch (item.kind) {
      case 'core-module':
        return scope.add('core module', this.#around.compile(item.bytes));
      case 'core-type':
        return scope.add('core type', undefined);
      case 'core-instance':
        return scope.add('core instance', this.#coreInstance(item));
      case 'component':
        return scope.add('component', { items: item.items, within: scope });
      case 'instance':
        return scope.add('instance', this.#instance(item));
      case 'alias':
        return scope.add(item.sort, this.#alias(item));
      case 'type':
        return scope.add('type', resolveType(item.type, scope, { newResource: (by) => this.#newResource(by) }));
      case 'lift':
        return scope.add('func', this.#lift(item));
      case 'lower':
        return scope.add('core func', lowered(scope.get('func', item.func), this.#side(item.options)));
      case 'resource':
        return scope.add('core func', this.#resource(item));
      case 'import':
        return scope.addEntity(this.#import(item));
      case 'export': {
        const entity = scope.entity(item.sort, item.index);
        this.#exports.set(item.name, entity);
        return scope.addEntity(entity);
      }
    }
  }

  #import({ name, desc }: Extract<Item, { readonly kind: 'import' }>): Entity {
    if (this.#args) {
      const given = this.#args.get(name);
      if (!given)
        throw new Unreadable(`This component is damaged: a component in it imports ${name}, and nothing provides that`);
      return given;
    }
    const scope = this.#scope;
    if (desc.kind !== 'instance') return described(name, desc, scope, this.#of(''), this.#shared.count);
    const exports = declaredExports(scope.get('type', desc.type), this.#of(name), this.#shared.count);
    return { sort: 'instance', instance: { exports } };
  }

  #of(interfaceName: string): Found {
    return {
      func: (name, type) => this.#found(interfaceName, name, type),
      // What this machine does not make has no handles.
      resource: (name) => this.#around.resource(interfaceName, name) ?? new ResourceType(name, () => false),
    };
  }

  #found(interfaceName: string, name: string, type: FuncType): Entity {
    const func = this.#around.find(interfaceName, name, type);
    if (!func)
      throw new Unreadable(`This component imports ${name} of ${interfaceName}, which this machine does not have`);
    return { sort: 'func', func };
  }

  #instance({ from }: Extract<Item, { readonly kind: 'instance' }>): Instance {
    const scope = this.#scope;
    if ('exports' in from)
      return { exports: new Map(from.exports.map(({ name, sort, index }) => [name, scope.entity(sort, index)])) };
    const args = new Map(from.args.map(({ name, sort, index }: Named) => [name, scope.entity(sort, index)]));
    return new Making(scope.get('component', from.component), this.#around, args, this.#shared).make();
  }

  #coreInstance({ from }: Extract<Item, { readonly kind: 'core-instance' }>): CoreExports {
    const scope = this.#scope;
    if ('exports' in from) {
      const made = Object.create(null) as Record<string, WebAssembly.ExportValue>;
      for (const { name, sort, index } of from.exports) made[name] = scope.get(sort, index) as WebAssembly.ExportValue;
      return made;
    }
    const imports = Object.create(null) as Record<string, CoreExports>;
    for (const { name, instance } of from.args) imports[name] = scope.get('core instance', instance);
    return this.#around.instantiate(scope.get('core module', from.module), imports).exports;
  }

  #alias(item: Extract<Item, { readonly kind: 'alias' }>): unknown {
    const { target } = item;
    if (target.kind !== 'core-export') return aliased(item, this.#scope);
    const exported = this.#scope.get('core instance', target.instance)[target.name];
    const kind = CORE_KINDS[item.sort];
    if (!kind || !(exported instanceof kind))
      throw new Unreadable(`This component is damaged: a module of it exports no ${item.sort} ${target.name}`);
    return exported;
  }

  #lift({ func, options, type }: Extract<Item, { readonly kind: 'lift' }>): Func {
    const { postReturn } = options;
    return lifted(
      this.#scope.get('core func', func),
      funcTypeAt(type, this.#scope),
      this.#side(options),
      postReturn === undefined ? undefined : this.#scope.get('core func', postReturn),
    );
  }

  #side({ encoding, memory, realloc }: CanonOptions): Side {
    const scope = this.#scope;
    const heldMemory = memory === undefined ? undefined : scope.get('core memory', memory);
    const heldRealloc =
      realloc === undefined ? undefined : (scope.get('core func', realloc) as ReturnType<Side['realloc']>);
    const { caller } = this.#around;
    return {
      instance: this,
      calls: caller && (() => caller(this)),
      handles: this.#handles,
      encoding,
      memory: () => heldMemory,
      realloc: () => heldRealloc,
    };
  }

  #newResource(destructor: number | undefined): ResourceType {
    return new ResourceType(
      'resource of its own',
      (rep) => typeof rep === 'number',
      this,
      (rep) => {
        if (destructor !== undefined) this.#scope.get('core func', destructor)(rep as number);
      },
    );
  }

  #resource({ does, type }: Extract<Item, { readonly kind: 'resource' }>): CoreFunc {
    const resource = resourceAt(type, this.#scope);
    const handles = this.#handles;
    if (does !== 'drop' && resource.owner !== this)
      throw new Unreadable(
        `This component is damaged: it creates or inspects a ${resource.name}, which only the component that defines it may do`,
      );
    switch (does) {
      case 'new':
        return (rep) => handles.add(resource, rep);
      case 'rep':
        return (index) => handles.borrow(Number(index), resource) as number;
      case 'drop':
        return (index) => {
          handles.drop(Number(index), resource);
          return undefined;
        };
    }
  }
}
