import type { DebugCommand } from '../../runtime/stops/stop.ts';
import type { AppStore } from '../state/store.ts';
import { createActions, type Actions } from './page/actions.ts';
import type { Downloads } from './files/downloads.ts';
import { Documents } from './documents/documents.ts';
import type { ExampleSource } from './projects/example.ts';
import { FileActions } from './files/file-actions.ts';
import type { Kernel } from './kernel/kernel.ts';
import { linkKernel, type ConnectOptions } from './kernel/kernel-link.ts';
import type { Links } from './links/links.ts';
import type { HttpRequests } from './run/http-requests.ts';
import type { LiveCheck } from './documents/live-check.ts';
import type { Journal } from './documents/journal.ts';
import type { Lessons } from './lessons/lessons.ts';
import type { LocalFolders } from './local-folder/local-folders.ts';
import type { LiveDescriptors } from './watch/live-table.ts';
import { PanelFocus } from './page/panel-focus.ts';
import type { Panel } from './page/panel.ts';
import { lazyService, NOT_FETCHED, type LazyService } from './page/lazy-service.ts';
import type { PolicyActions } from './projects/policy-actions.ts';
import { ProjectActions } from './projects/project-actions.ts';
import { RunControl } from './run/run-control.ts';
import type { SharedProjects } from './projects/shared-projects.ts';
import { SettingsSaver } from './projects/settings-saver.ts';
import { TerminalStream } from './run/terminal-stream.ts';
import type { RefusalPlaces } from './watch/refusal-places.ts';
import type { TraceLog } from './watch/trace-log.ts';
import type { ZipArrival } from './projects/zip-arrival.ts';
import type { Uploads } from './files/uploads.ts';

/** Everything with an effect, made once for the page. */
export interface Services {
  readonly panels: readonly Panel[];
  readonly documents: Documents;
  readonly files: FileActions;
  readonly projects: ProjectActions;
  readonly terminal: TerminalStream;
  readonly focus: PanelFocus;
  readonly uploads: LazyService<Uploads>;
  readonly downloads: LazyService<Downloads>;
  readonly zips: LazyService<ZipArrival>;
  readonly folders: LazyService<LocalFolders>;
  readonly http: LazyService<HttpRequests>;
  readonly links: LazyService<Links>;
  readonly policy: LazyService<PolicyActions>;
  readonly live: LazyService<LiveDescriptors>;
  readonly trace: LazyService<TraceLog>;
  readonly refusals: LazyService<RefusalPlaces>;
  readonly lessons: LazyService<Lessons>;
  readonly shared: LazyService<SharedProjects>;
  /** Undefined until it has been fetched. */
  readonly journal: () => Journal | undefined;
  readonly actions: Actions;
  /** To be called when the user seems about to run the project. */
  readonly expectRun: () => void;
  /** To the program that is debugged. */
  readonly debugCommand: (command: DebugCommand | { readonly type: 'pause' }) => void;
  readonly examples: ExampleSource;
  /** Shortcuts are written for this keyboard. */
  readonly isMac: boolean;
  /** Hands everything typed to the kernel, and has the kernel store it. */
  readonly flush: () => Promise<void>;
  readonly connect: (options: ConnectOptions) => void;
  /** The kernel died: starts another one in its place. */
  readonly startAgain: () => Promise<void>;
}

interface Outside {
  readonly panels: readonly Panel[];
  readonly kernel: Kernel;
  /** Starts another kernel in the place of one that died. Undefined: a test's, which does not die. */
  readonly startAgain?: (parts: Pick<Services, 'documents' | 'projects'>) => Promise<void>;
  readonly store: AppStore;
  readonly examples: ExampleSource;
  readonly isMac: boolean;
}

export function createServices({ panels, kernel, store, examples, isMac, startAgain }: Outside): Services {
  const documents = new Documents(kernel, store);
  const terminal = new TerminalStream(kernel);
  const files = new FileActions(kernel, store, documents);
  const focus = new PanelFocus(store);
  const run = new RunControl({ kernel, store, documents, terminal, focus });
  const saver = new SettingsSaver(kernel, store);
  let journal: Journal | undefined;
  const projects = new ProjectActions({ kernel, store, documents, examples, saver, terminal, journal: () => journal });
  const part = <T>(load: () => Promise<T>) =>
    lazyService(load, () => {
      const { dialog, dialogChanged, noticeChanged } = store.getState();
      if (dialog.kind === 'arriving-link') dialogChanged({ kind: 'none' });
      noticeChanged(NOT_FETCHED);
    });
  const uploads = part(
    async () => new (await import('./files/uploads.ts')).Uploads({ kernel, store, documents, files }),
  );
  const downloads = part(
    async () => new (await import('./files/downloads.ts')).Downloads({ kernel, store, documents }),
  );
  const http = part(async () => new (await import('./run/http-requests.ts')).HttpRequests(kernel, store));
  const policy = part(async () => new (await import('./projects/policy-actions.ts')).PolicyActions(store, run));
  const zips = part(async () => new (await import('./projects/zip-arrival.ts')).ZipArrival({ store, projects }));
  const folders = part(async () => {
    const { LocalFolders } = await import('./local-folder/local-folders.ts');
    return new LocalFolders({ kernel, store, documents, projects, page: window });
  });
  const links = part(async () => {
    const { Links } = await import('./links/links.ts');
    return new Links({ kernel, store, documents, projects, page: window });
  });
  const live = part(async () => new (await import('./watch/live-table.ts')).LiveDescriptors(kernel, store));
  const refusals = part(async () => new (await import('./watch/refusal-places.ts')).RefusalPlaces(kernel, store));
  const trace = part(async () => new (await import('./watch/trace-log.ts')).TraceLog(kernel, store));
  const lessons = part(async () => {
    const { Lessons } = await import('./lessons/lessons.ts');
    return new Lessons({ kernel, store, documents, projects, run, terminal, trace, page: window });
  });
  const shared = part(async () => {
    const { SharedProjects } = await import('./projects/shared-projects.ts');
    return new SharedProjects({ kernel, store, documents, projects, saver });
  });
  // Without it nothing is checked until the next build, which is no reason to say anything.
  let check: LiveCheck | undefined;
  void Promise.all([
    import('./documents/journal.ts'),
    import('./documents/live-check.ts'),
    import('./lessons/lesson-projects.ts'),
  ]).then(
    ([{ Journal }, { LiveCheck }, { followLessonProjects }]) => {
      journal = new Journal({ kernel, store, documents, storage: () => window.localStorage });
      check = new LiveCheck(kernel, store, documents);
      followLessonProjects(
        store,
        () => window.localStorage,
        () => lessons(() => undefined),
      );
    },
    () => undefined,
  );
  return {
    panels,
    documents,
    files,
    projects,
    terminal,
    focus,
    uploads,
    downloads,
    http,
    links,
    zips,
    folders,
    policy,
    live,
    trace,
    refusals,
    lessons,
    shared,
    journal: () => journal,
    examples,
    isMac,
    actions: createActions({ panels, store, kernel, run, files, links, zips, folders, terminal, focus, downloads }),
    debugCommand: (command) => kernel.post({ type: 'debug', command }),
    expectRun: () => void check?.expectRun(),
    async flush() {
      // One after the other in message order; the page may be going away, so nothing is waited for in between.
      await Promise.all([documents.flush(), saver.flush(), kernel.request('flush', {})]);
    },
    startAgain: async () => startAgain?.({ documents, projects }),
    connect: (options) =>
      linkKernel({ kernel, store, documents, files, projects, run, terminal, live, trace, shared }, options),
  };
}
