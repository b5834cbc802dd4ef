import type { MemoryBox, MemoryPicture } from '../../../runtime/stops/memory-picture.ts';
import { pointerText } from './picture-text.ts';

/** In pixels of the picture. */
export const ROW = 20;
export const TITLE = 22;
export const PAD = 8;
const INDENT = 12;
const CHARACTER = 7.3;
const [LEAST, GAP_X, GAP_Y] = [72, 56, 24];
const BETWEEN_CALLS = 12;
const MARGIN = 16;

export interface PlacedBox extends MemoryBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly isBad: boolean;
}

export interface PictureLayout {
  readonly boxes: readonly PlacedBox[];
  readonly arrows: readonly Arrow[];
  readonly width: number;
  readonly height: number;
  readonly columnWidth: number;
}

interface Spot {
  readonly width: number;
  readonly height: number;
  readonly place: (x: number, y: number) => void;
}

/** What leads back in a structure is no way to draw it along. */
const BACKWARD = /^(prev|previous|back|parent|up|owner|head|tail|last)/i;

/**
 * Calls and globals stand in a column; to its right the blocks that they lead to: a list goes to the right, a tree goes
 * down, as people draw them. `before`: the column is not narrower than it was, so that what stands right of it stays.
 */
export function layOut({ boxes }: MemoryPicture, before?: Pick<PictureLayout, 'columnWidth'>): PictureLayout {
  const sizes = new Map(boxes.map((box) => [box.id, sizeOf(box)]));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const placed = new Map<string, PlacedBox>();
  const taken = new Set<string>();
  const put = (box: MemoryBox, x: number, y: number): void => {
    placed.set(box.id, { ...box, ...(sizes.get(box.id) ?? { width: 0, height: 0 }), x, y });
  };

  const column = boxes.filter((box) => !isBlock(box));
  const columnWidth = Math.max(before?.columnWidth ?? 0, ...column.map(({ id }) => sizes.get(id)?.width ?? 0));
  let y = MARGIN;
  for (const box of column) {
    const height = sizes.get(box.id)?.height ?? 0;
    placed.set(box.id, { ...box, x: MARGIN, y, width: columnWidth, height });
    y += height + BETWEEN_CALLS;
  }

  const entered = new Set(boxes.filter(isBlock).flatMap((box) => forward(box).map(({ id }) => id)));
  const wanted = column.flatMap((box) => led(box).map(({ id }) => id));
  const blocks = boxes.filter(isBlock).map(({ id }) => id);
  const starts = [...wanted.filter((id) => !entered.has(id)), ...wanted, ...blocks];
  const left = MARGIN + (column.length > 0 ? columnWidth + GAP_X + 16 : 0);
  let top = MARGIN;
  for (const id of starts) {
    const box = byId.get(id);
    if (!box || taken.has(id) || !isBlock(box)) continue;
    const spot = spotOf(box);
    spot.place(left, top);
    top += spot.height + GAP_Y;
  }

  const all = boxes.flatMap((box) => placed.get(box.id) ?? []);
  return {
    boxes: all,
    arrows: all.flatMap((box) => arrowsOf(box, placed)),
    columnWidth,
    width: Math.max(0, ...all.map((box) => box.x + box.width)) + MARGIN + 24,
    height: Math.max(0, ...all.map((box) => box.y + box.height)) + MARGIN,
  };

  /** The block with everything that is drawn along with it. */
  function spotOf(box: MemoryBox): Spot {
    taken.add(box.id);
    const own = sizes.get(box.id) ?? { width: 0, height: 0 };
    const slots = forward(box);
    return isTree(box) ? treeSpot(box, own, slots) : rowSpot(box, own, slots);
  }

  function rowSpot(box: MemoryBox, own: Size, slots: readonly Slot[]): Spot {
    const spots = slots.flatMap(({ id }) => nextSpot(id) ?? []);
    const inner = spots.reduce((sum, spot) => sum + spot.height, GAP_Y * Math.max(0, spots.length - 1));
    return {
      width: own.width + (spots.length > 0 ? GAP_X + Math.max(...spots.map(({ width }) => width)) : 0),
      height: Math.max(own.height, inner),
      place: (x, y) => {
        put(box, x, y);
        let at = y;
        for (const spot of spots) {
          spot.place(x + own.width + GAP_X, at);
          at += spot.height + GAP_Y;
        }
      },
    };
  }

  function treeSpot(box: MemoryBox, own: Size, slots: readonly Slot[]): Spot {
    const spots = slots.map(({ id }) => nextSpot(id));
    const some = spots.some((spot) => spot !== undefined);
    // An only child stands to the side that it is on.
    const widths = spots.map((spot) => spot?.width ?? own.width);
    const inner = some ? widths.reduce((sum, width) => sum + width, GAP_Y * Math.max(0, spots.length - 1)) : 0;
    const width = Math.max(own.width, inner);
    const deepest = Math.max(0, ...spots.map((spot) => spot?.height ?? 0));
    return {
      width,
      height: own.height + (some ? GAP_X + deepest : 0),
      place: (x, y) => {
        put(box, x + (width - own.width) / 2, y);
        let at = x + (width - inner) / 2;
        for (const [i, spot] of spots.entries()) {
          spot?.place(at, y + own.height + GAP_X);
          at += (widths[i] ?? 0) + GAP_Y;
        }
      },
    };
  }

  function nextSpot(id: string | undefined): Spot | undefined {
    const box = id === undefined ? undefined : byId.get(id);
    return box && isBlock(box) && !taken.has(box.id) ? spotOf(box) : undefined;
  }
}

