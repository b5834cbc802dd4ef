import type { ProgramOutcome } from '../project/program-outcome.ts';
import type { MemoryPicture } from './memory-picture.ts';

/** A line that a program is to stop at. */
export interface Breakpoint {
  /** A path in the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** An expression: it counts only where this is true. */
  readonly condition?: string;
  /** It stops from this time on that it counts; from 1. */
  readonly from?: number;
  /** Printed instead of stopping; expressions stand in braces. */
  readonly print?: string;
}

/** Where a value lies in memory. */
export interface ValuePlace {
  readonly address: number;
  readonly bytes: number;
  /** Of a variable of a call: the call, which has the same number until it returns. */
  readonly call?: number;
}

/** A place with what a person calls it. */
export interface NamedPlace extends ValuePlace {
  readonly name: string;
}

/** The values of expressions, each time that the run has come to one of some lines. */
export interface LoopTable {
  readonly expressions: readonly string[];
  readonly rows: readonly LoopRow[];
  /** How many more passes there were than rows. */
  readonly left: number;
}

export interface LoopRow {
  readonly position: number;
  readonly file: string;
  readonly line: number;
  /** One for each expression. */
  readonly values: readonly string[];
}

/** What a person asks of a stopped program. */
export type DebugCommand =
  | { readonly type: 'into' | 'over' | 'out' | 'continue' }
  | { readonly type: 'back-into' | 'back-over' | 'back-out' | 'run-back' | 'restart' }
  /** To this position, which the run has had. */
  | { readonly type: 'go'; readonly position: number }
  /** On, until it comes to this line, or to a breakpoint. */
  | { readonly type: 'run-to'; readonly file: string; readonly line: number }
  /** To the line that wrote there last, or that writes there next. */
  | { readonly type: 'last-write'; readonly place: NamedPlace }
  | { readonly type: 'next-write'; readonly place: NamedPlace }
  /** Comes back to where it is; from now on it stops when what lies at one of these has changed. */
  | { readonly type: 'break-on-change'; readonly places: readonly NamedPlace[] }
  /** Comes back to where it is, with a table of the run so far. */
  | {
      readonly type: 'table';
      readonly lines: readonly { readonly file: string; readonly line: number }[];
      readonly expressions: readonly string[];
    }
  /** Stays where it is, and tells the values of these from now on. */
  | { readonly type: 'watch'; readonly expressions: readonly string[] }
  /** Stays where it is; from now on these are the breakpoints. */
  | { readonly type: 'breakpoints'; readonly breakpoints: readonly Breakpoint[] };

export type StopReason =
  'start' | 'step' | 'breakpoint' | 'pause' | 'first' | 'moved' | 'written' | 'changed' | 'ended';

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
  /** Undefined: it is not in memory. */
  readonly place?: ValuePlace;
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
  /** The expressions that are watched. */
  readonly watched: readonly ShownValue[];
  /** What stops the program when it changes. */
  readonly brokenOn: readonly NamedPlace[];
  /** What is to be known besides the reason: a condition that has no value. */
  readonly note: string | undefined;
}

/** What the page hears of a program that is debugged. */
export type DebugEvent =
  /** `outcome`: how the program ends at this line. */
  | { readonly type: 'stopped'; readonly stop: ShownStop; readonly outcome?: ProgramOutcome }
  | { readonly type: 'running' }
  | { readonly type: 'tabled'; readonly table: LoopTable }
  /** A breakpoint that prints has been passed. */
  | { readonly type: 'printed'; readonly text: string; readonly file: string; readonly line: number }
  | { readonly type: 'ended' };
