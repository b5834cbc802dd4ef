import LESSONS from 'virtual:lessons';
import { missingFor, seenStop, type Evidence, type SeenStop } from '../../../runtime/lessons/check-run.ts';
import type { Lesson } from '../../../runtime/lessons/lesson.ts';
import { DEFAULT_SETTINGS, type NewProject } from '../../../runtime/protocol/project.ts';
import {
  createLessonsStore,
  isSolved,
  lessonOf,
  selectPrediction,
  type LessonsState,
  type LessonsStore,
} from '../../state/lessons-store.ts';
import { inOpenProject } from '../../state/project-slice.ts';
import type { DebugState } from '../../state/debug-slice.ts';
import type { RunState } from '../../state/run-slice.ts';
import type { AppStore } from '../../state/store.ts';
import type { Documents } from '../documents/documents.ts';
import { freeName } from '../../text/free-name.ts';
import { reasonText, type Kernel } from '../kernel/kernel.ts';
import { keepProgress, loadProgress } from './lesson-progress.ts';
import type { LazyService } from '../page/lazy-service.ts';
import type { PreferenceStorage } from '../page/preferences.ts';
import type { ProjectActions } from '../projects/project-actions.ts';
import type { RunControl } from '../run/run-control.ts';
import type { TerminalStream } from '../run/terminal-stream.ts';
import type { TraceLog } from '../watch/trace-log.ts';

interface Parts {
  readonly kernel: Kernel;
  readonly store: AppStore;
  readonly documents: Documents;
  readonly projects: ProjectActions;
  readonly run: RunControl;
  readonly terminal: TerminalStream;
  readonly trace: LazyService<TraceLog>;
  readonly page: { readonly localStorage: PreferenceStorage };
}

/** More than this is no output that a check reads. */
const MOST_OUTPUT = 1 << 20;
/** More stops at lines of a lesson are not made by hand. */
const MOST_STOPS = 1000;

type Ended = Extract<RunState, { readonly phase: 'ended' }>;

