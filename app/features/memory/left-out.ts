import { MORE_BLOCKS, type MemoryPicture } from '../../../runtime/stops/memory-picture.ts';

/** So many are offered at once. */
const MOST_OFFERED = 8;

interface LeftOutPart {
  /** Different for each: a structure and its first member have the same address. */
  readonly key: string;
  readonly name: string;
  readonly at: number;
}

/** What of the memory is not drawn and can be asked for, by name. */
export function leftOut({ boxes, left }: MemoryPicture): readonly LeftOutPart[] {
  const parts = boxes.flatMap(({ id, title, cells }) =>
    cells.flatMap(({ more, depth }, i) => {
      if (more === undefined) return [];
      const whole = depth === 0 ? undefined : cells.slice(0, i).findLast((cell) => cell.depth === depth - 1);
      return [{ key: `${id} ${i} ${more}`, name: whole ? `${whole.name} in ${title}` : title, at: more }];
    }),
  );
  return [...(left > 0 ? [{ key: 'heap', name: 'the heap', at: MORE_BLOCKS }] : []), ...parts].slice(0, MOST_OFFERED);
}
