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
    case 'elsewhere':
      return 'not drawn';
    default:
      return undefined;
  }
}

/** A pointer that must not be followed. */
export function isBad({ target }: MemoryCell, boxes: ReadonlyMap<string, Pick<MemoryBox, 'isFreed'>>): boolean {
  if (target?.kind === 'gone' || target?.kind === 'outside') return true;
  return target?.kind === 'box' && boxes.get(target.box)?.isFreed === true;
}

export function boxName({ kind, title, detail, isFreed, isUnreached }: MemoryBox): string {
  if (kind === 'descriptor') return `${title}, ${detail}${isFreed ? ', taken back' : ''}`;
  const state = isFreed ? ', freed' : isUnreached ? ', no pointer here leads to it' : '';
  return `${title}${detail === '' ? '' : `, ${detail}`}${state}`;
}

/** The picture in words: for each box its name, and for each of its rows a line. */
export function pictureText({
  boxes,
}: MemoryPicture): readonly { readonly name: string; readonly lines: readonly string[] }[] {
  const numbers = new Map(boxes.filter(({ kind }) => kind === 'block').map(({ id }, i) => [id, i + 1]));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const nameOf = (box: MemoryBox): string => {
    const number = numbers.get(box.id);
    return number === undefined ? boxName(box) : `Block ${number}: ${boxName(box)}`;
  };
  return boxes.map((box) => ({ name: nameOf(box), lines: box.cells.map((cell) => lineOf(cell)) }));

  function lineOf(cell: MemoryCell): string {
    const { name, text, target } = cell;
    if (target?.kind === 'box') {
      const to = byId.get(target.box);
      const row = target.cell === undefined ? undefined : to?.cells[target.cell]?.name;
      const number = numbers.get(target.box);
      const where = number === undefined ? (to?.title ?? '') : `block ${number}`;
      return `${name} points at ${row === undefined ? '' : `${row} in `}${where}${to?.isFreed ? ', which is freed' : ''}`;
    }
    const said = pointerText(cell);
    if (said !== undefined)
      return target?.kind === 'null' ? `${name} is NULL` : `${name} points at ${PLACES[said] ?? said}`;
    return name === '' ? text : text === '' ? `${name}:` : `${name} = ${text}`;
  }
}

const PLACES: Readonly<Record<string, string>> = {
  'a call that has returned': 'a variable of a call that has returned',
  'not drawn': 'something that is not drawn',
};
