import { alignmentOf, type CType } from '../c-type.ts';
import type { ProgramMemory } from '../program-memory.ts';
import { aligned, hashNodes, listNodes, treeNodes, type NodeValues } from './library-nodes.ts';
import { memberAt, numberAt, pointerAt, type TypedPlace } from './member-at.ts';

/** An object of the C++ library as a person thinks of it. */
export type LibraryView =
  | { readonly kind: 'text'; readonly address: number; readonly bytes: number }
  /** `at`: undefined for one that is too far along a chain. */
  | { readonly kind: 'elements'; readonly count: number; readonly at: (i: number) => TypedPlace | undefined }
  | {
      readonly kind: 'pairs';
      readonly count: number;
      readonly pairs: readonly { readonly key: TypedPlace; readonly value: TypedPlace }[];
    }
  | { readonly kind: 'flags'; readonly flags: readonly boolean[]; readonly count: number }
  /** One that may point at an object; `owners`: how many of them share it. */
  | {
      readonly kind: 'pointer';
      readonly class: 'unique' | 'shared' | 'weak' | 'iterator';
      readonly to: CType;
      readonly value: number;
      readonly isArray: boolean;
      readonly owners: number;
    }
  /** The one value that it has; undefined: it has none. */
  | { readonly kind: 'value'; readonly value: TypedPlace | undefined }
  /** It has not been made yet. */
  | { readonly kind: 'unset' };

/** Flags that are shown. */
const MOST_FLAGS = 100;
/** A larger one is none: memory holds no more. */
const MOST_COUNT = 2 ** 28;

type Reader = (memory: ProgramMemory, object: TypedPlace) => LibraryView | undefined;

/** What an object of the C++ library holds. Undefined: it is no such object, or holds what such an object cannot. */
export function libraryView(memory: ProgramMemory, type: CType, address: number): LibraryView | undefined {
  const name = libraryName(type);
  const read = name === undefined || !Object.hasOwn(READERS, name) ? undefined : READERS[name];
  return read?.(memory, { type, address });
}

function libraryName(type: CType): string | undefined {
  return type.kind === 'struct' ? type.library?.name : undefined;
}

const READERS: Readonly<Record<string, Reader>> = {
  basic_string: stringView,
  basic_string_view: (memory, object) => charsView(memory, object, '__data_', '__size_'),
  vector: vectorView,
  array: (memory, object) => {
    const elements = memberAt(object, '__elems_');
    if (elements?.type.kind !== 'array' || elements.type.length.kind !== 'known') return elementsView(0, () => object);
    return rowView(elements.type.element, elements.address, elements.type.length.count);
  },
  deque: dequeView,
  initializer_list: (memory, object) => spanView(memory, object, '__begin_', '__size_'),
  span: (memory, object) => spanView(memory, object, '__data_', '__size_'),
  list: (memory, object) => nodesView(object, listNodes(memory, object)),
  set: (memory, object) => nodesView(object, treeNodes(memory, object)),
  multiset: (memory, object) => nodesView(object, treeNodes(memory, object)),
  unordered_set: (memory, object) => nodesView(object, hashNodes(memory, object)),
  unordered_multiset: (memory, object) => nodesView(object, hashNodes(memory, object)),
  map: (memory, object) => pairsView(object, treeNodes(memory, object)),
  multimap: (memory, object) => pairsView(object, treeNodes(memory, object)),
  unordered_map: (memory, object) => pairsView(object, hashNodes(memory, object)),
  unordered_multimap: (memory, object) => pairsView(object, hashNodes(memory, object)),
  stack: innerView,
  queue: innerView,
  priority_queue: innerView,
  tuple: tupleView,
  optional: (memory, object) => {
    const isThere = numberAt(memory, memberAt(object, '__engaged_'));
    if (isThere === undefined) return { kind: 'unset' };
    return { kind: 'value', value: isThere === 0 ? undefined : memberAt(object, '__val_') };
  },
  variant: variantView,
  unique_ptr: (memory, object) => smartPointer(memory, object, 'unique', 1),
  shared_ptr: sharedView,
  weak_ptr: sharedView,
  __wrap_iter: (memory, object) => {
    const place = memberAt(object, '__i_');
    const value = pointerAt(memory, place);
    if (place?.type.kind !== 'pointer') return undefined;
    if (value === undefined) return { kind: 'unset' };
    return { kind: 'pointer', class: 'iterator', to: place.type.target, value, isArray: false, owners: 0 };
  },
};

