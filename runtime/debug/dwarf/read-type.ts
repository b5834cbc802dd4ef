import { alignmentOf, type ArrayLength, type BitField, type CType, type LibraryClass, type Member } from '../c-type.ts';
import { AT, ENCODING, FORM, TAG } from './constants.ts';
import type { Entries, Entry } from './entries.ts';
import { plainTypeName } from './plain-type-name.ts';

const VOID: CType = { kind: 'void', name: 'void', bytes: 0 };

/** Reads types when they are asked for, each once. */
export class TypeReader {
  readonly #entries: Entries;
  readonly #types = new Map<number, CType>();

  constructor(entries: Entries) {
    this.#entries = entries;
  }

  /** The type that `entry` names; `void` where it names none. */
  typeOf(entry: Entry): CType {
    const at = entry.attributes.get(AT.type);
    const target = typeof at === 'number' ? this.#entries.byOffset.get(at) : undefined;
    return target ? this.read(target) : VOID;
  }

  read(entry: Entry): CType {
    const known = this.#types.get(entry.offset);
    if (known) return known;
    const type = this.#read(entry);
    this.#types.set(entry.offset, type);
    return type;
  }

  #read(entry: Entry): CType {
    const name = textOf(entry, AT.name);
    const bytes = numberOf(entry, AT.byte_size) ?? 0;
    switch (entry.tag) {
      case TAG.base_type:
        return baseType(name, bytes, numberOf(entry, AT.encoding) ?? 0);
      case TAG.typedef:
        return renamed(this.typeOf(entry), plainTypeName(qualifiedName(entry)));
      case TAG.const_type:
        return this.#qualified(entry, 'const');
      case TAG.volatile_type:
        return this.#qualified(entry, 'volatile');
      case TAG.atomic_type:
        return this.#qualified(entry, '_Atomic');
      case TAG.restrict_type:
        return this.typeOf(entry);
      case TAG.pointer_type:
        return this.#pointer(entry, 'pointer', '*');
      case TAG.reference_type:
      case TAG.rvalue_reference_type:
        return this.#pointer(entry, 'reference', entry.tag === TAG.reference_type ? '&' : '&&');
      case TAG.array_type:
        return this.#array(entry);
      case TAG.structure_type:
      case TAG.class_type:
      case TAG.union_type:
        return this.#record(this.#defined(entry));
      case TAG.enumeration_type:
        return this.#enumeration(entry, name, bytes);
      case TAG.subroutine_type:
        return { kind: 'function', name: this.#signature(entry), bytes: 0 };
      case TAG.unspecified_type:
        return { kind: 'unknown', name, bytes: 4 };
      default:
        return { kind: 'unknown', name, bytes };
    }
  }

