import type { ProgramOutcome } from '../project/program-outcome.ts';
import type { BytesPlace, MemoryPicture, ShownBytes } from './memory-picture.ts';

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
  /** What tells that call from earlier and later ones with its number. */
  readonly began?: number;
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
  /** Stays where it is: what came later is dropped, and the program goes on from here in earnest. */
  | { readonly type: 'new-future' }
  /** Stays where it is, with another value there; what came later is dropped. Both are expressions. */
  | { readonly type: 'set'; readonly target: string; readonly value: string }
  /** Stays where it is, and tells the bytes of an object from now on; undefined: of none. */
  | { readonly type: 'bytes'; readonly place: BytesPlace | undefined }
  /** Stays where it is, and draws more of what is left out of the picture there: each time several times as much. */
  | { readonly type: 'more'; readonly at: number }
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
  /** `text` is a sentence that says why there is no value. */
  readonly isProblem?: true;
}

/** Something that happened at a moment of the run. */
export interface TimelineMark {
  readonly kind: MarkKind;
  readonly position: number;
}

export type MarkKind = 'output' | 'input' | 'call' | 'breakpoint' | 'mistake';

/** What stood in the terminal at a moment before the run's furthest one, without colours and cursor movements. */
export interface PastTerminal {
  /** The end of what had been printed and typed. */
  readonly before: string;
  /** The beginning of what came later. */
  readonly later: string;
}

/** Where a breakpoint stops, which is not the line that it was set at; undefined: nowhere. */
export interface PlacedBreakpoint {
  readonly file: string;
  readonly line: number;
  readonly at: number | undefined;
  /** That is in a function which begins after its own line. */
  readonly isFar?: true;
}

/** A program that stands still. */
export interface ShownStop {
  readonly reason: StopReason;
  /** How many places it has passed: the same at the same moment, however it was reached. */
  readonly position: number;
  /** The earliest position that can be gone to: that of the first line of `main`, unless too much has happened since. */
  readonly first: number;
  /** The furthest that the run has come. */
  readonly furthest: number;
  /** Innermost first. */
  readonly frames: readonly ShownFrame[];
  readonly globals: readonly ShownValue[];
  readonly memory: MemoryPicture;
  /** Those that were asked for. */
  readonly bytes: ShownBytes | undefined;
  /** The expressions that are watched. */
  readonly watched: readonly ShownValue[];
  /** What stops the program when it changes. */
  readonly brokenOn: readonly NamedPlace[];
  /** In order of time; of many of a kind, some. */
  readonly marks: readonly TimelineMark[];
  /** Where the run has come further than this. */
  readonly terminal: PastTerminal | undefined;
  /** Breakpoints on lines without code. */
  readonly moved: readonly PlacedBreakpoint[];
  /** The run has not come to its end, or a new future has begun, which has not. */
  readonly isOpen?: true;
  /** What is to be known besides the reason: a condition that has no value. */
  readonly note: string | undefined;
}

/** What the page hears of a program that is debugged. */
export type DebugEvent =
  /** `outcome`: how the program ends at this line. */
  | { readonly type: 'stopped'; readonly stop: ShownStop; readonly outcome?: ProgramOutcome }
  | { readonly type: 'running' }
  /** Undefined: the table that was told holds a future that was dropped. */
  | { readonly type: 'tabled'; readonly table: LoopTable | undefined }
  /** It waits for the person to type, or waits no longer. May come before `running`, which takes another way. */
  | { readonly type: 'waiting'; readonly isWaiting: boolean }
  /** The run is repeated to come to an earlier moment: how far it is. `pause` ends that where it is. */
  | { readonly type: 'going-back'; readonly position: number; readonly to: number }
  /** A breakpoint that prints has been passed. */
  | { readonly type: 'printed'; readonly text: string; readonly file: string; readonly line: number }
  | { readonly type: 'ended' };
