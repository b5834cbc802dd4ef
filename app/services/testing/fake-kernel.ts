import type { KernelEvent } from '../../../runtime/client/kernel-client.ts';
import {
  DEFAULT_SETTINGS,
  type FileEntry,
  type FolderChange,
  type Project,
} from '../../../runtime/protocol/project.ts';
import type { RequestName, Requests } from '../../../runtime/protocol/kernel.ts';
import { createAppStore } from '../../state/store.ts';
import { DEFAULT_PREFERENCES } from '../../state/view-slice.ts';
import { createServices, type Services } from '../services.ts';
import type { ExampleSource } from '../projects/example.ts';
import type { Kernel } from '../kernel/kernel.ts';

type Handlers = {
  [N in RequestName]: (params: Requests[N]['params']) => Requests[N]['result'] | Promise<Requests[N]['result']>;
};

interface Stored {
  project: Project;
  readonly files: Map<string, Uint8Array>;
}

/** A kernel for tests: each project's files and settings in memory, one macrotask an answer, and a record of what was asked. */
export class FakeKernel implements Kernel {
  readonly asked: { readonly name: RequestName; readonly params: object }[] = [];
  readonly posted: object[] = [];
  readonly projects = new Map<string, Stored>();
  /** What a test answers instead. */
  readonly instead: { -readonly [Name in keyof Handlers]?: Handlers[Name] } = {};
  openId = 'first';
  readonly #listeners = new Set<(event: KernelEvent) => void>();
  #count = 0;

  get files(): Map<string, Uint8Array> {
    return this.#open().files;
  }

  post: Kernel['post'] = (message) => void this.posted.push(message);

  onEvent: Kernel['onEvent'] = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  unstored: Kernel['unstored'] = () => [];

  request: Kernel['request'] = async (name, params) => {
    this.asked.push({ name, params });
    await new Promise((resolve) => setTimeout(resolve));
    if ('projectId' in params && params.projectId !== this.openId)
      throw new Error('This was meant for another project, so nothing was done');
    const handlers: Handlers = { ...this.#handlers, ...this.instead };
    return handlers[name](params);
  };

  emit(event: KernelEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  add(id: string, name: string, files: Map<string, Uint8Array>, settings = DEFAULT_SETTINGS): Project {
    const project: Project = {
      summary: { id, name, editedAt: 0 },
      settings,
      files: entries(files),
      access: 'owner',
      origin: { visit: 'fake', generation: 1 },
      repairs: [],
    };
    this.projects.set(id, { project, files });
    return project;
  }

  readonly #handlers: Handlers = {
    listProjects: () => [...this.projects.values()].map(({ project }) => project.summary),
    openProject: ({ id }) => {
      this.openId = id;
      return { ...this.#open().project, files: entries(this.files) };
    },
    createProject: ({ project }) => {
      this.#count += 1;
      this.openId = `made-${this.#count}`;
      return this.add(this.openId, project.name, new Map(project.files), project.settings);
    },
    openTemporary: ({ project }) => {
      this.#count += 1;
      this.openId = `made-${this.#count}`;
      this.add(this.openId, project.name, new Map(project.files), project.settings);
      return this.#change(({ summary }) => ({ summary: { ...summary, isTemporary: true } }));
    },
    copyProject: ({ name }) => {
      const { project, files } = this.#open();
      this.#count += 1;
      this.openId = `made-${this.#count}`;
      return this.add(this.openId, name, new Map(files), project.settings);
    },
    takeOver: () => this.#open().project,
    giveUp: () => undefined,
    exportProject: () => this.files,
    keepProject: () =>
      this.#change(({ summary: { id, name, editedAt } }) => ({ summary: { id, name, editedAt } })).summary,
    renameProject: ({ id, name }) => this.#change(({ summary }) => ({ summary: { ...summary, name } }), id).summary,
    deleteProject: ({ id }) => void this.projects.delete(id),
    saveSettings: ({ settings }) => void this.#change(() => ({ settings })),
    readFile: ({ path }) => {
      const bytes = this.files.get(path);
      if (!bytes) throw new Error('There is no such file');
      return bytes;
    },
    writeFile: ({ path, bytes }) => void this.files.set(path, bytes),
    createFile: ({ path, bytes }) => void this.files.set(path, bytes),
    createFolder: () => undefined,
    renameFile: ({ from, to }) => {
      const bytes = this.files.get(from);
      if (bytes) this.files.set(to, bytes);
      this.files.delete(from);
      this.emit({ type: 'files', changes: [change('', bytes ? [[to, bytes]] : [], [from])] });
      return undefined;
    },
    removeFile: ({ path }) => void this.files.delete(path),
    check: () => [],
    buildAhead: () => undefined,
    run: () => undefined,
    retryToolchain: () => undefined,
    keepToolchain: () => ({ kept: 'none', uncached: [] }),
    flush: () => undefined,
    inspect: ({ path }) => ({
      size: this.files.get(path)?.length ?? 0,
      wasi: 'none',
      imports: [],
      exports: [],
      memory: undefined,
      functions: 0,
      customSections: [],
      problem: undefined,
    }),
    symbolizeStacks: ({ stacks }) => stacks.map(() => []),
    builtProgram: notAsked,
    builtComponent: notAsked,
    dropRights: notAsked,
    closeDescriptor: notAsked,
    revoke: notAsked,
    answer: notAsked,
    http: notAsked,
    cancelHttp: () => undefined,
  };

  #open(id = this.openId): Stored {
    const stored = this.projects.get(id);
    if (!stored) throw new Error(`no project ${id}`);
    return stored;
  }

  #change(change: (project: Project) => Partial<Project>, id = this.openId): Project {
    const { project, files } = this.#open(id);
    const changed = { ...project, ...change(project) };
    this.projects.set(id, { project: changed, files });
    return changed;
  }
}