/** Makes projects of lessons, and checks every run of one. */
export class Lessons {
  readonly store: LessonsStore;
  readonly #parts: Parts;
  /** The open project, as of the last look. */
  #project: string | undefined;
  #output = '';
  /** Where the debugged program stood at lines that checks look at. */
  #stops: SeenStop[] = [];
  #decoder = new TextDecoder();
  /** Number of the traced run before the one that is under way. */
  #runBefore = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    // In a frame of another page each access may throw.
    const storage = (): PreferenceStorage => parts.page.localStorage;
    this.store = createLessonsStore(LESSONS, loadProgress(storage));
    this.store.subscribe((state, before) => {
      const { solved, projects, predictions } = state;
      if (solved === before.solved && projects === before.projects && predictions === before.predictions) return;
      keepProgress(state, storage);
      this.#count();
    });
    this.#count();
    parts.store.subscribe((state, before) => {
      if (state.project !== before.project) this.#followProject();
      if (state.debug !== before.debug) this.#followDebugger(state.debug);
      if (state.run === before.run) return;
      if (state.run.phase === 'starting' && this.#open()) this.#state().runBegan();
      if (state.run.phase === 'running') this.#runBegan();
      if (state.run.phase === 'ended') this.#runEnded(state.run);
    });
    parts.terminal.onScreen = (bytes) => {
      if (this.#output.length < MOST_OUTPUT) this.#output += this.#decoder.decode(bytes, { stream: true });
    };
    this.#followProject();
  }

  /** Shows a lesson and opens its project, where it was left; or makes one. */
  async begin(lesson: Lesson): Promise<void> {
    const state = this.#state();
    state.lessonShown(lesson.id);
    state.openingChanged(lesson.id);
    try {
      // Before the page has its own project, there is no list of projects to find the lesson's in.
      await projectIsOpen(this.#parts.store);
      if (this.#state().opening === lesson.id && this.#open()?.id !== lesson.id) await this.#openProjectOf(lesson);
    } finally {
      if (this.#state().opening === lesson.id) this.#state().openingChanged(undefined);
    }
  }

  async #openProjectOf(lesson: Lesson): Promise<void> {
    const project = this.store.getState().projects[lesson.id];
    const isThere = this.#parts.store.getState().projects.some(({ id }) => id === project);
    if (project !== undefined && isThere) await this.#parts.projects.open(project);
    else await this.startOver(lesson);
  }

  /** Makes a fresh project of the lesson; what was written before stays in a project of its own. */
  async startOver(lesson: Lesson): Promise<void> {
    const { store, projects } = this.#parts;
    const before = openProject(store);
    const taken = store.getState().projects.map(({ name }) => name);
    await projects.make(projectOf(lesson, freeName(lesson.title, taken)));
    const made = openProject(store);
    // It was not made, and the page says why.
    if (made === undefined || made === before) return;
    this.store.getState().lessonBegun(lesson.id, made);
    this.#project = undefined;
    this.#followProject();
  }

  /** Puts the solution in the place of what the learner has. */
  async useSolution(lesson: Lesson): Promise<void> {
    const { kernel, store, documents } = this.#parts;
    if (this.#open()?.id !== lesson.id) return;
    const { files, policy } = lesson.solution;
    const within = inOpenProject(store.getState());
    try {
      await documents.flush();
      for (const [path, text] of files) {
        await kernel.request('writeFile', { ...within, path, bytes: new TextEncoder().encode(text) });
      }
      await documents.reload([...files.keys()]);
      if (policy) store.getState().policyChanged(policy);
    } catch (reason) {
      store.getState().noticeChanged(`The solution was not put in. ${reasonText(reason)}`);
    }
  }

  #count(): void {
    const { solved, projects, lessons } = this.#state();
    const count = lessons.filter(({ id }) => solved.includes(id)).length;
    if (count > 0 || Object.keys(projects).length > 0)
      this.#parts.store.getState().lessonsCounted(count, lessons.length);
  }

  #state(): LessonsState {
    return this.store.getState();
  }

  /** The lesson that a project was begun for. */
  lessonOf(project: string | undefined): Lesson | undefined {
    return lessonOf(this.#state(), project);
  }

  /** The lesson whose project is open. */
  #open(): Lesson | undefined {
    return this.lessonOf(openProject(this.#parts.store));
  }

  /** Programs of a lesson's project are watched, for its checks look at the trace. */
  #followProject(): void {
    const project = openProject(this.#parts.store);
    if (project === this.#project) return;
    this.#project = project;
    const lesson = this.#open();
    this.#parts.run.isWatched = lesson !== undefined;
    this.#parts.store.getState().lessonOpened(lesson !== undefined);
    this.#state().resultForgotten();
    if (lesson) this.#state().lessonShown(lesson.id);
  }

  #followDebugger(debug: DebugState): void {
    if (debug.phase !== 'stopped') return;
    const seen = seenStop(debug.stop);
    const isLookedAt = this.#open()?.checks.some(
      ({ rule }) => rule.kind === 'value' && rule.line === seen?.line && rule.file === seen.file,
    );
    if (seen && isLookedAt === true && this.#stops.length < MOST_STOPS) this.#stops.push(seen);
  }

  #runBegan(): void {
    this.#output = '';
    this.#stops = [];
    this.#decoder = new TextDecoder();
    this.#parts.trace((log) => (this.#runBefore = log.run));
  }

  #runEnded({ outcome, report }: Ended): void {
    const lesson = this.#open();
    if (!lesson) return;
    const [output, stops] = [this.#output, this.#stops];
    const check = (traced: Pick<Evidence, 'trace' | 'isTraceCut'>): void => {
      const evidence = { outcome, report, output, stops, ...traced };
      const missing = lesson.checks.map(({ rule }) => missingFor(rule, evidence));
      this.#compare(lesson, evidence);
      this.#state().lessonChecked({ lesson: lesson.id, missing });
      this.#say(lesson, missing.filter((one) => one !== undefined).length);
    };
    this.#parts.trace((log) => {
      // A program that never ran made no calls: the log still holds another run.
      if (!report || log.run === this.#runBefore) {
        check({ trace: [], isTraceCut: false });
        return;
      }
      const settle = (): boolean => {
        if (log.isWhole) check({ trace: log.all(), isTraceCut: log.missing > 0 });
        return log.isWhole;
      };
      if (settle()) return;
      const unsubscribe = log.subscribe(() => {
        if (settle()) unsubscribe();
      });
    });
  }

  /** What was predicted is about the program that the lesson begins with, so only the first run that fits a choice counts. */
  #compare({ id, prediction }: Lesson, evidence: Evidence): void {
    const { chosen, came } = selectPrediction(id)(this.#state());
    if (!prediction || came !== undefined) return;
    const place = prediction.choices.findIndex(({ rule }) => missingFor(rule, evidence) === undefined);
    if (place < 0) return;
    this.#state().predictionCame(id, place);
    if (chosen === undefined) return;
    const text = chosen === place ? 'It went as you predicted' : 'It did not go as you predicted';
    this.#parts.terminal.say(text, 'quiet');
  }

  /** In the terminal, where the learner looks: at phone width the lesson is out of sight. */
  #say({ checks, id }: Lesson, open: number): void {
    const result = this.#state().result;
    if (result?.lesson !== id) return;
    const text = isSolved(result)
      ? 'Lesson solved: all checks passed'
      : `Lesson: ${checks.length - open} of ${checks.length} checks passed`;
    this.#parts.terminal.say(text, 'quiet');
  }
}

function projectIsOpen(store: AppStore): Promise<void> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const isOpen = openProject(store) !== undefined;
      if (isOpen) resolve();
      return isOpen;
    };
    if (look()) return;
    const unsubscribe = store.subscribe(() => {
      if (look()) unsubscribe();
    });
  });
}

function openProject(store: AppStore): string | undefined {
  const { project } = store.getState();
  return project.phase === 'open' ? project.summary.id : undefined;
}

function projectOf({ files, policy, open }: Lesson, name: string): NewProject {
  const encoder = new TextEncoder();
  return {
    name,
    settings: { ...DEFAULT_SETTINGS, policy, openFile: open },
    files: new Map([...files].map(([path, text]) => [path, encoder.encode(text)])),
  };
}
