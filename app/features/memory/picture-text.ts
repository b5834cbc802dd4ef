import type { MemoryBox, MemoryCell, MemoryPicture } from '../../../runtime/stops/memory-picture.ts';

/** What a pointer's row says; an arrow says the rest. */
export function pointerText({ target }: MemoryCell): string | undefined {
  switch (target?.kind) {
    case 'null':
      return 'NULL';
    case 'gone':
      return 'a call that has returned';
    case 'outside':
      return 'outside memory';
    case 'past':
      return target.where;
    case 'elsewhere':
      return 'not drawn';
    default:
      return undefined;
  }
}

/** A pointer that must not be followed. */
export function isBad({ target }: MemoryCell, boxes: ReadonlyMap<string, Pick<MemoryBox, 'isFreed'>>): boolean {
  if (target?.kind === 'gone' || target?.kind === 'outside' || (target?.kind === 'past' && target.isOutside))
    return true;
  return target?.kind === 'box' && boxes.get(target.box)?.isFreed === true;
}

export function boxName({ kind, title, detail, isFreed, isUnreached }: MemoryBox): string {
  if (kind === 'descriptor') return `${title}, ${detail}${isFreed ? ', taken back' : ''}`;
  const state = isFreed ? ', freed' : isUnreached ? ', no pointer here leads to it' : '';
  return `${title}${detail === '' ? '' : `, ${detail}`}${state}`;
}

/** A box of the picture in words, with a row for each of its own. */
interface BoxInWords {
  readonly name: string;
  readonly rows: readonly { readonly name: string; readonly text: string }[];
}

/** The picture in words: what a row of a part belongs to stands in its name. */
export function pictureText({ boxes }: MemoryPicture): readonly BoxInWords[] {
  const numbers = new Map(boxes.filter(({ kind }) => kind === 'block').map(({ id }, i) => [id, i + 1]));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const nameOf = (box: MemoryBox): string => {
    const number = numbers.get(box.id);
    return number === undefined ? boxName(box) : `Block ${number}: ${boxName(box)}`;
  };
  return boxes.map((box) => {
    const paths = cellPaths(box.cells);
    return {
      name: nameOf(box),
      rows: box.cells.flatMap((cell, i) => {
        const text = textOf(cell);
        return text === '' ? [] : [{ name: paths[i] ?? '', text }];
      }),
    };
  });

  function textOf(cell: MemoryCell): string {
    const { text, target } = cell;
    if (target?.kind === 'box') {
      const to = byId.get(target.box);
      const row = target.cell === undefined ? undefined : to && cellPaths(to.cells)[target.cell];
      const number = numbers.get(target.box);
      const where = number === undefined ? (to?.title ?? '') : `block ${number}`;
      return `points at ${row === undefined || row === '' ? '' : `${row} in `}${where}${to?.isFreed ? ', which is freed' : ''}`;
    }
    const said = pointerText(cell);
    if (said === undefined) return text;
    return target?.kind === 'null' ? 'NULL' : `points at ${PLACES[said] ?? said}`;
  }
}

/** How each row is called with what it is a part of: `point.x`, `list[2]`. */
function cellPaths(cells: readonly MemoryCell[]): readonly string[] {
  const open: string[] = [];
  return cells.map(({ name, depth }) => {
    const outer = depth > 0 ? (open[depth - 1] ?? '') : '';
    const path = name === '' || outer === '' || name.startsWith('[') ? `${outer}${name}` : `${outer}.${name}`;
    open[depth] = path;
    return path;
  });
}

const PLACES: Readonly<Record<string, string>> = {
  'a call that has returned': 'a variable of a call that has returned',
  'not drawn': 'something that is not drawn',
};
