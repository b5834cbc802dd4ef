import { describe, expect, it } from 'vitest';
import type { MemoryBox, PointerTarget } from '../../../runtime/stops/memory-picture.ts';
import { layOut, type PlacedBox } from './picture-layout.ts';
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

describe('a picture in words', () => {
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
        lines: ['value = 1', 'head points at block 1', 'old points at block 2, which is freed', 'none is NULL'],
      },
      { name: 'Block 1: struct node, 8 bytes', lines: ['value = 1'] },
      { name: 'Block 2: struct node, 8 bytes, freed', lines: ['freed'] },
    ]);
  });
});
