import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ALL_RIGHTS,
  intersect,
  NO_RIGHTS,
  rightNames,
  permits,
  rights,
  union,
  without,
  type Rights,
} from '../abi/rights.ts';
import { bootVolume } from '../vfs/testing/tree-fixture.ts';
import { Capability } from './capability.ts';

const { root: inode } = bootVolume();
const anyRights = fc.integer({ min: 0, max: ALL_RIGHTS }).map((bits) => bits as Rights);

/** One thing that a guest, or its user, may do to a capability. */
const move = fc.record({
  how: fc.constantFrom('attenuate', 'handOn', 'shrink', 'withdraw', 'revoke'),
  base: anyRights,
  inheriting: anyRights,
});

describe('Capability', () => {
  it('never holds more than the preopen gave, whatever is derived from it', () => {
    fc.assert(
      fc.property(anyRights, anyRights, fc.array(move, { maxLength: 12 }), (base, inheriting, moves) => {
        const most = union(base, inheriting);
        let held = Capability.preopen(inode, base, inheriting);
        for (const { how, ...asked } of moves) {
          const before = held;
          const derived = {
            attenuate: () => held.attenuate(inode, asked.base, asked.inheriting),
            handOn: () => held.handOn(asked.base, asked.inheriting),
            shrink: () => held.shrink(asked.base, asked.inheriting),
            withdraw: () => held.withdraw(asked),
            revoke: () => held.revoke(),
          }[how]();
          if (!(derived instanceof Capability)) continue;
          held = derived;
          expect(without(held.inheriting, before.inheriting)).toBe(NO_RIGHTS);
          expect(without(held.base, how === 'attenuate' ? before.inheriting : before.base)).toBe(NO_RIGHTS);
          expect(without(union(held.base, held.inheriting), most)).toBe(NO_RIGHTS);
          // What was taken back is missing whatever the personality, and stays so.
          expect(intersect(held.base, held.withdrawn.base)).toBe(NO_RIGHTS);
          if (how !== 'attenuate') expect(without(before.withdrawn.base, held.withdrawn.base)).toBe(NO_RIGHTS);
          for (const right of rightNames(held.withdrawn.base))
            expect(held.require(rights(right), NO_RIGHTS)).toBeDefined();
        }
      }),
    );
  });

  it('shrinks exactly when every right that is asked for is held', () => {
    fc.assert(
      fc.property(anyRights, anyRights, anyRights, anyRights, (base, inheriting, wantBase, wantInheriting) => {
        const shrunk = Capability.preopen(inode, base, inheriting).shrink(wantBase, wantInheriting);
        expect(shrunk instanceof Capability).toBe(permits(base, wantBase) && permits(inheriting, wantInheriting));
        if (shrunk instanceof Capability) expect([shrunk.base, shrunk.inheriting]).toEqual([wantBase, wantInheriting]);
      }),
    );
  });

  it('says what was missing and what was held', () => {
    const held = Capability.preopen(inode, rights('fd_read', 'fd_seek'), rights('fd_tell'));
    expect(held.require(rights('fd_read', 'fd_write'), ALL_RIGHTS)).toEqual({
      kind: 'denied',
      need: ['fd_write'],
      have: ['fd_read', 'fd_seek'],
    });
    expect(held.requireInheritable(rights('fd_read'), ALL_RIGHTS)).toEqual({
      kind: 'denied',
      need: ['fd_read'],
      have: ['fd_tell'],
    });
    expect(held.shrink(rights('fd_write'), NO_RIGHTS)).toEqual({
      kind: 'denied',
      need: ['fd_write'],
      have: ['fd_read', 'fd_seek'],
    });
    expect(held.shrink(NO_RIGHTS, rights('fd_sync'))).toEqual({ kind: 'denied', need: ['fd_sync'], have: ['fd_tell'] });
  });

  it('lets a right pass that the personality does not enforce', () => {
    const held = Capability.preopen(inode, NO_RIGHTS, NO_RIGHTS);
    const enforced = without(ALL_RIGHTS, rights('fd_advise'));
    expect([
      held.require(rights('fd_advise'), enforced),
      held.requireInheritable(rights('fd_advise'), enforced),
    ]).toEqual([undefined, undefined]);
    expect(held.require(rights('fd_advise', 'fd_read'), enforced)).toMatchObject({ need: ['fd_read'] });
  });
});
