import { PRIMITIVES } from '../binary/component-items.ts';
import { ResourceType, type Case, type Field, type FuncType, type Type } from '../canonical/types.ts';

/** Functions and resources by interface and name, with a space between. */
export interface Signatures {
  readonly functions: ReadonlyMap<string, FuncType>;
  readonly resources: ReadonlyMap<string, ResourceType>;
}

type Classes = ReadonlyMap<string, abstract new (...args: never[]) => object>;

const NEW_LINE = /\n(?! )/;
const FUNCTION = /^(?:([a-z-]+)\.)?((?:\[[a-z]+\])?[.a-z0-9-]+)\((.*)\)(?:\s+-> (.*))?$/s;
const TOKEN = /[A-Za-z][A-Za-z0-9-]*|[<>,:_]/g;
const PRIMITIVE_NAMES: ReadonlySet<string> = new Set(Object.values(PRIMITIVES));

/** Reads the notation of `wit.ts`. What is wrong in it is our own fault, and throws. */
export function readSignatures(text: string, classes: Classes): Signatures {
  const functions = new Map<string, FuncType>();
  const resources = new Map<string, ResourceType>();
  const named = new Map<string, ResourceType>();
  const types = new Map<string, Type>();
  let at = '';
  for (const line of text.split(NEW_LINE)) {
    const [first = '', second = '', , ...rest] = line.split(' ');
    if (first === '') continue;
    if (first.startsWith('wasi:')) at = first;
    else if (first === 'resource') {
      const made = classes.get(second);
      const resource = new ResourceType(
        second,
        (rep) => made !== undefined && rep instanceof made,
        undefined,
        closeRep,
      );
      resources.set(`${at} ${second}`, resource);
      named.set(second, resource);
    } else if (first === 'type') types.set(second, new Expression(rest.join(' '), types, named).only());
    else {
      const [, resource, name = '', params = '', result] = FUNCTION.exec(line) ?? wrong(line);
      const taken = new Expression(params, types, named).list();
      const self: readonly Type[] = resource ? [{ kind: 'borrow', resource: resourceNamed(named, resource) }] : [];
      functions.set(`${at} ${resource ? `[method]${resource}.${name}` : name}`, {
        params: [...self, ...taken].map((type, i) => ({ name: String(i), type })),
        result: result === undefined ? undefined : new Expression(result, types, named).only(),
      });
    }
  }
  return { functions, resources };
}

/** What the machine hands out closes itself, if there is anything to close. */
function closeRep(rep: unknown): void {
  (rep as { drop?: () => void }).drop?.();
}

function resourceNamed(named: ReadonlyMap<string, ResourceType>, name: string): ResourceType {
  return named.get(name) ?? wrong(name);
}

function wrong(what: string): never {
  throw new TypeError(`The signatures of WASI 0.2 cannot be read at "${what}"`);
}

/** Types as they are written, one after the other. */
class Expression {
  readonly #tokens: readonly string[];
  readonly #types: ReadonlyMap<string, Type>;
  readonly #resources: ReadonlyMap<string, ResourceType>;
  #at = 0;

  constructor(text: string, types: ReadonlyMap<string, Type>, resources: ReadonlyMap<string, ResourceType>) {
    this.#tokens = text.match(TOKEN) ?? [];
    this.#types = types;
    this.#resources = resources;
  }

  only(): Type {
    const type = this.#type();
    return this.#peek() === '' ? type : wrong(this.#peek());
  }

  list(): readonly Type[] {
    const types: Type[] = [];
    while (this.#peek() !== '') {
      types.push(this.#type());
      if (this.#peek() !== '') this.#expect(',');
    }
    return types;
  }

  #type(): Type {
    const word = this.#next();
    switch (word) {
      case 'list':
      case 'option':
        return { kind: word, of: this.#between(() => this.#type())[0] ?? wrong(word) };
      case 'own':
      case 'borrow': {
        const [name = wrong(word)] = this.#between(() => this.#next());
        return { kind: word, resource: resourceNamed(this.#resources, name) };
      }
      case 'tuple':
        return { kind: word, of: this.#between(() => this.#type()) };
      case 'enum':
      case 'flags':
        return { kind: word, labels: this.#between(() => this.#next()) };
      case 'result': {
        const [ok, err] = this.#peek() === '<' ? this.#between(() => this.#unlessNone()) : [];
        return { kind: word, ok, err };
      }
      case 'record':
        return { kind: word, fields: this.#between((): Field => ({ name: this.#label(), type: this.#type() })) };
      case 'variant':
        return { kind: word, cases: this.#between(() => this.#case()) };
      default:
        return PRIMITIVE_NAMES.has(word) ? ({ kind: word } as Type) : (this.#types.get(word) ?? wrong(word));
    }
  }

  #case(): Case {
    const name = this.#next();
    if (this.#peek() !== ':') return { name, type: undefined };
    this.#next();
    return { name, type: this.#type() };
  }

  #label(): string {
    const label = this.#next();
    this.#expect(':');
    return label;
  }

  #unlessNone(): Type | undefined {
    if (this.#peek() !== '_') return this.#type();
    this.#next();
    return undefined;
  }

  #between<T>(one: () => T): T[] {
    this.#expect('<');
    const all = [one()];
    while (this.#peek() === ',') {
      this.#next();
      all.push(one());
    }
    this.#expect('>');
    return all;
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #next(): string {
    return this.#tokens[this.#at++] ?? wrong('the end');
  }

  #expect(token: string): void {
    if (this.#next() !== token) wrong(token);
  }
}
