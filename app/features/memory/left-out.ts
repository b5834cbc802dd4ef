import { MORE_BLOCKS, type MemoryPicture } from '../../../runtime/stops/memory-picture.ts';

/** So many are offered at once. */
const MOST_OFFERED = 8;

/** What of the memory is not drawn and can be asked for, by name. */
export function leftOut({ boxes, left }: MemoryPicture): readonly { readonly name: string; readonly at: number }[] {
  const parts = boxes.flatMap(({ title, cells }) =>
    cells.flatMap(({ more, depth }, i) => {
      if (more === undefined) return [];
      const whole = depth === 0 ? undefined : cells.slice(0, i).findLast((cell) => cell.depth === depth - 1);
      return [{ name: whole ? `${whole.name} in ${title}` : title, at: more }];
    }),
  );
  return [...(left > 0 ? [{ name: 'the heap', at: MORE_BLOCKS }] : []), ...parts].slice(0, MOST_OFFERED);
}
