import { expect, it } from 'vitest';
import { assemble } from '../../../conformance/testing/assemble-fixture.ts';
import { DEFAULT_POLICY } from '../../../policy/policy.ts';
import type { RunPhase } from '../../../protocol/run.ts';
import type { JobEnd } from '../../../toolchain/tools/machine.ts';
import { DEFAULT_SETTINGS } from '../../../project/settings.ts';
import { Runner } from './runner.ts';

/** Runs a module that was brought, on a machine that does what `start` says. */
function boot(start: () => Promise<JobEnd>, adapters?: () => Promise<Uint8Array>) {
  const phases: RunPhase[] = [];
  const nothing = (): void => undefined;
  const machine = {
    kernel: { host: { monotonicNs: () => 0, timer: () => ({ dispose: nothing }) } },
    start: () => ({
      ended: start(),
      kill: nothing,
      watch: nothing,
      uses: nothing,
      refused: () => 0,
      personMs: () => 0,
    }),
  };
  const terminal = { programStarted: nothing, programEnded: nothing, line: { interrupted: nothing }, stdio: {} };
  const attention = { attention: { whenIdle: nothing } };
  const parts = [machine, { adapters }, attention, terminal] as unknown as ConstructorParameters<typeof Runner>;
  const runner = new Runner(
    parts[0],
    parts[1],
    parts[2],
    parts[3],
    {
      phase: (phase) => phases.push(phase),
      diagnostics: nothing,
      trace: nothing,
      refusals: nothing,
      debugged: nothing,
      looking: nothing,
      found: nothing,
    },
    { asker: () => ({ dispose: nothing }), spawned: nothing },
  );
  const module = { name: 'it.wasm', bytes: assemble([], []) };
  return {
    stop: () => runner.stop(),
    run: (settings = DEFAULT_SETTINGS) =>
      runner.run(settings, DEFAULT_POLICY, module, {
        isRepeat: false,
        isTraced: false,
        input: new Uint8Array(),
      }),
    outcomes: () => phases.flatMap((one) => (one.phase === 'ended' ? [one.outcome] : [])),
  };
}

it('ends a run that failed through a fault of ours, and the next one is a new one', async () => {
  let runs = 0;
  const { run, outcomes } = boot(() => {
    if (++runs === 1) throw new Error('table and handler disagree');
    return runs === 2 ? Promise.reject(new Error('no such worker')) : Promise.resolve({ kind: 'exited', code: 0 });
  });
  await expect(run()).rejects.toThrow('table and handler disagree');
  await expect(run()).rejects.toThrow('no such worker');
  await run();
  expect(outcomes()).toEqual([
    { kind: 'faulted', message: 'table and handler disagree' },
    { kind: 'faulted', message: 'no such worker' },
    { kind: 'exited', code: 0 },
  ]);
});

it('is stopped while the adapter of a layered run is fetched, and starts nothing', async () => {
  let fetched = (): void => undefined;
  const isFetched = new Promise<void>((resolve) => (fetched = resolve));
  let starts = 0;
  const { run, stop, outcomes } = boot(
    () => {
      starts++;
      return Promise.resolve({ kind: 'exited', code: 0 });
    },
    () => {
      fetched();
      return new Promise(() => undefined);
    },
  );
  const running = run({ ...DEFAULT_SETTINGS, layer: 'preview2' });
  await isFetched;
  stop();
  await running;
  expect([outcomes(), starts]).toEqual([[{ kind: 'stopped' }], 0]);
});
