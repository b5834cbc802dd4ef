import type { DescriptorRow } from '../../../runtime/trace/descriptor-row.ts';
import { abridged, heldGroups, shareLeft, type HeldGroup } from './right-groups.ts';
import { processText } from '../../../runtime/trace/wording.ts';
import { processOf, type Mark, type MarkedRow } from './table-model.ts';
import { kindText } from './row-text.ts';

/** Pixels. */
const ROW = 56;
const NODE = 36;
const INDENT = 20;
const TOP = NODE + 28;
const DESCRIPTOR_WIDTH = 124;
const THINGS_AT_LEAST = 104;
const EDGE_AT_LEAST = 96;
/** How thick the edge of a capability is that has all its rights, and of one that has none left. */
const THICKEST = 6;
const THINNEST = 1;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DescriptorNode extends Box {
  readonly row: DescriptorRow;
  readonly mark: Mark | undefined;
}

/** A file, a folder or a device: what descriptors are of. */
export interface ThingNode extends Box {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
}

/** From a descriptor to what it is of, with the rights on it. */
export interface HoldingEdge {
  readonly id: number;
  readonly path: string;
  readonly width: number;
  /** Where the words stand: above the middle of the edge. */
  readonly labelX: number;
  readonly labelY: number;
  readonly labelWidth: number;
  readonly groups: readonly HeldGroup[];
  /** How many more are held in full. */
  readonly others: number;
  readonly isRevoked: boolean;
}

/** From what something was opened through. */
export interface DescentEdge {
  readonly id: number;
  readonly path: string;
}

/** A process: the program, or one that it started. */
export interface ProcessNode extends Box {
  readonly number: number;
  readonly name: string;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly processes: readonly ProcessNode[];
  readonly descriptors: readonly DescriptorNode[];
  readonly things: readonly ThingNode[];
  readonly holdings: readonly HoldingEdge[];
  readonly descents: readonly DescentEdge[];
  /** From what a process has to what it has handed on to another one. */
  readonly handings: readonly DescentEdge[];
}

/**
 * Each process above its descriptors, which are a tree, each opened one under the one that it was opened through,
 * and at the right what they are of. `width` is what there is room for.
 */
export function layOut(rows: readonly MarkedRow[], width: number): GraphLayout {
  const ordered = inTreeOrder(rows);
  const deepest = Math.max(0, ...ordered.map(({ depth }) => depth));
  const left = 8;
  const least = left + INDENT * (deepest + 1) + DESCRIPTOR_WIDTH + EDGE_AT_LEAST + THINGS_AT_LEAST + 8;
  const full = Math.max(width, least);
  const spare = Math.min(full - least, 200);
  const thingWidth = THINGS_AT_LEAST + spare / 2;
  const thingX = full - thingWidth - 8;

  const processes: ProcessNode[] = [];
  const handings: DescentEdge[] = [];
  const descriptors: DescriptorNode[] = [];
  const things = new Map<string, ThingNode>();
  const holdings: HoldingEdge[] = [];
  const descents: DescentEdge[] = [];
  const boxes = new Map<number, Box>();

  let next = 8;
  for (const { row, mark, depth } of ordered) {
    const number = processOf(row);
    let process = processes.find((one) => one.number === number);
    if (!process) {
      const name = row.process ? processText(row.process) : 'program';
      process = { x: left, y: next, width: 96, height: NODE, number, name };
      processes.push(process);
      next += TOP - 8;
    }
    const x = left + INDENT * (depth + 1);
    const y = next;
    next += ROW;
    const node = { row, mark, x, y, width: DESCRIPTOR_WIDTH, height: NODE };
    descriptors.push(node);
    boxes.set(row.id, node);

    const origin = row.parent === undefined ? undefined : boxes.get(row.parent);
    if (row.handed && origin)
      handings.push({ id: row.id, path: `M${origin.x} ${origin.y + NODE / 2 + 6}H3V${y + NODE / 2 + 6}H${x}` });
    const above = (row.handed ? undefined : origin) ?? process;
    const stemX = above.x + INDENT / 2;
    descents.push({ id: row.id, path: `M${stemX} ${above.y + above.height}V${y + NODE / 2}H${x}` });

    const key = row.path ?? `${row.kind}:${row.from ? row.origin : kindText(row)}`;
    const thing = things.get(key) ?? {
      key,
      name: row.path ?? (row.from ? row.origin : kindText(row)),
      kind: row.path === undefined && !row.from ? 'device' : kindText(row),
      x: thingX,
      y,
      width: thingWidth,
      height: NODE,
    };
    things.set(key, thing);
    if (mark === 'closed') continue;
    const from = x + DESCRIPTOR_WIDTH;
    holdings.push({
      id: row.id,
      path: edgePath(from, y + NODE / 2, thing.x, thing.y + NODE / 2),
      labelX: from + 8,
      labelY: y + NODE / 2,
      labelWidth: thing.x - from - 16,
      ...rightsOn(row),
      isRevoked: row.isRevoked,
    });
  }

  return {
    width: full,
    height: Math.max(next, TOP),
    processes,
    descriptors,
    things: [...things.values()],
    holdings,
    descents,
    handings,
  };
}

interface Ordered extends MarkedRow {
  readonly depth: number;
}

/** Each right after what it was opened beneath and that one's earlier children. */
function inTreeOrder(rows: readonly MarkedRow[]): readonly Ordered[] {
  const ids = new Set(rows.map(({ row }) => row.id));
  const parentOf = ({ row }: MarkedRow) =>
    row.parent !== undefined && !row.handed && ids.has(row.parent) ? row.parent : undefined;
  const below = (parent: number | undefined, depth: number): readonly Ordered[] =>
    rows
      .filter((marked) => parentOf(marked) === parent)
      .flatMap((marked) => [{ ...marked, depth }, ...below(marked.row.id, depth + 1)]);
  return below(undefined, 0);
}

/** Straight to what stands beside it; a curve to what another descriptor is of as well. */
function edgePath(x1: number, y1: number, x2: number, y2: number): string {
  if (y1 === y2) return `M${x1} ${y1}H${x2}`;
  const middle = x2 - 32;
  return `M${x1} ${y1}H${middle}C${x2 - 8} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

/** What stands on the edge of a descriptor, and how thick that is. */
function rightsOn(row: DescriptorRow): Pick<HoldingEdge, 'groups' | 'others' | 'width'> {
  const all = ({ base, inheriting }: DescriptorRow['rights']) =>
    row.kind === 'directory' ? [...new Set([...base, ...inheriting])] : base;
  const groups = heldGroups(all(row.first), all(row.rights), all(row.withdrawn));
  const { named, others } = abridged(groups, row.isRevoked);
  const share = shareLeft(groups);
  return { groups: named, others, width: share === 0 ? THINNEST : THINNEST + (THICKEST - THINNEST) * share };
}