  #qualified(entry: Entry, word: string): CType {
    const type = this.typeOf(entry);
    if (type.kind === 'pointer' || type.kind === 'reference') {
      const { kind, bytes } = type;
      return {
        kind,
        bytes,
        name: `${type.name} ${word}`,
        get target() {
          return type.target;
        },
      };
    }
    // Of an array the elements are, and they say so.
    return type.kind === 'array' ? type : renamed(type, `${word} ${type.name}`);
  }

  #pointer(entry: Entry, kind: 'pointer' | 'reference', mark: string): CType {
    const target = (): CType => this.typeOf(entry);
    return {
      kind,
      bytes: 4,
      get name() {
        return pointerName(target(), mark);
      },
      get target() {
        return target();
      },
    };
  }

  #array(entry: Entry): CType {
    const dimensions = entry.children.filter(({ tag }) => tag === TAG.subrange_type).map(lengthOf);
    const element = this.typeOf(entry);
    const suffix = dimensions.map((one) => `[${one.kind === 'known' ? one.count : ''}]`);
    const base = element.kind === 'array' ? /^(.*?)((?:\[\d*\])*)$/.exec(element.name) : undefined;
    return dimensions.reduceRight<CType>((type, length, i) => {
      const name = arrayName(base?.[1] ?? element.name, `${suffix.slice(i).join('')}${base?.[2] ?? ''}`);
      const bytes = length.kind === 'known' ? length.count * type.bytes : 0;
      return { kind: 'array', name, bytes, element: type, length };
    }, element);
  }

  /** A class may be declared in one place and defined in another. */
  #defined(entry: Entry): Entry {
    if (entry.attributes.get(AT.declaration) !== true) return entry;
    const name = qualifiedName(entry);
    if (name === '') return entry;
    for (const unit of this.#entries.units)
      for (const other of unit.children)
        if (other.tag === entry.tag && other.attributes.get(AT.declaration) !== true && qualifiedName(other) === name)
          return other;
    return entry;
  }

  #record(entry: Entry): CType {
    const kind = entry.tag === TAG.union_type ? 'union' : 'struct';
    const own = plainTypeName(qualifiedName(entry));
    const word = entry.tag === TAG.class_type ? 'class' : kind;
    const isC = !isCxx(entry);
    const name = own === '' ? `${word} {…}` : isC ? `${word} ${own}` : own;
    const bytes = numberOf(entry, AT.byte_size) ?? 0;
    if (entry.attributes.get(AT.declaration) === true) return { kind: 'unknown', name, bytes };
    const library = this.#library(entry);
    let members: readonly Member[] | undefined;
    let alignment: number | undefined;
    const read = (): readonly Member[] =>
      entry.children.flatMap((child) => {
        const isBase = child.tag === TAG.inheritance;
        const isStatic = child.attributes.get(AT.external) === true || child.attributes.get(AT.declaration) === true;
        const isHidden = child.attributes.get(AT.artificial) === true;
        if ((child.tag !== TAG.member && !isBase) || isStatic || isHidden) return [];
        return [this.#member(child, isBase)];
      });
    // The pointer to the virtual functions is a member, too.
    const aligned = (): number =>
      entry.children
        .filter(({ tag }) => tag === TAG.member || tag === TAG.inheritance)
        .reduce(
          (most, child) => Math.max(most, numberOf(child, AT.alignment) ?? alignmentOf(this.typeOf(child))),
          numberOf(entry, AT.alignment) ?? 1,
        );
    return {
      kind,
      name,
      bytes,
      get members() {
        return (members ??= read());
      },
      get alignment() {
        return (alignment ??= aligned());
      },
      library,
    };
  }

  /** Undefined for a class that is not of the C++ library. */
  #library(entry: Entry): LibraryClass | undefined {
    const [, name] = /^std::([a-z_]+)/.exec(isCxx(entry) ? qualifiedName(entry) : '') ?? [];
    if (name === undefined || entry.parent?.tag !== TAG.namespace) return undefined;
    const typesOf = (): readonly CType[] =>
      entry.children.filter(({ tag }) => tag === TAG.template_type_parameter).map((one) => this.typeOf(one));
    let types: readonly CType[] | undefined;
    return {
      name,
      get types() {
        return (types ??= typesOf());
      },
    };
  }

  #member(entry: Entry, isBase: boolean): Member {
    const type = this.typeOf(entry);
    const at = entry.attributes.get(AT.data_member_location);
    // A virtual base's place is an expression over the object: it is not shown.
    const offset = typeof at === 'number' ? at : 0;
    return { name: isBase ? '' : textOf(entry, AT.name), offset, type, bits: bitsOf(entry, offset), isBase };
  }

  #enumeration(entry: Entry, name: string, bytes: number): CType {
    const under = this.typeOf(entry);
    const enumerators = new Map(
      entry.children
        .filter(({ tag }) => tag === TAG.enumerator)
        .map((one) => [numberOf(one, AT.const_value) ?? 0, textOf(one, AT.name)]),
    );
    const isSigned = under.kind === 'integer' ? under.isSigned : [...enumerators.keys()].some((value) => value < 0);
    const own = qualifiedName(entry);
    const shown = own === '' ? 'enum' : isCxx(entry) ? own : `enum ${own}`;
    return { kind: 'enum', name: name === '' ? 'enum' : shown, bytes, isSigned, enumerators };
  }

  #signature(entry: Entry): string {
    const parameters = entry.children.flatMap((child) => {
      if (child.tag === TAG.formal_parameter) return [this.typeOf(child).name];
      return child.tag === TAG.unspecified_parameters ? ['...'] : [];
    });
    return `${this.typeOf(entry).name} (${parameters.join(', ')})`;
  }
}

const TAG_WORDS: ReadonlyMap<number, string> = new Map([
  [TAG.structure_type, 'struct'],
  [TAG.union_type, 'union'],
  [TAG.enumeration_type, 'enum'],
  [TAG.class_type, 'class'],
]);

/** The entries of types by the names that a person writes for them. */
export function namedTypes({ byOffset }: Entries): ReadonlyMap<string, Entry> {
  const named = new Map<string, Entry>();
  for (const entry of byOffset.values()) {
    const word = TAG_WORDS.get(entry.tag);
    const isType = word !== undefined || entry.tag === TAG.typedef || entry.tag === TAG.base_type;
    if (!isType || entry.attributes.get(AT.declaration) === true) continue;
    const name = qualifiedName(entry);
    if (name === '') continue;
    const names = word === undefined ? [name] : isCxx(entry) ? [`${word} ${name}`, name] : [`${word} ${name}`];
    for (const one of names) if (!named.has(one)) named.set(one, entry);
  }
  return named;
}

