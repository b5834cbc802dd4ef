import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_RIGHTS, NO_RIGHTS, rights, type RightName } from '../abi/rights.ts';
import { FileInode } from '../vfs/inode.ts';
import { bootVolume, bytesOf } from '../vfs/testing/tree-fixture.ts';
import { Capability } from './capability.ts';
import { Descriptor } from './descriptor.ts';
import { FdTable } from './fd-table.ts';

function boot(limit = 8) {
  const { volume } = bootVolume();
  return {
    volume,
    fds: new FdTable(limit, ALL_RIGHTS),
    open: (...names: readonly RightName[]) =>
      new Descriptor(Capability.preopen(new FileInode(volume, bytesOf('abc')), rights(...names), NO_RIGHTS), 'test'),
  };
}

const BADF = { ok: false, error: { kind: 'errno', errno: 'badf' } };

describe('FdTable', () => {
  it('hands out the lowest number that is free, up to the limit, as a naive list would', () => {
    const step = fc.oneof(fc.constant('open' as const), fc.nat(6));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { fds, open } = boot(5);
        const used = new Set<number>();
        for (const one of steps) {
          if (one === 'open') {
            const lowest = [0, 1, 2, 3, 4].find((fd) => !used.has(fd));
            const inserted = fds.insert(open());
            expect(inserted).toEqual(
              lowest === undefined
                ? { ok: false, error: { kind: 'errno', errno: 'mfile' } }
                : { ok: true, value: lowest },
            );
            expect(fds.isFull).toBe(used.size + (lowest === undefined ? 0 : 1) === 5);
            if (lowest !== undefined) used.add(lowest);
          } else expect(fds.close(one).ok).toBe(used.delete(one));
        }
        expect(fds.list().map(([fd]) => fd)).toEqual([...used].sort((a, b) => a - b));
      }),
    );
  });

  it.each([
    { fd: 0, need: [], expected: 'found' },
    { fd: 0, need: ['fd_read'], expected: 'found' },
    { fd: 0, need: ['fd_read', 'fd_write'], expected: 'denied' },
    { fd: 1, need: [], expected: 'errno' },
    { fd: 99, need: ['fd_read'], expected: 'errno' },
    { fd: 2 ** 32 - 1, need: [], expected: 'errno' },
  ] as const)('get($fd) needing $need: $expected', ({ fd, need, expected }) => {
    const { fds, open } = boot();
    fds.insert(open('fd_read'));
    const found = fds.get(fd, rights(...need));
    expect(found.ok ? 'found' : found.error.kind).toBe(expected);
  });

  it('renumber moves a descriptor over another, which is closed', () => {
    const { fds, open, volume } = boot();
    const [a, b] = [open(), open()];
    fds.insert(a);
    fds.insert(b);
    expect(fds.renumber(0, 1)).toEqual({ ok: true, value: undefined });
    expect([fds.get(0, NO_RIGHTS), fds.get(1, NO_RIGHTS)]).toEqual([BADF, a.itself]);
    // `b` had no name and no other descriptor: its three bytes are free.
    expect(volume.usedBytes).toBe(3);
    expect(fds.insert(open())).toEqual({ ok: true, value: 0 });
  });

  it.each([
    [0, 0, true],
    [0, 5, false],
    [5, 0, false],
    [5, 5, false],
  ])('renumber %i to %i works: %s, and otherwise changes nothing', (from, to, works) => {
    const { fds, open } = boot();
    const only = open();
    fds.insert(only);
    expect(fds.renumber(from, to)).toEqual(works ? { ok: true, value: undefined } : BADF);
    expect(fds.list()).toEqual([[0, only]]);
  });

  it('a number freed by renumber counts as free again', () => {
    const { fds, open } = boot(2);
    fds.insert(open());
    fds.insert(open());
    fds.renumber(1, 0);
    expect([fds.insert(open()).ok, fds.insert(open()).ok]).toEqual([true, false]);
  });

  it('closes each descriptor once, giving back what no other descriptor holds', () => {
    const { fds, open, volume } = boot();
    for (let i = 0; i < 3; i++) fds.insert(open());
    fds.close(1);
    expect(fds.close(1)).toEqual(BADF);
    fds.closeAll();
    fds.closeAll();
    expect([fds.list(), volume.usedBytes]).toEqual([[], 0]);
  });

  it('finds the lowest free number among very many without looking through them', () => {
    const most = 65_536;
    const { fds, open } = boot(most);
    const one = open();
    const inserted = (): number => {
      const made = fds.insert(one);
      return made.ok ? made.value : -1;
    };
    for (let fd = 0; fd < most; fd++) if (inserted() !== fd) throw new Error(`${fd} was not the lowest`);
    expect(inserted()).toBe(-1);
    for (let round = 0; round < most; round++) {
      const fd = (round * 7919) % most;
      fds.close(fd);
      if (inserted() !== fd) throw new Error(`${fd} was not the lowest`);
    }
    const freed = [60_000, 3, 41_000, 3_000, 7];
    for (const fd of freed) fds.close(fd);
    expect(freed.map(inserted)).toEqual([3, 7, 3_000, 41_000, 60_000]);
  });
});
