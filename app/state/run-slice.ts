import type { StateCreator } from 'zustand/vanilla';
import type { Policy } from '../../runtime/policy/policy.ts';
import type { RunOutcome, RunPhase, RunReport } from '../../runtime/protocol/run.ts';

/** One state at a time, each with exactly the data that exists in it. */
export type RunState =
  | { readonly phase: 'idle' }
  /** The page is handing over unsaved edits; the kernel has not been asked yet. */
  | { readonly phase: 'starting' }
  | RunPhase;

/** The program that ran last, and what it did with what it was granted. */
export interface LastRun {
  readonly outcome: RunOutcome;
  readonly report: RunReport;
}

export interface RunSlice {
  readonly run: RunState;
  /** What the program that runs, or is about to, is granted; undefined: nothing runs. */
  readonly runPolicy: Policy | undefined;
  readonly lastRun: LastRun | undefined;
  /** The project whose program was built last on this visit. */
  readonly builtProject: string | undefined;
  readonly runRequested: (policy?: Policy) => void;
  readonly runPhaseChanged: (phase: RunPhase) => void;
  readonly programBuilt: (projectId: string) => void;
  /** Another project: what ran before is no concern of it. */
  readonly lastRunForgotten: () => void;
}

export const createRunSlice: StateCreator<RunSlice> = (set) => ({
  run: { phase: 'idle' },
  runPolicy: undefined,
  lastRun: undefined,
  builtProject: undefined,
  runRequested: (runPolicy) => set({ run: { phase: 'starting' }, runPolicy }),
  runPhaseChanged: (phase) =>
    set(
      phase.phase === 'ended'
        ? {
            run: phase,
            runPolicy: undefined,
            ...(phase.report && { lastRun: { outcome: phase.outcome, report: phase.report } }),
          }
        : { run: phase },
    ),
  programBuilt: (builtProject) => set({ builtProject }),
  lastRunForgotten: () => set({ lastRun: undefined }),
});

export function selectIsBusy({ run }: RunSlice): boolean {
  return run.phase !== 'idle' && run.phase !== 'ended';
}

/** Compiling or about to: the program is not running yet. */
export function selectIsBuilding(state: RunSlice): boolean {
  return selectIsBusy(state) && state.run.phase !== 'running';
}
