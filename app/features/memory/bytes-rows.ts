import type { BytesPlace, MemoryPicture, ShownBytes } from '../../../runtime/stops/memory-picture.ts';

/** So many bytes stand in a row. */
const MOST_IN_ROW = 8;

interface NamedObject {
  readonly name: string;
  readonly place: BytesPlace;
}

export interface BytesRow {
  readonly address: number;
  readonly hex: string;
  readonly characters: string;
  /** The variable, member or element that the bytes belong to. */
  readonly what: string;
}

/** Everything in the picture that lies in memory: variables, and whole blocks. */
export function objectsOf({ boxes }: MemoryPicture): readonly NamedObject[] {
  let blocks = 0;
  return boxes.flatMap(({ kind, title, cells, place }): readonly NamedObject[] => {
    if (kind === 'block') blocks++;
    if (place) return [{ name: `Block ${blocks}: ${title}`, place }];
    return cells.flatMap((cell) =>
      cell.depth === 0 && cell.place ? [{ name: `${cell.name} in ${title}`, place: cell.place }] : [],
    );
  });
}

/** The object's bytes, a row for each part of it; what no member covers is padding. */
export function bytesRows({ boxes }: MemoryPicture, { address, values }: ShownBytes): readonly BytesRow[] {
  const end = address + values.length;
  const parts = boxes
    .flatMap(({ cells }) => cells)
    .flatMap((cell, i, all) => {
      const { place, name } = cell;
      const isWhole = (all[i + 1]?.depth ?? 0) > cell.depth;
      return place && !isWhole && place.address >= address && place.address < end ? [{ ...place, name }] : [];
    });
  const isStruct = parts.some((part) => part.bytes < values.length);
  const rows: BytesRow[] = [];
  for (let at = address; at < end;) {
    const own = parts.find((part) => part.address <= at && at < part.address + part.bytes);
    const next = Math.min(end, ...parts.map((part) => part.address).filter((one) => one > at));
    const until = Math.min(own ? own.address + own.bytes : next, at + MOST_IN_ROW, end);
    rows.push(rowOf(at, values.slice(at - address, until - address), own?.name ?? (isStruct ? 'padding' : '')));
    at = until;
  }
  return rows;
}

function rowOf(address: number, values: ShownBytes['values'], what: string): BytesRow {
  return {
    address,
    what,
    hex: values.map((value) => (value === undefined ? '··' : value.toString(16).padStart(2, '0'))).join(' '),
    characters: values
      .map((value) => (value !== undefined && value >= 32 && value < 127 ? String.fromCharCode(value) : '·'))
      .join(''),
  };
}
