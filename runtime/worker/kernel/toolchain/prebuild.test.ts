import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { BuildOptions } from '../../../toolchain/build/build.ts';
import { DEFAULT_SETTINGS } from '../../../project/settings.ts';
import { Prebuild } from './prebuild.ts';
import type { Toolchain } from './toolchain-loader.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Builds that last until they are told to end, or are aborted. */
function boot() {
  const said: string[] = [];
  const told: string[] = [];
  let finish: () => void = () => undefined;
  const build = ({ settings, signal }: BuildOptions): Promise<unknown> => {
    said.push(`begins ${settings.optimization}`);
    return new Promise<void>((resolve) => {
      const end = (how: string) => () => {
        if (said.at(-1) !== 'ends') said.push(how);
        resolve();
      };
      finish = end('ends');
      signal.addEventListener('abort', end('is aborted'));
    });
  };
  const toolchain = { builder: { build } } as unknown as Toolchain;
  const prebuild = new Prebuild({ waited: () => told.push('waited'), quiet: () => told.push('quiet') });
  const start = (optimization: '-O0' | '-O2' = '-O0'): void =>
    prebuild.start(toolchain, { ...DEFAULT_SETTINGS, optimization });
  const hold = (): Promise<void> => prebuild.hold(new AbortController().signal, () => undefined);
  return { prebuild, start, hold, finish: () => finish(), takeSaid: () => said.splice(0), told };
}

it('gives up what takes long, but not when somebody waits for it', async () => {
  const { start, hold, finish, takeSaid, prebuild } = boot();
  start();
  await vi.advanceTimersByTimeAsync(5000);
  expect(takeSaid()).toEqual(['begins -O0', 'is aborted']);
  start();
  const held = hold();
  await vi.advanceTimersByTimeAsync(5000);
  finish();
  await held;
  start();
  expect(takeSaid()).toEqual(['begins -O0', 'ends']);
  prebuild.release();
});

it('tells when somebody waits, and when nobody does any more', async () => {
  const { start, hold, finish, prebuild, told } = boot();
  start();
  const held = hold();
  expect(told).toEqual(['waited']);
  finish();
  await held;
  prebuild.rest();
  expect(told).toEqual(['waited']);
  prebuild.release();
  expect(told).toEqual(['waited', 'quiet']);
  start();
  finish();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual(['waited', 'quiet', 'quiet']);
});

it('goes on with what is asked for again, and begins anew behind what was given up', async () => {
  const { start, takeSaid, prebuild } = boot();
  start();
  start();
  expect(takeSaid()).toEqual(['begins -O0']);
  prebuild.abandon();
  start();
  await vi.advanceTimersByTimeAsync(0);
  expect(takeSaid()).toEqual(['is aborted', 'begins -O0']);
  start('-O2');
  await vi.advanceTimersByTimeAsync(0);
  expect(takeSaid()).toEqual(['is aborted', 'begins -O2']);
});
