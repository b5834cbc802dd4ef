import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../policy/policy.ts';
import { DEFAULT_SETTINGS } from '../../../project/settings.ts';
import type { RunPhase } from '../../../protocol/run.ts';
import type { BuildOptions, BuildResult } from '../../../toolchain/build/build-result.ts';
import { Attention } from '../attention/attention.ts';
import { BuildAhead } from '../attention/build-ahead.ts';
import { FakeClock } from '../attention/testing/fake-clock.ts';
import type { Toolchain } from '../toolchain/toolchain-loader.ts';
import { Runner } from './runner.ts';

const NOTHING = (): void => undefined;
const SAID = { diagnostics: [], said: '' };

/** Runs a project of main.c, which can start child.c, with a builder whose builds last until the test ends them. */
function boot() {
  const clock = new FakeClock();
  const attention = new Attention(clock);
  const did: string[] = [];
  const ends: (() => void)[] = [];
  const builder = {
    programsBeside: () => ({ mains: ['child.c'], modules: [] }),
    build: async ({ settings, signal }: BuildOptions): Promise<BuildResult> => {
      const name = settings.mainFile === '' ? 'main.c' : settings.mainFile;
      did.push(`${name} begins`);
      await new Promise<void>((resolve) => {
        ends.push(resolve);
        signal.addEventListener('abort', () => resolve());
      });
      did.push(`${name} ends`);
      return name === 'main.c'
        ? { kind: 'failed', ...SAID }
        : { kind: 'built', program: new Uint8Array(), isUnchanged: false, ...SAID };
    },
  };
  const toolchain = { builder } as unknown as Toolchain;
  const buildAhead = new BuildAhead(attention, clock, { needCxxWithoutDownload: () => Promise.resolve() });
  const phases: RunPhase[] = [];
  const runner = new Runner(
    ...([
      { kernel: { host: clock } },
      { getEarly: () => Promise.resolve(toolchain), needCxx: () => Promise.resolve() },
      { attention, buildAhead },
      { programEnded: NOTHING, line: { interrupted: NOTHING } },
      {
        phase: (phase: RunPhase) => phases.push(phase),
        diagnostics: NOTHING,
        trace: NOTHING,
        refusals: NOTHING,
        debugged: NOTHING,
        looking: NOTHING,
        found: NOTHING,
      },
      {},
    ] as unknown as ConstructorParameters<typeof Runner>),
  );
  return {
    buildAhead: () => buildAhead.start(toolchain, DEFAULT_SETTINGS),
    run: () =>
      runner.run(DEFAULT_SETTINGS, DEFAULT_POLICY, undefined, {
        isRepeat: false,
        isTraced: false,
        input: new Uint8Array(),
      }),
    endBuild: () => ends.shift()?.(),
    took: async (): Promise<string[]> => {
      await clock.passes(0);
      return did.splice(0);
    },
    outcomes: () => phases.flatMap((one) => (one.phase === 'ended' ? [one.outcome.kind] : [])),
  };
}

it('builds nothing else while a build ahead is under way: not the programs that its program may start either', async () => {
  const { buildAhead, run, endBuild, took, outcomes } = boot();
  buildAhead();
  expect(await took()).toEqual(['main.c begins']);
  const running = run();
  expect(await took()).toEqual([]);
  endBuild();
  expect(await took()).toEqual(['main.c ends', 'child.c begins']);
  endBuild();
  expect(await took()).toEqual(['child.c ends', 'main.c begins']);
  endBuild();
  await running;
  expect(outcomes()).toEqual(['not-compiled']);
});