export const fakeExamples: ExampleSource = {
  list: () => Promise.resolve([{ id: 'hello', title: 'Hello', description: 'Greets' }]),
  load: (id) =>
    Promise.resolve(
      id === 'hello'
        ? {
            id,
            title: 'Hello',
            description: 'Greets',
            files: new Map([['main.c', 'int main(void) {}\n']]),
            args: '',
            env: '',
            listenPort: undefined,
          }
        : undefined,
    ),
};

interface Booted {
  readonly kernel: FakeKernel;
  readonly store: ReturnType<typeof createAppStore>;
  readonly services: Services;
}

/** The page's services on a fake kernel that has booted with these files. */
export function boot(files: Readonly<Record<string, string>> = {}, example?: string): Booted {
  const kernel = new FakeKernel();
  const store = createAppStore(DEFAULT_PREFERENCES);
  const services = createServices({ panels: [], kernel, store, examples: fakeExamples, isMac: false });
  services.connect({ wire: 'shared', example, isEmbedded: false });
  const encoder = new TextEncoder();
  const isEmpty = Object.keys(files).length === 0;
  const project = isEmpty
    ? undefined
    : kernel.add(
        'first',
        'untitled',
        new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)])),
      );
  kernel.emit({ type: 'booted', project, projects: project ? [project.summary] : [] });
  return { kernel, store, services };
}

function notAsked(): never {
  throw new Error('No test asks for this');
}

function change(
  folder: string,
  put: readonly (readonly [name: string, bytes: Uint8Array])[],
  removed: readonly string[],
): FolderChange {
  return { folder, removed, put: put.map(([name, { length }]) => ({ name, kind: 'file', size: length })) };
}

function entries(files: ReadonlyMap<string, Uint8Array>): readonly FileEntry[] {
  return [...files].map(([path, bytes]) => ({ path, kind: 'file', size: bytes.length }));
}
