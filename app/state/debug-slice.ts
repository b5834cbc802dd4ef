import type { StateCreator } from 'zustand/vanilla';
import type { ProgramOutcome } from '../../runtime/project/program-outcome.ts';
import type { Breakpoint, DebugEvent, LoopTable, ShownStop } from '../../runtime/stops/stop.ts';

export type DebugState =
  | { readonly phase: 'off' }
  /** `before`: where it was stopped last. */
  | { readonly phase: 'running'; readonly before: ShownStop | undefined }
  | {
      readonly phase: 'stopped';
      readonly stop: ShownStop;
      readonly before: ShownStop | undefined;
      /** How the program ends at this line; undefined: it goes on. */
      readonly outcome: ProgramOutcome | undefined;
    };

export interface DebugSlice {
  readonly debug: DebugState;
  /** Of the open project. */
  readonly breakpoints: readonly Breakpoint[];
  /** Expressions whose values are shown at each stop. */
  readonly watched: readonly string[];
  /** What breakpoints have printed since the program started. */
  readonly printed: readonly string[];
  /** The last one that was asked for of this run. */
  readonly loopTable: LoopTable | undefined;
  readonly watchedChanged: (expressions: readonly string[]) => void;
  readonly debugHeard: (event: DebugEvent) => void;
  /** The text is not any more what the debugged program was built from. */
  readonly isDebuggedTextOld: boolean;
  readonly textEdited: () => void;
  readonly breakpointsChanged: (breakpoints: readonly Breakpoint[]) => void;
  /** Another project is open, with these of its own. */
  readonly breakpointsOpened: (breakpoints: readonly Breakpoint[]) => void;
}

export const createDebugSlice: StateCreator<DebugSlice> = (set) => ({
  debug: { phase: 'off' },
  breakpoints: [],
  watched: [],
  printed: [],
  loopTable: undefined,
  watchedChanged: (watched) => set({ watched }),
  isDebuggedTextOld: false,
  textEdited: () => set(({ debug }) => (debug.phase === 'off' ? {} : { isDebuggedTextOld: true })),
  debugHeard: (event) =>
    set(({ debug, printed }) => {
      if (event.type === 'printed') return { printed: [...printed, `${event.file}:${event.line}: ${event.text}`] };
      if (event.type === 'tabled') return { loopTable: event.table };
      if (event.type === 'stopped' && event.stop.reason === 'start' && debug.phase === 'off') printed = [];
      if (event.type === 'ended') return { debug: { phase: 'off' }, isDebuggedTextOld: false, loopTable: undefined };
      const before = debug.phase === 'stopped' ? debug.stop : debug.phase === 'running' ? debug.before : undefined;
      // The place is sent again, as after a change of the breakpoints: what had changed still has.
      if (event.type === 'stopped' && debug.phase === 'stopped' && debug.stop.position === event.stop.position)
        return { debug: { ...debug, stop: event.stop, outcome: event.outcome } };
      return {
        printed,
        debug:
          event.type === 'stopped'
            ? { phase: 'stopped', stop: event.stop, before, outcome: event.outcome }
            : { phase: 'running', before },
      };
    }),
  breakpointsChanged: (breakpoints) => set({ breakpoints }),
  breakpointsOpened: (breakpoints) => set({ breakpoints, printed: [], watched: [] }),
});

export function selectIsStopped({ debug }: DebugSlice): boolean {
  return debug.phase === 'stopped';
}

/** The debugged program is over, and is kept to be looked at. */
export function selectIsAtEnd({ debug }: DebugSlice): boolean {
  return debug.phase === 'stopped' && debug.outcome !== undefined;
}
