import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Missing } from '../../runtime/lessons/check-run.ts';
import type { Lesson } from '../../runtime/lessons/lesson.ts';

/** What is remembered from visit to visit. */
export interface LessonProgress {
  readonly solved: readonly string[];
  /** The project that a lesson was begun in, by the lesson's id. */
  readonly projects: Readonly<Record<string, string>>;
}

export const NO_PROGRESS: LessonProgress = { solved: [], projects: {} };

/** How the last run of a lesson's project went: what each check lacks, in their order. */
export interface LessonResult {
  readonly lesson: string;
  readonly missing: readonly Missing[];
}

export interface LessonsState extends LessonProgress {
  readonly lessons: readonly Lesson[];
  /** The lesson that is read; undefined: the list is shown. */
  readonly shown: string | undefined;
  readonly result: LessonResult | undefined;
  readonly lessonShown: (id: string | undefined) => void;
  readonly lessonBegun: (id: string, project: string) => void;
  readonly resultForgotten: () => void;
  readonly lessonChecked: (result: LessonResult) => void;
}

export type LessonsStore = StoreApi<LessonsState>;

/** Apart from the page's store, since few visits need it: it comes with the lessons. */
export function createLessonsStore(lessons: readonly Lesson[], progress: LessonProgress): LessonsStore {
  return createStore<LessonsState>()((set) => ({
    ...progress,
    lessons,
    shown: undefined,
    result: undefined,
    lessonShown: (shown) => set({ shown }),
    lessonBegun: (id, project) => set(({ projects }) => ({ projects: { ...projects, [id]: project } })),
    resultForgotten: () => set({ result: undefined }),
    lessonChecked: (result) =>
      set(({ solved }) => ({
        result,
        solved: isSolved(result) && !solved.includes(result.lesson) ? [...solved, result.lesson] : solved,
      })),
  }));
}

export function isSolved({ missing }: LessonResult): boolean {
  return missing.every((one) => one === undefined);
}

/** The lesson that a project was begun for. */
export function lessonOf({ lessons, projects }: LessonsState, project: string | undefined): Lesson | undefined {
  return project === undefined ? undefined : lessons.find(({ id }) => projects[id] === project);
}
