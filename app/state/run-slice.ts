import type { StateCreator } from 'zustand/vanilla';
import type { RunPhase } from '../../runtime/protocol/run.ts';

/** One state at a time, each with exactly the data that exists in it. */
export type RunState =
  | { readonly phase: 'idle' }
  /** The page is handing over unsaved edits; the kernel has not been asked yet. */
  | { readonly phase: 'starting' }
  | RunPhase;

export interface RunSlice {
  readonly run: RunState;
  /** The project whose program was built last on this visit. */
  readonly builtProject: string | undefined;
  readonly runRequested: () => void;
  readonly runPhaseChanged: (phase: RunPhase) => void;
  readonly programBuilt: (projectId: string) => void;
}

export const createRunSlice: StateCreator<RunSlice> = (set) => ({
  run: { phase: 'idle' },
  builtProject: undefined,
  runRequested: () => set({ run: { phase: 'starting' } }),
  runPhaseChanged: (phase) => set({ run: phase }),
  programBuilt: (builtProject) => set({ builtProject }),
});

export function selectIsBusy({ run }: RunSlice): boolean {
  return run.phase !== 'idle' && run.phase !== 'ended';
}

/** Compiling or about to: the program is not running yet. */
export function selectIsBuilding(state: RunSlice): boolean {
  return selectIsBusy(state) && state.run.phase !== 'running';
}