function stringView(memory: ProgramMemory, object: TypedPlace): LibraryView | undefined {
  const rep = memberAt(object, '__rep_');
  const [short, long] = [memberAt(rep, '__s'), memberAt(rep, '__l')];
  const isLong = numberAt(memory, memberAt(short, '__is_long_'));
  if (!short || !long) return undefined;
  if (isLong === undefined) return { kind: 'unset' };
  if (isLong === 1) return charsView(memory, long, '__data_', '__size_');
  const text = memberAt(short, '__data_');
  const count = numberAt(memory, memberAt(short, '__size_')) ?? 0;
  return text?.type.kind === 'array' ? textView(memory, text.type.element, text.address, count) : undefined;
}

function charsView(memory: ProgramMemory, object: TypedPlace, data: string, size: string): LibraryView | undefined {
  const [place, count] = [memberAt(object, data), numberAt(memory, memberAt(object, size))];
  const address = pointerAt(memory, place);
  if (place?.type.kind !== 'pointer') return undefined;
  if (address === undefined || count === undefined) return { kind: 'unset' };
  return textView(memory, place.type.target, address, count);
}

/** Wide characters are shown one by one. */
function textView(memory: ProgramMemory, character: CType, address: number, count: number): LibraryView | undefined {
  if (count > 0 && !memory.holds(address, count * character.bytes)) return undefined;
  return character.kind === 'char' ? { kind: 'text', address, bytes: count } : rowView(character, address, count);
}

function vectorView(memory: ProgramMemory, object: TypedPlace): LibraryView | undefined {
  const [from, to] = [memberAt(object, '__begin_'), memberAt(object, '__end_')];
  const begin = pointerAt(memory, from);
  if (from?.type.kind !== 'pointer') return undefined;
  if (begin === undefined) return { kind: 'unset' };
  if (!to) return flagsView(memory, begin, numberAt(memory, memberAt(object, '__size_')));
  const end = pointerAt(memory, to);
  if (end === undefined) return { kind: 'unset' };
  const element = from.type.target;
  const count = (end - begin) / Math.max(1, element.bytes);
  if (count > 0 && !memory.holds(begin, end - begin)) return undefined;
  return rowView(element, begin, count);
}

/** A vector of bool keeps a bit for each. */
function flagsView(memory: ProgramMemory, begin: number, count: number | undefined): LibraryView | undefined {
  if (count === undefined) return { kind: 'unset' };
  if (count > MOST_COUNT || (count > 0 && !memory.holds(begin, (count + 7) >> 3))) return undefined;
  const told = Math.min(count, MOST_FLAGS);
  const isSet = (i: number): boolean => ((memory.view.getUint8(begin + (i >> 3)) >> (i & 7)) & 1) === 1;
  return { kind: 'flags', count, flags: Array.from({ length: told }, (_, i) => isSet(i)) };
}

/** Elements lie in blocks, which a row of pointers leads to. */
function dequeView(memory: ProgramMemory, object: TypedPlace): LibraryView | undefined {
  const blocks = memberAt(memberAt(object, '__map_'), '__begin_');
  const first = pointerAt(memory, blocks);
  const start = numberAt(memory, memberAt(object, '__start_'));
  const count = numberAt(memory, memberAt(object, '__size_'));
  const [element] = typesOf(object);
  if (!blocks || !element) return undefined;
  if (first === undefined || start === undefined || count === undefined) return { kind: 'unset' };
  const inBlock = element.bytes < 256 ? Math.floor(4096 / Math.max(1, element.bytes)) : 16;
  return elementsView(count, (i) => {
    const at = start + i;
    const block = memory.word(first + 4 * Math.floor(at / inBlock));
    return block === undefined ? undefined : { type: element, address: block + (at % inBlock) * element.bytes };
  });
}

function spanView(memory: ProgramMemory, object: TypedPlace, data: string, size: string): LibraryView | undefined {
  const [place, count] = [memberAt(object, data), numberAt(memory, memberAt(object, size))];
  const address = pointerAt(memory, place);
  if (place?.type.kind !== 'pointer' || !memberAt(object, size)) return undefined;
  if (address === undefined || count === undefined) return { kind: 'unset' };
  return rowView(place.type.target, address, count);
}

