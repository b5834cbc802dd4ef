import type { ProgramOutcome } from '../project/program-outcome.ts';
import type { MemoryPicture } from './memory-picture.ts';

/** A line that a program is to stop at. */
export interface Breakpoint {
  /** A path in the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What a person asks of a stopped program. */
export type DebugCommand =
  | { readonly type: 'into' | 'over' | 'out' | 'continue' }
  | { readonly type: 'back-into' | 'back-over' | 'back-out' | 'run-back' | 'restart' }
  /** To this position, which the run has had. */
  | { readonly type: 'go'; readonly position: number }
  /** Stays where it is; from now on these are the breakpoints. */
  | { readonly type: 'breakpoints'; readonly breakpoints: readonly Breakpoint[] };

export type StopReason = 'start' | 'step' | 'breakpoint' | 'pause' | 'first' | 'moved' | 'ended';

/** A call that has not returned. */
export interface ShownFrame {
  readonly function: string;
  /** A path in the project. */
  readonly file: string;
  readonly line: number;
  readonly variables: readonly ShownValue[];
}

/** A variable, or a part of one, as a person reads it. */
export interface ShownValue {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  /** Members, elements, or what a pointer points at. */
  readonly parts: readonly ShownValue[];
}

/** A program that stands still. */
export interface ShownStop {
  readonly reason: StopReason;
  /** How many places it has passed: the same at the same moment, however it was reached. */
  readonly position: number;
  /** The position of the first line of `main`. */
  readonly first: number;
  /** The furthest that the run has come. */
  readonly furthest: number;
  /** Innermost first. */
  readonly frames: readonly ShownFrame[];
  readonly globals: readonly ShownValue[];
  readonly memory: MemoryPicture;
}

/** What the page hears of a program that is debugged. */
export type DebugEvent =
  /** `outcome`: how the program ends at this line. */
  | { readonly type: 'stopped'; readonly stop: ShownStop; readonly outcome?: ProgramOutcome }
  | { readonly type: 'running' }
  | { readonly type: 'ended' };
