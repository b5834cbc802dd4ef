import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../project/settings.ts';
import { DELAYS_MS } from '../../../protocol/delays.ts';
import type { BuildOptions, BuildProgress } from '../../../toolchain/build/build-result.ts';
import { AssetError } from '../toolchain/assets.ts';
import { Checker } from '../toolchain/checker.ts';
import type { Toolchain } from '../toolchain/toolchain-loader.ts';
import { Attention } from './attention.ts';
import { BuildAhead } from './build-ahead.ts';
import { FakeClock } from './testing/fake-clock.ts';

const LINKING: BuildProgress = { step: 'linking' };

/** A builder whose work lasts until it is finished or aborted, and that counts how much of it is under way. */
function boot() {
  const did: string[] = [];
  let underway = 0;
  let most = 0;
  let finish: () => void = () => undefined;
  const lasting = (name: string, signal: AbortSignal): Promise<void> => {
    did.push(`${name} begins`);
    most = Math.max(most, ++underway);
    return new Promise<void>((resolve) => {
      const end = (how: string) => () => {
        if (did.includes(`${name} ${how}`)) return;
        did.push(`${name} ${how}`);
        underway--;
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const abort = end('is aborted');
      finish = end('ends');
      signal.addEventListener('abort', abort);
    });
  };
  let toldProgress: (progress: BuildProgress) => void = () => undefined;
  const builder = {
    build: async ({ settings, signal, progress, needCxx }: BuildOptions) => {
      toldProgress = progress;
      if (settings.extraFlags === 'c++') await needCxx();
      await lasting(`build ${settings.optimization}`, signal);
    },
    check: async (path: string, _settings: unknown, signal: AbortSignal) => {
      await lasting(`check ${path}`, signal);
      return [];
    },
  };
  const toolchain = { builder } as unknown as Toolchain;
  const clock = new FakeClock();
  const attention = new Attention(clock);
  const cxx = { isHere: false };
  const buildAhead = new BuildAhead(attention, clock, {
    needCxxWithoutDownload: () =>
      cxx.isHere ? Promise.resolve() : Promise.reject(new AssetError('C++ is not in this browser yet')),
  });
  const loader = { get: () => Promise.resolve(toolchain), needCxx: () => Promise.resolve() };
  const checker = new Checker(loader, attention, buildAhead);
  const settingsOf = (optimization: '-O0' | '-O2', extraFlags = '') => ({
    ...DEFAULT_SETTINGS,
    optimization,
    extraFlags,
  });
  return {
    attention,
    clock,
    cxx,
    start: (optimization: '-O0' | '-O2' = '-O0', flags = '') =>
      buildAhead.start(toolchain, settingsOf(optimization, flags)),
    check: (path: string) => void checker.check(path, settingsOf('-O0')),
    /** As a run does: it takes over what is under way, and builds what is left. */
    run: async (optimization: '-O0' | '-O2' = '-O0', signal = new AbortController().signal): Promise<void> => {
      const release = attention.urgent();
      await buildAhead.takeOver(settingsOf(optimization), signal, ({ step }) => did.push(`run shows ${step}`));
      did.push('run builds');
      release();
    },
    progress: () => toldProgress(LINKING),
    finish: () => finish(),
    most: () => most,
    took: async (ms = 0): Promise<string[]> => {
      await clock.passes(ms);
      return did.splice(0);
    },
  };
}

it('compiles a text at most once at a time, whatever asks for it: a check, Run about to be pressed, Run', async () => {
  const { check, start, run, finish, took, most } = boot();
  check('main.c');
  start();
  expect(await took()).toEqual(['check main.c begins']);
  finish();
  expect(await took()).toEqual(['check main.c ends', 'build -O0 begins']);
  check('main.c');
  start();
  const running = run();
  expect(await took()).toEqual([]);
  finish();
  await running;
  expect(await took()).toEqual(['build -O0 ends', 'run builds', 'check main.c begins']);
  expect(most()).toBe(1);
});

it('is taken over by a run: not aborted, not given up, and its progress shown', async () => {
  const { start, run, progress, finish, took } = boot();
  start();
  expect(await took()).toEqual(['build -O0 begins']);
  progress();
  const running = run();
  expect(await took(DELAYS_MS.giveUpBuildAhead * 2)).toEqual(['run shows linking']);
  progress();
  finish();
  await running;
  expect(await took()).toEqual(['run shows linking', 'build -O0 ends', 'run builds']);
});

it('ends with the run that took it over when that is stopped', async () => {
  const { start, run, took } = boot();
  start();
  await took();
  const abort = new AbortController();
  const running = run('-O0', abort.signal);
  abort.abort();
  await running;
  expect(await took()).toEqual(['build -O0 is aborted', 'run builds']);
});

it('is aborted by a run with other settings, or after an edit, before that builds', async () => {
  const { start, run, took, attention } = boot();
  start('-O2');
  await took();
  await run('-O0');
  expect(await took()).toEqual(['build -O2 is aborted', 'run builds']);
  start();
  await took();
  attention.edited();
  await run();
  expect(await took()).toEqual(['build -O0 is aborted', 'run builds']);
});

it('is given up when it takes long and no run has asked for it', async () => {
  const { start, took } = boot();
  start();
  expect(await took(DELAYS_MS.giveUpBuildAhead)).toEqual(['build -O0 begins', 'build -O0 is aborted']);
});

it('goes on when it is asked for again, and begins anew with other settings or after an edit', async () => {
  const { start, took, attention } = boot();
  start();
  start();
  expect(await took()).toEqual(['build -O0 begins']);
  attention.edited();
  start();
  expect(await took()).toEqual(['build -O0 is aborted', 'build -O0 begins']);
  start('-O2');
  expect(await took()).toEqual(['build -O0 is aborted', 'build -O2 begins']);
});

it('of C++ is done where its headers are in this browser, and downloads nothing', async () => {
  const { start, took, cxx } = boot();
  start('-O0', 'c++');
  expect(await took()).toEqual([]);
  cxx.isHere = true;
  start('-O0', 'c++');
  expect(await took()).toEqual(['build -O0 begins']);
});