function rowView(element: CType, address: number, count: number): LibraryView | undefined {
  return elementsView(count, (i) => ({ type: element, address: address + i * element.bytes }));
}

function elementsView(count: number, at: (i: number) => TypedPlace | undefined): LibraryView | undefined {
  if (!Number.isInteger(count) || count < 0 || count > MOST_COUNT) return undefined;
  return { kind: 'elements', count, at };
}

function nodesView(object: TypedPlace, nodes: NodeValues): LibraryView | undefined {
  const [element] = typesOf(object);
  if (!nodes || !element) return undefined;
  if (nodes === 'unset') return { kind: 'unset' };
  return elementsView(nodes.count, (i) => {
    const address = nodes.values[i];
    return address === undefined ? undefined : { type: element, address };
  });
}

function pairsView(object: TypedPlace, nodes: NodeValues): LibraryView | undefined {
  const [key, value] = typesOf(object);
  if (!nodes || !key || !value) return undefined;
  if (nodes === 'unset') return { kind: 'unset' };
  const behind = aligned(key.bytes, alignmentOf(value));
  const pairs = nodes.values.map((address) => ({
    key: { type: key, address },
    value: { type: value, address: address + behind },
  }));
  return { kind: 'pairs', count: nodes.count, pairs };
}

/** A stack or a queue holds another container. */
function innerView(memory: ProgramMemory, object: TypedPlace): LibraryView | undefined {
  const inner = memberAt(object, 'c');
  return inner && libraryView(memory, inner.type, inner.address);
}

/** Each element is in a base class of its own. */
function tupleView(_memory: ProgramMemory, object: TypedPlace): LibraryView | undefined {
  const base = memberAt(object, '__base_');
  if (base?.type.kind !== 'struct') return object.type.bytes <= 1 ? elementsView(0, () => object) : undefined;
  const leaves = base.type.members.filter(({ isBase }) => isBase);
  const elements = leaves.map(({ type, offset }) => {
    const leaf = { type, address: base.address + offset };
    return memberAt(leaf, '__value_') ?? leaf;
  });
  return elementsView(elements.length, (i) => elements[i]);
}

/** The alternatives lie in unions, one inside the other. */
function variantView(memory: ProgramMemory, object: TypedPlace): LibraryView | undefined {
  const impl = memberAt(object, '__impl_');
  const number = memberAt(impl, '__index');
  const index = numberAt(memory, number);
  if (!number || index === undefined) return impl && { kind: 'unset' };
  // All bits are set where an exception has left it without a value.
  if (index === 2 ** (8 * number.type.bytes) - 1) return { kind: 'value', value: undefined };
  let data = memberAt(impl, '__data');
  for (let i = 0; i < index; i++) data = memberAt(data, '__tail');
  const value = memberAt(memberAt(data, '__head'), '__value');
  return value && { kind: 'value', value };
}

function sharedView(memory: ProgramMemory, object: TypedPlace): LibraryView | undefined {
  const kind = libraryName(object.type) === 'weak_ptr' ? 'weak' : 'shared';
  const control = pointerAt(memory, memberAt(object, '__cntrl_'));
  if (control === undefined) return { kind: 'unset' };
  // The count begins at 0 for one owner; it follows the pointer to the virtual functions.
  const owners = control === 0 ? 0 : ((memory.word(control + 4) ?? 0) + 1) | 0;
  return smartPointer(memory, object, kind, owners);
}

function smartPointer(
  memory: ProgramMemory,
  object: TypedPlace,
  kind: 'unique' | 'shared' | 'weak',
  owners: number,
): LibraryView | undefined {
  const place = memberAt(object, '__ptr_');
  const value = pointerAt(memory, place);
  if (place?.type.kind !== 'pointer') return undefined;
  if (value === undefined) return { kind: 'unset' };
  const [type] = typesOf(object);
  if (!type) return undefined;
  const isArray = type.kind === 'array';
  return { kind: 'pointer', class: kind, to: isArray ? place.type.target : type, value, isArray, owners };
}

function typesOf({ type }: TypedPlace): readonly CType[] {
  return type.kind === 'struct' ? (type.library?.types ?? []) : [];
}
