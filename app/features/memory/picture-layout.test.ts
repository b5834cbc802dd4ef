import { describe, expect, it } from 'vitest';
import type { MemoryBox, PointerTarget } from '../../../runtime/stops/memory-picture.ts';
import { layOut, type PictureLayout, type PlacedBox } from './picture-layout.ts';
import { pictureText } from './picture-text.ts';

function box(
  id: string,
  pointers: Readonly<Record<string, string | undefined>>,
  more: Partial<MemoryBox> = {},
): MemoryBox {
  const target = (to: string | undefined): PointerTarget =>
    to === undefined ? { kind: 'null' } : { kind: 'box', box: to, cell: undefined };
  return {
    ...{ id, kind: 'block', title: 'struct node', detail: '8 bytes', isFreed: false, isUnreached: false },
    cells: [
      { name: 'value', text: '1', depth: 0 },
      ...Object.entries(pointers).map(([name, to]) => ({ name, text: '', depth: 0, target: target(to) })),
    ],
    ...more,
  };
}

function placed(boxes: readonly MemoryBox[]) {
  const layout = layOut({ boxes, left: 0 });
  for (const [i, one] of layout.boxes.entries())
    for (const other of layout.boxes.slice(i + 1)) expect([one.id, other.id, overlaps(one, other)]).toContain(false);
  const byId = new Map(layout.boxes.map((one) => [one.id, one]));
  return (id: string): PlacedBox => byId.get(id)!;
}

function overlaps(a: PlacedBox, b: PlacedBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

const main = (pointers: Readonly<Record<string, string>>): MemoryBox =>
  box('main', pointers, { kind: 'call', title: 'main()' });

describe('the layout of a picture', () => {
  it('draws a list as a row, whichever of its nodes is named first', () => {
    const at = placed([
      main({ second: 'b', head: 'a' }),
      box('b', { next: 'c' }),
      box('a', { next: 'b' }),
      box('c', { next: undefined }),
    ]);
    expect([at('a').y, at('b').y]).toEqual([at('c').y, at('c').y]);
    expect(at('a').x).toBeLessThan(at('b').x);
    expect(at('b').x).toBeLessThan(at('c').x);
  });

  it('has room for what a row says of a pointer that leads to nothing', () => {
    const at = placed([
      box('main', {}, { kind: 'call', cells: [{ name: 'gone', text: '', depth: 0, target: { kind: 'gone' } }] }),
    ]);
    // In characters of the picture.
    expect(at('main').width).toBeGreaterThan('gone a call that has returned'.length * 7.2);
  });

  it('draws a list with pointers back as a row, too', () => {
    const at = placed([
      main({ head: 'a', tail: 'b' }),
      box('a', { prev: undefined, next: 'b' }),
      box('b', { prev: 'a', next: undefined }),
    ]);
    expect(at('a').y).toBe(at('b').y);
    expect(at('a').x).toBeLessThan(at('b').x);
  });

  it('draws a tree downwards, and an only child at its side', () => {
    const at = placed([
      main({ root: 'r' }),
      box('r', { left: 'a', right: 'b' }),
      box('a', { left: undefined, right: 'c' }),
      box('b', { left: undefined, right: undefined }),
      box('c', { left: undefined, right: undefined }),
    ]);
    const middle = (id: string): number => at(id).x + at(id).width / 2;
    expect(at('a').y).toBe(at('b').y);
    expect(at('a').y).toBeGreaterThan(at('r').y);
    expect(middle('a')).toBeLessThan(middle('r'));
    expect(middle('b')).toBeGreaterThan(middle('r'));
    expect(middle('c')).toBeGreaterThan(middle('a'));
  });

  it('ends for rings', () => {
    const at = placed([main({ ring: 'a' }), box('a', { next: 'b' }), box('b', { next: 'a' })]);
    expect(at('a').y).toBe(at('b').y);
  });
});

describe('the layout from stop to stop', () => {
  const list = [box('a', { next: 'b' }), box('b', { next: undefined })];
  const where = (layout: PictureLayout, ids: readonly string[]) =>
    ids.map((id) => layout.boxes.find((one) => one.id === id)).map((one) => [one?.x, one?.y]);

  it('leaves everything where it was when a node is added at the end, or a call is made and returns', () => {
    const before = layOut({ boxes: [main({ head: 'a' }), ...list], left: 0 });
    const longer = [
      main({ head: 'a' }),
      box('a', { next: 'b' }),
      box('b', { next: 'c' }),
      box('c', { next: undefined }),
    ];
    const ids = ['main', 'a', 'b'];
    expect(where(layOut({ boxes: longer, left: 0 }, before), ids)).toEqual(where(before, ids));
    const call = box('call', { with_a_long_name: 'a' }, { kind: 'call', title: 'a_function_with_a_long_name()' });
    const inside = layOut({ boxes: [main({ head: 'a' }), call, ...list], left: 0 }, before);
    const after = layOut({ boxes: [main({ head: 'a' }), ...list], left: 0 }, inside);
    expect(where(after, ids)).toEqual(where(inside, ids));
  });
});

describe('a picture in words', () => {
  it('calls a row of a part by what it belongs to', () => {
    const cells = [
      { name: 'points', text: '', depth: 0 },
      { name: '[0]', text: '', depth: 1 },
      { name: 'x', text: '3', depth: 2 },
      {
        name: 'end',
        text: '',
        depth: 0,
        target: { kind: 'past', where: 'the end of points', isOutside: false } as const,
      },
    ];
    const [words] = pictureText({ left: 0, boxes: [box('main', {}, { kind: 'call', cells })] });
    expect(words?.rows).toEqual([
      { name: 'points[0].x', text: '3' },
      { name: 'end', text: 'points at the end of points' },
    ]);
  });

  it('says where each pointer leads, and what must not be used', () => {
    const words = pictureText({
      left: 0,
      boxes: [
        box('main', { head: 'a', old: 'b', none: undefined }, { kind: 'call', title: 'main()', detail: 'main.c:3' }),
        box('a', {}),
        box('b', {}, { isFreed: true, cells: [{ name: '', text: 'freed', depth: 0 }] }),
      ],
    });
    expect(words).toEqual([
      {
        name: 'main(), main.c:3',
        rows: [
          { name: 'value', text: '1' },
          { name: 'head', text: 'points at block 1' },
          { name: 'old', text: 'points at block 2, which is freed' },
          { name: 'none', text: 'NULL' },
        ],
      },
      { name: 'Block 1: struct node, 8 bytes', rows: [{ name: 'value', text: '1' }] },
      { name: 'Block 2: struct node, 8 bytes, freed', rows: [{ name: '', text: 'freed' }] },
    ]);
  });
});
