import type { Errno } from '../abi/errno.ts';
import type { Failure } from '../abi/failure.ts';
import type { RightName } from '../abi/rights.ts';
import type { SyscallName } from '../abi/syscalls.ts';
import type { Policy } from '../policy/policy.ts';
import type { OutcomeKind } from '../trace/query.ts';

/** A lesson as its folder in `lessons/` tells it; `lessons/README.md` is the format in words. */
export interface Lesson {
  /** The folder's name without the number that orders it. */
  readonly id: string;
  readonly title: string;
  /** How long it takes a learner who is new to it. */
  readonly minutes: number;
  /** The file that the editor shows first. */
  readonly open: string;
  readonly steps: readonly LessonStep[];
  /** Text by path: what the learner begins with. */
  readonly files: ReadonlyMap<string, string>;
  readonly policy: Policy;
  /** Asked before the first run; undefined: the lesson asks nothing. */
  readonly prediction: Prediction | undefined;
  readonly checks: readonly LessonCheck[];
  readonly solution: Solution;
}

/** The first step may have no heading of its own. */
export interface LessonStep {
  readonly title: string | undefined;
  /** Markdown in the lesson's folder; the build makes HTML of it for the page. */
  readonly text: string;
}

/** What solves it: files that replace those of the same path, and a policy where the lesson is solved by one. */
export interface Solution {
  readonly files: ReadonlyMap<string, string>;
  readonly policy: Policy | undefined;
}

export interface LessonCheck {
  /** What the learner has to reach, as a sentence. */
  readonly says: string;
  readonly hint: string | undefined;
  /** What is not shown before a run meets the check: what is missing, which names what is looked for, or the sentence as well. */
  readonly hides: 'missing' | 'sentence' | undefined;
  readonly rule: CheckRule;
}

/** A question about what the program that the lesson begins with will do. Of the choices, exactly one comes true. */
export interface Prediction {
  readonly asks: string;
  readonly choices: readonly PredictionChoice[];
  /** Why it went as it did, shown after the run; Markdown and HTML as the text of a step. */
  readonly because: string;
}

/** What may happen, as a sentence, and the rule that says whether it did. */
export interface PredictionChoice {
  readonly says: string;
  readonly rule: CheckRule;
}

export type CheckRule =
  | { readonly kind: 'exit'; readonly code: number }
  /** Of what the terminal showed while the program ran, what was typed included. */
  | { readonly kind: 'output-contains'; readonly text: string }
  | { readonly kind: 'output-lacks'; readonly text: string }
  | { readonly kind: 'output-matches'; readonly pattern: RegExp }
  /** The program was debugged, and at this line a value read so. `of`: as C writes it. */
  | { readonly kind: 'value'; readonly file: string; readonly line: number; readonly of: string; readonly is: RegExp }
  /** Such events are there, one after the other. */
  | { readonly kind: 'trace-has'; readonly events: readonly LessonQuery[] }
  | { readonly kind: 'trace-lacks'; readonly event: LessonQuery }
  /** The run was granted these folders at the most, and no other rights on each or beneath it. */
  | { readonly kind: 'policy-within'; readonly folders: ReadonlyMap<string, readonly RightName[]> }
  /** The run was granted no more than it needed. */
  | { readonly kind: 'policy-least' };

/** What events to look for; what is left out does not count. */
export interface LessonQuery {
  readonly call?: SyscallName | 'unmatched';
  readonly outcome?: OutcomeKind;
  readonly errno?: Errno;
  /** Why it failed. */
  readonly failure?: Failure['kind'];
  /** A right that was missing. */
  readonly need?: RightName;
  /** A part of a path: of an argument, of a descriptor, or in the machine. */
  readonly path?: string;
  /** The descriptor that the call goes through, whole, in the program's words: `/data`. */
  readonly through?: string;
}
