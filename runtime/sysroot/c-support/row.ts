import type { TrapReason } from '../../abi/trap-reason.ts';

/** What a person may expect of a feature: it works, it works but differs, or it is refused. */
export type CSupportStatus = 'supported' | 'note' | 'refused';

/** What must happen when a row's program is compiled with the default flags and run. */
export type CSupportExpectation =
  | {
      readonly compiles: true;
      readonly exit: number;
      /** The whole of standard output. */
      readonly stdout?: string;
      readonly stdoutContains?: string;
      readonly stderrContains?: string;
      /** A part of the warning that compiling must print. */
      readonly warns?: string;
    }
  | { readonly compiles: false; readonly diagnosticContains: string }
  | {
      readonly traps: TrapReason;
      readonly stderrContains?: string;
      /** A part of the sentence about this very trap. */
      readonly explains?: string;
    };

/** One feature of C or C++, a program that shows it, and what that program does here. */
export interface CSupportRow {
  readonly id: string;
  readonly feature: string;
  readonly status: CSupportStatus;
  /** One or two sentences; for a refusal, why and what to do instead. Empty when it simply works. */
  readonly note: string;
  readonly language?: 'c' | 'c++';
  /** Extra compiler flags, after the defaults. */
  readonly flags?: readonly string[];
  /** `main.c`, or `main.cpp` when the language is C++. */
  readonly program: string;
  /** Further files by path; the `.c` among them are compiled too. */
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly expect: CSupportExpectation;
}

export interface CSupportSection {
  readonly title: string;
  readonly rows: readonly CSupportRow[];
}
