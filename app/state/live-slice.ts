import type { StateCreator } from 'zustand/vanilla';
import type { Question } from '../../runtime/policy/question.ts';
import type { DescriptorRow, DescriptorStep } from '../../runtime/trace/descriptor-row.ts';
import type { ProjectSlice } from './project-slice.ts';

/** The descriptor table as it was at one time of a run. */
export interface Moment {
  /** How many calls the program had made. */
  readonly call: number;
  readonly ms: number;
  readonly cause: DescriptorStep['cause'];
  /** Everything open then, by number. */
  readonly rows: readonly DescriptorRow[];
}

/** What is known of the descriptors of the program that runs, or ran last. */
export interface LiveTable {
  readonly run: number;
  /** The project whose program it is. */
  readonly project: string | undefined;
  /** In order; the last one is how things stand. Never empty. */
  readonly moments: readonly Moment[];
  readonly isEnded: boolean;
}

/** The table, if it is of a program of the open project. */
export function selectLive({ live, project }: LiveSlice & ProjectSlice): LiveTable | undefined {
  return project.phase === 'open' && live?.project === project.summary.id ? live : undefined;
}

/** The table as the program's call number `nth` left it: the last moment that is not after it. */
export function momentAt({ moments }: LiveTable, nth: number): Moment | undefined {
  return moments.findLast(({ call }) => call <= nth);
}

export interface LiveSlice {
  readonly live: LiveTable | undefined;
  /** One of the moments, that is looked back at; undefined: the latest, whichever it is. */
  readonly shownMoment: Moment | undefined;
  /** The permissions that programs wait for. */
  readonly questions: readonly Question[];
  readonly liveChanged: (live: LiveTable | undefined) => void;
  readonly momentShown: (moment: Moment | undefined) => void;
  readonly questionsAsked: (questions: readonly Question[]) => void;
}

export const createLiveSlice: StateCreator<LiveSlice> = (set) => ({
  live: undefined,
  shownMoment: undefined,
  questions: [],
  liveChanged: (live) => set({ live }),
  momentShown: (shownMoment) => set({ shownMoment }),
  questionsAsked: (questions) => set({ questions }),
});
