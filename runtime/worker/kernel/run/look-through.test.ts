import { describe, expect, it, vi } from 'vitest';
import type { Mistake } from '../../../project/mistake.ts';
import { findUnset } from '../../../toolchain/unset/find-unset.ts';
import { DEFAULT_SETTINGS } from '../../../project/settings.ts';
import { DELAYS_MS } from '../../../protocol/delays.ts';
import { Attention } from '../attention/attention.ts';
import { FakeClock } from '../attention/testing/fake-clock.ts';
import { LookThrough } from './look-through.ts';

vi.mock(import('../../../toolchain/unset/find-unset.ts'), async (original) => {
  const actual = await original();
  return { ...actual, findUnset: vi.fn(actual.findUnset) };
});

/** A builder that writes down for which program it is asked, and cannot build any so. */
function boot() {
  const clock = new FakeClock();
  const attention = new Attention(clock);
  const asked: Uint8Array[] = [];
  const found: Mistake[] = [];
  const looking: boolean[] = [];
  const machine = { kernel: { host: clock } };
  const toolchain = {
    tools: { isReady: true },
    builder: {
      unset: (program: Uint8Array) => {
        asked.push(program);
        return Promise.resolve(undefined);
      },
    },
  };
  type Parts = ConstructorParameters<typeof LookThrough>;
  const lookThrough = new LookThrough(machine as unknown as Parts[0], attention, {
    looking: (isLooking) => looking.push(isLooking),
    found: (mistake) => found.push(mistake),
  });
  attention.hurry('startCompiler');
  return {
    clock,
    attention,
    lookThrough,
    asked,
    found,
    looking,
    over: (program: Uint8Array, answers = Promise.resolve(new Uint8Array())) =>
      lookThrough.over(
        { toolchain, program, settings: DEFAULT_SETTINGS } as unknown as Parameters<LookThrough['over']>[0],
        { answers: () => answers },
      ),
  };
}

const PROGRAM = Uint8Array.of(1);

describe('a program that is over', () => {
  it('is looked through a moment later, is the one that ran, and the page hears when that begins and ends', async () => {
    const { clock, over, asked, looking } = boot();
    await over(PROGRAM);
    await clock.passes(DELAYS_MS.lookThrough - 1);
    expect(asked).toEqual([]);
    await clock.passes(1);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toBe(PROGRAM);
    await vi.waitFor(() => expect(looking).toEqual([true, false]));
  });

  it('is not once the project was changed, however long nothing happens then', async () => {
    const { clock, over, asked, attention, lookThrough } = boot();
    await over(PROGRAM);
    attention.edited();
    lookThrough.cancel();
    await clock.passes(10 * DELAYS_MS.longestPostponement);
    expect(asked).toEqual([]);
  });

  it('is not when that happens before it is known what the program was told', async () => {
    const { clock, over, asked, lookThrough } = boot();
    let told: (answers: Uint8Array<ArrayBuffer>) => void = () => undefined;
    const done = over(PROGRAM, new Promise((resolve) => (told = resolve)));
    lookThrough.cancel();
    told(new Uint8Array());
    await done;
    await clock.passes(10 * DELAYS_MS.lookThrough);
    expect(asked).toEqual([]);
  });

  it.each([
    ['is reported', false, 1],
    ['is not reported of a project that was left meanwhile', true, 0],
  ])('has a mistake that %s', async (_, isLeft, reports) => {
    const { clock, over, found, lookThrough } = boot();
    let finish: (mistake: Mistake) => void = () => undefined;
    vi.mocked(findUnset).mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
    await over(PROGRAM);
    await clock.passes(DELAYS_MS.lookThrough);
    if (isLeft) lookThrough.cancel();
    finish({} as Mistake);
    await clock.passes(1);
    expect(found).toHaveLength(reports);
  });
});