/** A block of the heap, or a capability, to which pointers and descriptors lead. */
function isBlock({ kind }: Pick<MemoryBox, 'kind'>): boolean {
  return kind === 'block' || kind === 'descriptor';
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A pointer of a block; without an id it leads nowhere. */
interface Slot {
  readonly name: string;
  readonly id: string | undefined;
}

/** What stands beside the title of a box. */
export function stateText({ kind, isFreed, isUnreached, detail }: MemoryBox): string {
  if (kind === 'descriptor') return detail;
  return isFreed ? 'freed' : isUnreached ? 'no pointer here' : detail;
}

function sizeOf(box: MemoryBox): Size {
  const { title, cells } = box;
  const lines = cells.map((cell) => {
    const { name, text, depth, target } = cell;
    const shown = target?.kind === 'box' ? 0 : (pointerText(cell) ?? text).length;
    return depth * INDENT + (name.length + shown + 3) * CHARACTER;
  });
  const width = Math.max(LEAST, (title.length + stateText(box).length + 3) * CHARACTER, ...lines) + 2 * PAD;
  return { width: Math.round(width), height: TITLE + Math.max(cells.length, 1) * ROW + PAD / 2 };
}

/** Pointers that are set, in order, to boxes. */
function led(box: MemoryBox): readonly { readonly name: string; readonly id: string }[] {
  return box.cells.flatMap(({ name, target }) => (target?.kind === 'box' ? [{ name, id: target.box }] : []));
}

/** Pointers along which a structure is drawn. */
function forward(box: MemoryBox): readonly Slot[] {
  return box.cells.flatMap(({ name, target }): readonly Slot[] => {
    if (!target || target.kind === 'gone' || target.kind === 'past' || BACKWARD.test(name)) return [];
    return [{ name, id: target.kind === 'box' ? target.box : undefined }];
  });
}

/** It has at least two pointers forward, and is no array of pointers. */
function isTree(box: MemoryBox): boolean {
  const slots = forward(box).filter(({ name }) => name !== '' && !name.startsWith('['));
  return slots.length > 1 && box.cells.every(({ name }) => !name.startsWith('['));
}

function arrowsOf(box: PlacedBox, placed: ReadonlyMap<string, PlacedBox>): readonly Arrow[] {
  return box.cells.flatMap(({ target }, i): readonly Arrow[] => {
    if (target?.kind !== 'box') return [];
    const to = placed.get(target.box);
    if (!to) return [];
    const sy = box.y + TITLE + i * ROW + ROW / 2;
    const ty = target.cell === undefined ? to.y + TITLE / 2 : to.y + TITLE + target.cell * ROW + ROW / 2;
    return [{ from: box.id, to: to.id, path: pathOf(box, sy, to, ty, target.cell), isBad: to.isFreed }];
  });
}

function pathOf(box: PlacedBox, sy: number, to: PlacedBox, ty: number, cell: number | undefined): string {
  const right = box.x + box.width;
  const isBelow = to.y >= box.y + box.height;
  if (isBelow && isBlock(to) && cell === undefined && isTree(box) && isBlock(box)) {
    const middle = to.x + to.width / 2;
    const isLeft = middle < box.x + box.width / 2;
    const sx = isLeft ? box.x : right;
    const out = isLeft ? -20 : 20;
    return `M${sx} ${sy}C${sx + out} ${sy + 16} ${middle} ${to.y - 44} ${middle} ${to.y - 2}`;
  }
  if (to.x >= right) {
    const bend = Math.min(60, (to.x - right) / 2 + 8);
    return `M${right} ${sy}C${right + bend} ${sy} ${to.x - bend} ${ty} ${to.x - 2} ${ty}`;
  }
  // Back, or within the column: around the right side, or under the row.
  if (box.x === to.x || !isBlock(to)) {
    const out = Math.max(right, to.x + to.width) + 22;
    return `M${right} ${sy}C${out} ${sy} ${out} ${ty} ${to.x + to.width + 2} ${ty}`;
  }
  const under = Math.max(box.y + box.height, to.y + to.height) + 14;
  const middle = to.x + to.width / 2;
  return `M${right} ${sy}C${right + 28} ${sy} ${right + 28} ${under} ${right - 8} ${under}L${middle + 12} ${under}Q${middle} ${under} ${middle} ${to.y + to.height + 2}`;
}

export function cellX(box: Pick<PlacedBox, 'x'>, depth: number): number {
  return box.x + PAD + depth * INDENT;
}
