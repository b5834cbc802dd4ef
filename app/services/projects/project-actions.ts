import type { NewProject, Project } from '../../../runtime/protocol/project.ts';
import { selectIsBusy } from '../../state/run-slice.ts';
import type { AppStore } from '../../state/store.ts';
import type { Documents } from '../documents/documents.ts';
import { FIRST_EXAMPLE, firstSource, type ExampleSource } from './example.ts';
import { reasonText, type Kernel } from '../kernel/kernel.ts';
import type { Journal } from '../documents/journal.ts';
import type { SettingsSaver } from './settings-saver.ts';
import type { TerminalStream } from '../run/terminal-stream.ts';

interface Parts {
  readonly kernel: Kernel;
  readonly store: AppStore;
  readonly documents: Documents;
  readonly examples: ExampleSource;
  readonly saver: SettingsSaver;
  readonly terminal: Pick<TerminalStream, 'begin'>;
  /** What was typed too late to be handed over; fetched after the page. */
  readonly journal: () => Journal | undefined;
}

/** What a new project begins with. */
const newProjects = () => import('./new-project.ts');

/** Opening, making and removing projects. What was typed is handed over before another project opens. */
export class ProjectActions {
  readonly #kernel: Kernel;
  readonly #store: AppStore;
  readonly #documents: Documents;
  readonly #examples: ExampleSource;
  readonly #saver: SettingsSaver;
  readonly #terminal: Parts['terminal'];
  readonly #journal: () => Journal | undefined;

  constructor(parts: Parts) {
    this.#kernel = parts.kernel;
    this.#store = parts.store;
    this.#documents = parts.documents;
    this.#examples = parts.examples;
    this.#saver = parts.saver;
    this.#terminal = parts.terminal;
    this.#journal = parts.journal;
  }

  /** Shows a project that the kernel has opened. */
  show(project: Project): void {
    // What was typed while it was being opened belongs to the project before, which finds it when it is opened next.
    this.#journal()?.keep(this.#documents.unwritten(project.summary.id));
    this.#documents.discardAll();
    const state = this.#store.getState();
    const isOther = state.project.phase === 'open' && state.project.summary.id !== project.summary.id;
    if (isOther) this.#terminal.begin();
    state.projectOpened(project);
    state.filesReplaced(project.files);
    state.problemsCleared();
    state.lastRunForgotten();
    const paths = project.files.filter(({ kind }) => kind !== 'folder').map(({ path }) => path);
    const { openFile } = project.settings;
    const first = openFile !== undefined && paths.includes(openFile) ? openFile : firstSource(paths);
    if (first !== undefined) void this.#documents.open(first);
  }

  /** One that cannot be opened stays in the list, and a dialog says what can be done. */
  async open(id: string): Promise<void> {
    try {
      await this.#leave();
      this.show(await this.#kernel.request('openProject', { id, journal: this.#journal()?.read(id) }));
      await this.list();
    } catch (reason) {
      await this.list();
      const { projects, dialogChanged, noticeChanged } = this.#store.getState();
      if (projects.some((known) => known.id === id && known.trouble !== undefined))
        dialogChanged({ kind: 'damaged-project', id });
      else noticeChanged(`The project was not opened. ${reasonText(reason)}`);
    }
  }

  async create(name: string): Promise<void> {
    await this.#tell('The project was not created', async () => {
      const { emptyProject } = await newProjects();
      await this.make(emptyProject(name));
    });
  }

  /** Opens what came with a link, and returns its ID; it is stored when the visitor keeps it. */
  openTemporary(project: NewProject): Promise<string | undefined> {
    return this.#tell('The link was not opened', () => this.#showNew('openTemporary', project));
  }

  async rename(name: string): Promise<void> {
    const { project } = this.#store.getState();
    if (project.phase !== 'open') return;
    await this.#tell('The project was not renamed', async () => {
      this.#store
        .getState()
        .projectRenamed(await this.#kernel.request('renameProject', { id: project.summary.id, name }));
    });
  }

  /** Deletes the open project and opens another one, or a new one where there is none. */
  async removeOpen(): Promise<void> {
    const { project, projects } = this.#store.getState();
    if (project.phase !== 'open') return;
    const { id } = project.summary;
    const next = projects.find((other) => other.id !== id);
    await this.#tell('The project was not deleted', async () => {
      if (next) await this.open(next.id);
      else await this.openExample(FIRST_EXAMPLE);
      await this.delete(id);
      await this.list();
    });
  }

  /** One that is not open, with what is kept of it for the next visit. */
  async delete(id: string): Promise<void> {
    await this.#kernel.request('deleteProject', { id });
    this.#journal()?.forget(id);
  }

  /** Opens the example as a project of its own; one that is still as it was made is used again. */
  async openExample(id: string): Promise<void> {
    await this.#tell('The example was not opened', async () => {
      const example = await this.#examples.load(id);
      if (!example) throw new Error(`There is no example called “${id}”.`);
      if (example.listenPort !== undefined) this.#offerClient();
      const { exampleProject, findUntouched } = await newProjects();
      const { projects, project } = this.#store.getState();
      const found = await findUntouched(example, {
        kernel: this.#kernel,
        projects,
        openId: project.phase === 'open' ? project.summary.id : undefined,
        leave: () => this.#leave(),
      });
      if (found) {
        this.show(found);
        return;
      }
      await this.make(exampleProject(example, projects));
    });
  }

  /** There may be a welcome: what it takes is fetched while the kernel starts. */
  expectWelcome(exampleId: string): void {
    // What does not come now is asked for again then.
    void Promise.allSettled([this.#examples.load(exampleId), newProjects()]);
  }

  /** The first visit begins with an example. */
  async welcome(exampleId: string): Promise<void> {
    await this.openExample(exampleId);
    // Without it there is still a project to work in.
    if (this.#store.getState().project.phase !== 'open') await this.make({ name: 'hello', files: new Map() });
  }

  /** A server is nothing without someone who asks. On a phone it would hide the program. */
  #offerClient(): void {
    const { isNarrow, panelShown } = this.#store.getState();
    if (!isNarrow) panelShown('http');
  }

  /** Stores and opens it, and returns its ID. */
  make(project: NewProject): Promise<string | undefined> {
    return this.#tell('The project was not created', () => this.#showNew('createProject', project));
  }

  async #showNew(how: 'createProject' | 'openTemporary', project: NewProject): Promise<string> {
    await this.#leave();
    const opened = await this.#kernel.request(how, { project });
    this.show(opened);
    await this.list();
    return opened.summary.id;
  }

  /** Before the kernel's files become those of another project. */
  async #leave(): Promise<void> {
    if (selectIsBusy(this.#store.getState())) this.#kernel.post({ type: 'stop' });
    await Promise.all([this.#documents.flush(), this.#saver.flush()]);
  }

  async list(): Promise<void> {
    this.#store.getState().projectsListed(await this.#kernel.request('listProjects', {}));
  }

  /** Undefined: it failed, which is said. */
  async #tell<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (reason) {
      this.#store.getState().noticeChanged(`${what}. ${reasonText(reason)}`);
      return undefined;
    }
  }
}
