import { describe, expect, it } from 'vitest';
import type { MemoryBox } from '../../../runtime/stops/memory-picture.ts';
import type { DescriptorRow } from '../../../runtime/trace/descriptor-row.ts';
import { bytesRows, objectsOf } from './bytes-rows.ts';
import { withDescriptors } from './with-descriptors.ts';

const cell = (name: string, address: number, bytes: number, depth = 0) => ({
  ...{ name, text: '', depth, place: { address, bytes } },
});
const MAIN: MemoryBox = {
  ...{ id: 'call 1', kind: 'call', title: 'main()', detail: 'main.c:3', isFreed: false, isUnreached: false },
  cells: [cell('pair', 100, 8), cell('sign', 100, 1, 1), cell('count', 104, 4, 1), cell('n', 120, 4)],
};
const BLOCK: MemoryBox = {
  ...{ id: 'block 400', kind: 'block', title: 'char', detail: '3 bytes', isFreed: false, isUnreached: false },
  place: { address: 400, bytes: 3 },
  cells: [cell('', 400, 3)],
};
const PICTURE = { boxes: [MAIN, BLOCK], left: 0 };

describe('bytes of an object', () => {
  it('are offered for variables and blocks', () => {
    expect(objectsOf(PICTURE).map(({ name }) => name)).toEqual(['pair in main()', 'n in main()', 'Block 1: char']);
  });

  it('belong to members, or are padding, and may be not set', () => {
    const values = [0x41, undefined, undefined, undefined, 1, 2, 0, 0];
    expect(bytesRows(PICTURE, { address: 100, bytes: 8, values })).toEqual([
      { address: 100, hex: '41', characters: 'A', what: 'sign' },
      { address: 101, hex: '·· ·· ··', characters: '···', what: 'padding' },
      { address: 104, hex: '01 02 00 00', characters: '····', what: 'count' },
    ]);
    expect(bytesRows(PICTURE, { address: 400, bytes: 3, values: [104, 105, 0] })).toEqual([
      { address: 400, hex: '68 69 00', characters: 'hi·', what: '' },
    ]);
  });
});

describe('descriptors in the picture', () => {
  const row = (more: Partial<DescriptorRow>): DescriptorRow => ({
    ...{ id: 7, fd: 4, kind: 'regular_file', origin: 'notes.txt', path: '/project/notes.txt', flags: [] },
    ...{ isRevoked: false, offset: 5, preopen: undefined, parent: undefined, from: undefined, ask: undefined },
    rights: { base: ['fd_read'], inheriting: [] },
    first: { base: ['fd_read'], inheriting: [] },
    withdrawn: { base: [], inheriting: [] },
    ...more,
  });
  const picture = { left: 0, boxes: [{ ...MAIN, cells: [{ name: 'fd', text: '4', depth: 0, fd: 4 }] }] };

  it('point at the capability that they name', () => {
    const { boxes } = withDescriptors(picture, [row({}), row({ id: 8, fd: 5, origin: 'other' })]);
    expect(boxes).toHaveLength(2);
    expect(boxes[0]?.cells[0]?.target).toEqual({ kind: 'box', box: 'descriptor 7', cell: undefined });
    expect(boxes[1]).toMatchObject({ title: 'notes.txt', detail: 'descriptor 4', isFreed: false });
    expect(boxes[1]?.cells.map(({ text }) => text)).toEqual(['◐ read only', '5']);
  });

  it('say what was taken back, and what is not open', () => {
    const taken = withDescriptors(picture, [row({ isRevoked: true })]);
    expect(taken.boxes[1]).toMatchObject({ isFreed: true });
    expect(taken.boxes[1]?.cells[0]?.text).toBe('○ taken back');
    expect(withDescriptors(picture, []).boxes[0]?.cells[0]?.text).toBe('4, not open now');
  });
});
