import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Missing } from '../../runtime/lessons/check-run.ts';
import type { Lesson } from '../../runtime/lessons/lesson.ts';

/** What is remembered from visit to visit. */
export interface LessonProgress {
  readonly solved: readonly string[];
  /** The project that a lesson was begun in, by the lesson's id. */
  readonly projects: Readonly<Record<string, string>>;
  readonly predictions: Readonly<Record<string, PredictionMade>>;
}

/** What the learner thought a lesson's first run would do, and what it did: places in the list of choices. */
export interface PredictionMade {
  readonly chosen: number | undefined;
  /** Undefined until a run of the program did one of the things that can be chosen. */
  readonly came: number | undefined;
}

export const NO_PROGRESS: LessonProgress = { solved: [], projects: {}, predictions: {} };

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
  /** Its program is being built or runs; what the run before it lacked does not count any more. */
  readonly isRunning: boolean;
  /** The page is opening the project of this lesson. */
  readonly opening: string | undefined;
  readonly lessonShown: (id: string | undefined) => void;
  readonly openingChanged: (id: string | undefined) => void;
  readonly lessonBegun: (id: string, project: string) => void;
  readonly resultForgotten: () => void;
  readonly runBegan: () => void;
  readonly lessonChecked: (result: LessonResult) => void;
  readonly predicted: (id: string, chosen: number) => void;
  readonly predictionCame: (id: string, came: number) => void;
}

export type LessonsStore = StoreApi<LessonsState>;

/** Apart from the page's store, since few visits need it: it comes with the lessons. */
export function createLessonsStore(lessons: readonly Lesson[], progress: LessonProgress): LessonsStore {
  return createStore<LessonsState>()((set) => ({
    ...progress,
    lessons,
    shown: undefined,
    result: undefined,
    isRunning: false,
    opening: undefined,
    lessonShown: (shown) => set({ shown }),
    openingChanged: (opening) => set({ opening }),
    lessonBegun: (id, project) =>
      set(({ projects, predictions }) => ({
        projects: { ...projects, [id]: project },
        predictions: { ...predictions, [id]: NOT_PREDICTED },
      })),
    resultForgotten: () => set({ result: undefined, isRunning: false }),
    runBegan: () => set({ result: undefined, isRunning: true }),
    lessonChecked: (result) =>
      set(({ solved }) => ({
        result,
        isRunning: false,
        solved: isSolved(result) && !solved.includes(result.lesson) ? [...solved, result.lesson] : solved,
      })),
    predicted: (id, chosen) =>
      set(({ predictions }) => ({ predictions: { ...predictions, [id]: { ...made(predictions, id), chosen } } })),
    predictionCame: (id, came) =>
      set(({ predictions }) => ({ predictions: { ...predictions, [id]: { ...made(predictions, id), came } } })),
  }));
}

const NOT_PREDICTED: PredictionMade = { chosen: undefined, came: undefined };

function made(predictions: LessonsState['predictions'], id: string): PredictionMade {
  return predictions[id] ?? NOT_PREDICTED;
}

export function selectPrediction(id: string): (state: LessonsState) => PredictionMade {
  return ({ predictions }) => made(predictions, id);
}

export function isSolved({ missing }: LessonResult): boolean {
  return missing.every((one) => one === undefined);
}

/** The lesson that a project was begun for. */
export function lessonOf({ lessons, projects }: LessonsState, project: string | undefined): Lesson | undefined {
  return project === undefined ? undefined : lessons.find(({ id }) => projects[id] === project);
}