/** The values of enumerators by their names; of C++ also as `Color::red`. */
export function namedConstants({ byOffset }: Entries): ReadonlyMap<string, number> {
  const named = new Map<string, number>();
  for (const entry of byOffset.values()) {
    if (entry.tag !== TAG.enumerator) continue;
    const value = numberOf(entry, AT.const_value);
    const name = textOf(entry, AT.name);
    if (value === undefined) continue;
    for (const one of [name, `${entry.parent ? qualifiedName(entry.parent) : ''}::${name}`])
      if (!named.has(one)) named.set(one, value);
  }
  return named;
}

export function numberOf(entry: Entry, attribute: number): number | undefined {
  const value = entry.attributes.get(attribute);
  return typeof value === 'number' ? value : undefined;
}

export function textOf(entry: Entry, attribute: number): string {
  const value = entry.attributes.get(attribute);
  return typeof value === 'string' ? value : '';
}

/** With the namespaces and classes that it stands in. */
export function qualifiedName(entry: Entry): string {
  const name = textOf(entry, AT.name);
  if (name === '') return '';
  const scopes: string[] = [name];
  const named: readonly number[] = [TAG.namespace, TAG.structure_type, TAG.class_type, TAG.union_type];
  for (let outer = entry.parent; outer && named.includes(outer.tag); outer = outer.parent) {
    const scope = textOf(outer, AT.name);
    // C++ passes over `inline namespace __2` of its library, and over those without a name.
    if (scope !== '' && !/^__\d+$/.test(scope)) scopes.unshift(scope);
  }
  return scopes.join('::');
}

const CXX_LANGUAGES: readonly number[] = [0x04, 0x1a, 0x21, 0x2b, 0x3a, 0x3b];
const AT_LANGUAGE = 0x13;

function isCxx(entry: Entry): boolean {
  let unit = entry;
  while (unit.parent) unit = unit.parent;
  return CXX_LANGUAGES.includes(numberOf(unit, AT_LANGUAGE) ?? 0);
}

function renamed(type: CType, name: string): CType {
  // Members and targets are read late: spreading would read them now.
  return Object.create(type, { name: { value: name, enumerable: true } }) as CType;
}

function baseType(name: string, bytes: number, encoding: number): CType {
  switch (encoding) {
    case ENCODING.boolean:
      return { kind: 'boolean', name, bytes };
    case ENCODING.float:
      return { kind: 'float', name, bytes };
    case ENCODING.complex_float: {
      // clang calls all three of them `complex`.
      const half = bytes === 8 ? 'float' : bytes === 16 ? 'double' : 'long double';
      return { kind: 'complex', name: `${half} _Complex`, bytes };
    }
    case ENCODING.signed_char:
    case ENCODING.unsigned_char:
      if (name === 'char') return { kind: 'char', name, bytes: 1, isSigned: encoding === ENCODING.signed_char };
      return { kind: 'integer', name, bytes, isSigned: encoding === ENCODING.signed_char };
    case ENCODING.signed:
      return { kind: 'integer', name, bytes, isSigned: true };
    default:
      return { kind: 'integer', name, bytes, isSigned: false };
  }
}

function pointerName(target: CType, mark: string): string {
  const { name } = target;
  if (target.kind === 'function') return name.replace(/ \(/, ` (${mark})(`);
  if (target.kind === 'array') return name.replace(/\[/, ` (${mark})[`);
  return name.endsWith('*') || name.endsWith('&') ? `${name}${mark}` : `${name} ${mark}`;
}

/** Of pointers to functions or to arrays: `int (*[2])(int)`. */
function arrayName(element: string, lengths: string): string {
  return element.includes('(*') ? element.replace(/\(\*+/, (mark) => `${mark}${lengths}`) : `${element}${lengths}`;
}

function lengthOf(subrange: Entry): ArrayLength {
  const count = subrange.attributes.get(AT.count);
  const isReference = (attribute: number): boolean =>
    [FORM.ref1, FORM.ref2, FORM.ref4, FORM.ref_udata].includes((subrange.forms.get(attribute) ?? 0) as never);
  if (typeof count === 'number')
    return isReference(AT.count) ? { kind: 'variable', entry: count } : { kind: 'known', count };
  const upper = subrange.attributes.get(AT.upper_bound);
  if (typeof upper === 'number' && !isReference(AT.upper_bound)) return { kind: 'known', count: upper + 1 };
  return { kind: 'open' };
}

function bitsOf(entry: Entry, offset: number): BitField | undefined {
  const size = numberOf(entry, AT.bit_size);
  if (size === undefined) return undefined;
  const fromStart = numberOf(entry, AT.data_bit_offset);
  if (fromStart !== undefined) return { offset: fromStart, size };
  // DWARF 3 counts from the highest bit of a storage unit of `byte_size` bytes.
  const storage = numberOf(entry, AT.byte_size) ?? 4;
  return { offset: offset * 8 + storage * 8 - (numberOf(entry, AT.bit_offset) ?? 0) - size, size };
}
