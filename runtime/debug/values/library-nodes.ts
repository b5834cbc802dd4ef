import { alignmentOf, type CType } from '../c-type.ts';
import type { ProgramMemory } from '../program-memory.ts';
import { memberAt, numberAt, pointerAt, type TypedPlace } from './member-at.ts';

/** Where the values of a container with nodes lie, the first ones in order; `unset`: it has not been made yet. */
export type NodeValues = { readonly count: number; readonly values: readonly number[] } | 'unset' | undefined;

/** Nodes that are shown; a longer list is cut here. */
const MOST_NODES = 100;
/** A tree is no deeper, with as many nodes as memory holds. */
const MOST_DEPTH = 64;

/** A node is the pointers to the one before and the one after, and the value. */
export function listNodes(memory: ProgramMemory, list: TypedPlace): NodeValues {
  const count = numberAt(memory, memberAt(list, '__size_'));
  const first = pointerAt(memory, memberAt(memberAt(list, '__end_'), '__next_'));
  if (!memberAt(list, '__end_')) return undefined;
  if (count === undefined || first === undefined) return 'unset';
  return chained(memory, first, count, 4, valueOffset(8, elementOf(list)));
}

/** A node is the pointer to the next one, the hash, and the value. */
export function hashNodes(memory: ProgramMemory, container: TypedPlace): NodeValues {
  const table = memberAt(container, '__table_');
  const count = numberAt(memory, memberAt(table, '__size_'));
  const first = pointerAt(memory, memberAt(memberAt(table, '__first_node_'), '__next_'));
  if (!table) return undefined;
  if (count === undefined || first === undefined) return 'unset';
  return chained(memory, first, count, 0, valueOffset(8, elementOf(container)));
}

function chained(memory: ProgramMemory, first: number, count: number, next: number, value: number): NodeValues {
  const values: number[] = [];
  let node: number | undefined = first;
  while (values.length < Math.min(count, MOST_NODES)) {
    if (node === undefined || !memory.holds(node, value)) return undefined;
    values.push(node + value);
    node = memory.word(node + next);
  }
  return { count, values };
}

/** A node is the pointers to the left, to the right and up, a byte for its colour, and the value. */
export function treeNodes(memory: ProgramMemory, container: TypedPlace): NodeValues {
  const tree = memberAt(container, '__tree_');
  const count = numberAt(memory, memberAt(tree, '__size_'));
  const root = pointerAt(memory, memberAt(memberAt(tree, '__end_node_'), '__left_'));
  if (!tree) return undefined;
  if (count === undefined || root === undefined) return 'unset';
  const value = valueOffset(13, elementOf(container));
  const values: number[] = [];
  const open: number[] = [];
  let node = root;
  while ((node !== 0 || open.length > 0) && values.length < Math.min(count, MOST_NODES)) {
    for (; node !== 0; node = memory.word(node) ?? 0) {
      if (!memory.holds(node, value) || open.length > MOST_DEPTH) return undefined;
      open.push(node);
    }
    const at = open.pop() ?? 0;
    values.push(at + value);
    node = memory.word(at + 4) ?? 0;
  }
  return values.length < Math.min(count, MOST_NODES) ? undefined : { count, values };
}

/** The types of a map are those of its keys and values, of which each element is a pair. */
function elementOf({ type }: TypedPlace): readonly CType[] {
  if (type.kind !== 'struct' || !type.library) return [];
  const { name, types } = type.library;
  return types.slice(0, name.endsWith('map') ? 2 : 1);
}

function valueOffset(header: number, types: readonly CType[]): number {
  return aligned(header, Math.max(1, ...types.map(alignmentOf)));
}

/** The first multiple of an alignment from there on. */
export function aligned(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}
