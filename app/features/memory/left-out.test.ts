import { expect, it } from 'vitest';
import { leftOut } from './left-out.ts';

it('offers what is not drawn by the name of the whole', () => {
  const box = { id: 'call 1', kind: 'call', title: 'main()', detail: '', isFreed: false, isUnreached: false } as const;
  const cells = [
    { name: 'list', text: '', depth: 0 },
    { name: '[0]', text: '1', depth: 1 },
    { name: '', text: '… 84 more', depth: 1, more: 4096 },
  ];
  const block = {
    ...box,
    id: 'block 1',
    kind: 'block',
    title: 'double',
    cells: [{ ...cells[2]!, depth: 0, more: 8192 }],
  } as const;
  expect(leftOut({ left: 3, boxes: [{ ...box, cells }, block] })).toEqual([
    { key: 'heap', name: 'the heap', at: 0 },
    { key: 'call 1 2 4096', name: 'list in main()', at: 4096 },
    { key: 'block 1 0 8192', name: 'double', at: 8192 },
  ]);
  expect(leftOut({ left: 0, boxes: [] })).toEqual([]);
});
