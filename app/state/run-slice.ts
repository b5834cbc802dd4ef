import type { StateCreator } from 'zustand/vanilla';
import type { Policy } from '../../runtime/policy/policy.ts';
import type { RunRefusals } from '../../runtime/protocol/kernel.ts';
import type { Mistake } from '../../runtime/project/mistake.ts';
import type { CPlace } from '../../runtime/project/program-outcome.ts';
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

/** What the program that runs, or ran last, was refused. */
export interface Refused extends RunRefusals {
  /** The stacks of `events`, by number, innermost place first; of those that are not looked up yet, there is none. */
  readonly places: ReadonlyMap<number, readonly CPlace[]>;
}

export interface RunSlice {
  readonly run: RunState;
  /** What the program that runs, or is about to, is granted; undefined: nothing runs. */
  readonly runPolicy: Policy | undefined;
  readonly lastRun: LastRun | undefined;
  /** Undefined: nothing was refused. */
  readonly refused: Refused | undefined;
  /** The end whose outcome card was closed. */
  readonly closedOutcome: RunState | undefined;
  /** The run that is over is looked through for values that were never set. */
  readonly isLookedThrough: boolean;
  /** The project whose program was built last on this visit. */
  readonly builtProject: string | undefined;
  readonly runRequested: (policy?: Policy) => void;
  readonly runPhaseChanged: (phase: RunPhase) => void;
  readonly lookThroughChanged: (isLookedThrough: boolean) => void;
  /** Of the run that is over. */
  readonly mistakeFound: (found: Mistake) => void;
  readonly refusalsTold: (refusals: RunRefusals) => void;
  readonly refusalsPlaced: (run: number, places: Refused['places']) => void;
  readonly programBuilt: (projectId: string) => void;
  readonly outcomeClosed: () => void;
  /** Another project: what ran before is no concern of it. */
  readonly lastRunForgotten: () => void;
}

export const createRunSlice: StateCreator<RunSlice> = (set) => ({
  run: { phase: 'idle' },
  runPolicy: undefined,
  lastRun: undefined,
  refused: undefined,
  closedOutcome: undefined,
  isLookedThrough: false,
  builtProject: undefined,
  runRequested: (runPolicy) =>
    set({ run: { phase: 'starting' }, runPolicy, refused: undefined, isLookedThrough: false }),
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
  lookThroughChanged: (isLookedThrough) => set({ isLookedThrough }),
  mistakeFound: (found) =>
    set(({ run }) =>
      run.phase === 'ended' && run.outcome.kind === 'exited'
        ? { run: { ...run, outcome: { ...run.outcome, found } } }
        : {},
    ),
  refusalsTold: ({ run, policy, events, count }) =>
    set(({ refused }) => ({
      refused: { run, policy, events, count, places: refused?.run === run ? refused.places : new Map() },
    })),
  refusalsPlaced: (run, places) =>
    set(({ refused }) => (refused?.run === run ? { refused: { ...refused, places } } : {})),
  programBuilt: (builtProject) => set({ builtProject }),
  outcomeClosed: () => set(({ run }) => ({ closedOutcome: run })),
  lastRunForgotten: () =>
    set(({ run }) => ({
      lastRun: undefined,
      refused: undefined,
      ...(run.phase === 'ended' && { run: { phase: 'idle' } }),
    })),
});

export function selectIsBusy({ run }: RunSlice): boolean {
  return run.phase !== 'idle' && run.phase !== 'ended';
}

/** Compiling or about to: the program is not running yet. */
export function selectIsBuilding(state: RunSlice): boolean {
  return selectIsBusy(state) && state.run.phase !== 'running';
}
