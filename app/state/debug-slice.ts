import type { StateCreator } from 'zustand/vanilla';
import type { ProgramOutcome } from '../../runtime/project/program-outcome.ts';
import type { Breakpoint, DebugCommand, DebugEvent, LoopTable, ShownStop } from '../../runtime/stops/stop.ts';

export type DebugState =
  | { readonly phase: 'off' }
  | {
      readonly phase: 'running';
      /** Where it was stopped last. */
      readonly before: ShownStop | undefined;
      /** It has come further than before, or waits: the terminal shows what is. */
      readonly isNow?: boolean;
      /** It waits for the person to type. */
      readonly isWaiting?: boolean;
      /** The run is repeated to come to an earlier moment: how far it is, from 0 to 1. */
      readonly goesBack?: number;
    }
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
  /** The trace shows the system calls from this moment on. */
  readonly tracedMoment: { readonly position: number } | undefined;
  readonly momentTraced: (position: number) => void;
  readonly watchedChanged: (expressions: readonly string[]) => void;
  readonly debugHeard: (event: DebugEvent) => void;
  /** The text is not any more what the last build was begun with; of interest while a program is debugged. */
  readonly isDebuggedTextOld: boolean;
  readonly textEdited: () => void;
  /** Breakpoints that were put on the next line with code when the program started, in a sentence. */
  readonly movedText: string | undefined;
  readonly breakpointsMoved: (breakpoints: readonly Breakpoint[], text: string) => void;
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
  tracedMoment: undefined,
  momentTraced: (position) => set({ tracedMoment: { position } }),
  watchedChanged: (watched) => set({ watched }),
  isDebuggedTextOld: false,
  movedText: undefined,
  breakpointsMoved: (breakpoints, movedText) => set({ breakpoints, movedText }),
  textEdited: () => set({ isDebuggedTextOld: true }),
  debugHeard: (event) =>
    set(({ debug, printed }) => {
      if (event.type === 'printed') return { printed: [...printed, `${event.file}:${event.line}: ${event.text}`] };
      if (event.type === 'tabled') return { loopTable: event.table };
      if (event.type === 'stopped' && event.stop.reason === 'start' && debug.phase === 'off') printed = [];
      if (event.type === 'ended')
        return { debug: { phase: 'off' }, tracedMoment: undefined, loopTable: undefined, movedText: undefined };
      const before = debug.phase === 'stopped' ? debug.stop : debug.phase === 'running' ? debug.before : undefined;
      const was = debug.phase === 'running' ? debug : undefined;
      // The place is sent again, as after a change of the breakpoints: what had changed still has.
      if (event.type === 'stopped' && debug.phase === 'stopped' && debug.stop.position === event.stop.position)
        return { debug: { ...debug, stop: event.stop, outcome: event.outcome } };
      return {
        printed,
        debug:
          event.type === 'stopped'
            ? { phase: 'stopped', stop: event.stop, before, outcome: event.outcome }
            : {
                phase: 'running',
                before,
                ...((event.type === 'waiting' ? event.isWaiting : was?.isWaiting) && { isWaiting: true }),
                ...((event.type === 'waiting' || was?.isNow || (was && event.type === 'running')) && { isNow: true }),
                ...(event.type === 'going-back' && { goesBack: event.position / Math.max(1, event.to) }),
              },
      };
    }),
  breakpointsChanged: (breakpoints) => set({ breakpoints }),
  breakpointsOpened: (breakpoints) => set({ breakpoints, printed: [], watched: [] }),
});

/** The debugged program is over, and is kept to be looked at. */
export function selectIsAtEnd({ debug }: DebugSlice): boolean {
  return debug.phase === 'stopped' && debug.outcome !== undefined;
}

/** Whether this command does anything where the program stands. */
export function canMove({ debug }: DebugSlice, type: DebugCommand['type']): boolean {
  if (debug.phase !== 'stopped') return false;
  const { position, first } = debug.stop;
  if (type === 'restart' || type === 'run-back' || type.startsWith('back')) return position > first;
  return type === 'continue' || !debug.outcome;
}
