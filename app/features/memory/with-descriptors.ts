import type { MemoryBox, MemoryCell, MemoryPicture } from '../../../runtime/stops/memory-picture.ts';
import type { RightName } from '../../../runtime/abi/rights.ts';
import { REACH_SIGNS } from '../../../runtime/policy/reach.ts';
import type { DescriptorRow } from '../../../runtime/trace/descriptor-row.ts';

/** The picture with the capabilities that its descriptors name, and arrows to them. */
export function withDescriptors(picture: MemoryPicture, rows: readonly DescriptorRow[]): MemoryPicture {
  const named = new Set(picture.boxes.flatMap(({ cells }) => cells.flatMap(({ fd }) => fd ?? [])));
  if (named.size === 0) return picture;
  const byFd = new Map(rows.map((row) => [row.fd, row]));
  const boxes = picture.boxes.map((box) => ({ ...box, cells: box.cells.map((cell) => pointing(cell, byFd)) }));
  const capabilities = rows.filter(({ fd }) => named.has(fd)).map(capabilityBox);
  return { ...picture, boxes: [...boxes, ...capabilities] };
}

function pointing(cell: MemoryCell, rows: ReadonlyMap<number, DescriptorRow>): MemoryCell {
  if (cell.fd === undefined) return cell;
  const row = rows.get(cell.fd);
  if (!row) return { ...cell, text: `${cell.text}, not open now` };
  return { ...cell, target: { kind: 'box', box: idOf(row), cell: undefined } };
}

function capabilityBox(row: DescriptorRow): MemoryBox {
  const { fd, origin, offset, isRevoked } = row;
  const plain = (name: string, text: string): MemoryCell => ({ name, text, depth: 0 });
  return {
    ...{ id: idOf(row), kind: 'descriptor', title: origin, detail: `descriptor ${fd}`, isUnreached: false },
    isFreed: isRevoked,
    cells: [plain('', reachText(row)), ...(offset === undefined ? [] : [plain('offset', String(offset))])],
  };
}

function idOf({ id }: DescriptorRow): string {
  return `descriptor ${id}`;
}

/** What it may be used for, with the signs that reach has everywhere. */
function reachText({ isRevoked, rights: { base }, withdrawn }: DescriptorRow): string {
  if (isRevoked) return `${REACH_SIGNS.nothing} taken back`;
  const has = (...names: readonly RightName[]): boolean => names.some((name) => base.includes(name));
  const reads = has('fd_read', 'fd_readdir', 'path_open');
  const writes = has('fd_write', 'path_create_file', 'path_unlink_file');
  const left = withdrawn.base.length > 0 ? ', the rest taken back' : '';
  if (reads && writes) return `${REACH_SIGNS['read-write']} read and write${left}`;
  if (writes) return `${REACH_SIGNS.write} write only${left}`;
  return reads ? `${REACH_SIGNS.read} read only${left}` : `${REACH_SIGNS.nothing} nothing${left}`;
}
