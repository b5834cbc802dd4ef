import { hex } from '../../../base/hex.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { StorageState } from '../../../protocol/kernel.ts';
import type { NewProject, Project, ProjectSummary } from '../../../protocol/project.ts';
import type { BuildStore } from '../../../toolchain/build/build-store.ts';
import { FileError } from '../../../vfs/folder-files.ts';
import { type FileFeedEvents } from './file-feed.ts';
import { MountedProject } from './mounted-project.ts';
import type { OpenProject, ProjectSurroundings } from './open-project.ts';
import { ProjectBuilds } from './project-builds.ts';
import { ProjectLibrary } from './project-library.ts';
import { type ProjectLocks } from './project-lock.ts';
import { ProjectMaker } from './project-maker.ts';
import { ProjectOwnership, type OwnershipEvents } from './project-ownership.ts';
import { ProjectStorage } from './project-storage.ts';
import type { ProjectVolume } from './project-volume.ts';
import type { StoredNode } from './stored-records.ts';
import { joinTabs, type TabMessage, type Tabs } from './tabs.ts';
import { Turns } from './turns.ts';

/** How long storage may take to open what is there before the page says so. */
const SLOW_OPENING_MS = 10_000;
const SLOW_OPENING =
  'the storage of this browser has not answered for 10 s, so nothing is open yet; Preopen waits for it, and if it does not come, close the other tabs of this site and load this one again';

export interface WorkspaceEvents extends FileFeedEvents, OwnershipEvents {
  readonly storage: (state: StorageState) => void;
  /** A project that was left before it could be stored is stored now. */
  readonly stored: (projectId: string, generation: number) => void;
  readonly projects: (projects: readonly ProjectSummary[]) => void;
}

/** What the browser has for tabs of one site; each may be missing. */
export interface BetweenTabs {
  readonly locks: ProjectLocks;
  readonly channel: BroadcastChannel | undefined;
}

/** The projects: one is open and mounted, the others lie in storage, or in memory where they are not stored. */
export class Workspace {
  /** What changes which projects there are, or which one is open. Everything else waits for it. */
  readonly turns = new Turns();
  readonly mounted: MountedProject;
  readonly ownership: ProjectOwnership;
  readonly #kernel: Kernel;
  readonly #events: WorkspaceEvents;
  readonly #leaving: () => Promise<void>;
  readonly #storage: ProjectStorage;
  readonly #library: ProjectLibrary;
  readonly #locks: ProjectLocks;
  readonly #tabs: Tabs;
  readonly #maker: ProjectMaker;
  readonly #builds: ProjectBuilds;
  /** Projects that are not open and that memory alone holds as they are now. */
  readonly #inMemory = new Map<string, OpenProject>();
  #journals = new Map<string, string>();

  /** `leaving`: resolves when nothing runs in the open project any more. */
  constructor(kernel: Kernel, events: WorkspaceEvents, between: BetweenTabs, leaving: () => Promise<void>) {
    this.#kernel = kernel;
    this.#events = events;
    this.#leaving = leaving;
    this.#locks = between.locks;
    this.#storage = new ProjectStorage(() => void this.mounted.current?.storageLost());
    this.#library = new ProjectLibrary(this.#storage);
    this.#tabs = joinTabs(between.channel, (message) => this.#heard(message));
    const visit = this.#newId();
    this.mounted = new MountedProject(kernel, visit, events);
    const around: ProjectSurroundings = {
      host: kernel.host,
      storage: this.#storage,
      visit,
      lastRequest: () => this.mounted.lastRequest,
      newId: () => this.#newId(),
      said: (project, state) => {
        if (project === this.mounted.current) this.#events.storage(state);
      },
      committed: (project) => this.#committed(project),
    };
    this.#builds = new ProjectBuilds(this.#storage);
    this.#maker = new ProjectMaker({
      around,
      library: this.#library,
      written: (volume, inode) => this.mounted.written(volume, inode),
      named: (volume, entry) => this.mounted.named(volume, entry),
    });
    this.ownership = new ProjectOwnership({
      host: kernel.host,
      locks: this.#locks,
      tabs: this.#tabs,
      turns: this.turns,
      mounted: this.mounted,
      maker: this.#maker,
      events,
      leaving,
    });
  }

  /** Opens storage, where there is to be some, and the project that was edited last of those that can be opened. */
  async open(isEmbedded: boolean, journals: ReadonlyMap<string, string> = new Map()): Promise<Project | undefined> {
    if (isEmbedded) {
      this.#storage.disable();
      this.#events.storage({ phase: 'memory-only', why: 'An embedded page stores nothing' });
      return undefined;
    }
    this.#journals = new Map(journals);
    const slow = this.#kernel.host.timer(SLOW_OPENING_MS, () =>
      this.#events.storage({ phase: 'opening', why: SLOW_OPENING }),
    );
    try {
      return await this.#openLatest();
    } finally {
      slow.dispose();
    }
  }

  async #openLatest(): Promise<Project | undefined> {
    const trouble = await this.#library.read();
    if (trouble !== undefined) this.#events.storage({ phase: 'memory-only', why: trouble });
    else await this.#maker.makeAgain(this.#journals, new Set(this.list().map(({ id }) => id)), this.#locks);
    const [latest] = this.list();
    const builds = latest && this.#builds.find(latest.id);
    for (const { id } of this.list()) {
      try {
        const project = await this.openProject(id);
        if (id === latest?.id) this.#builds.opened(builds);
        return project;
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
      }
    }
    return undefined;
  }

  /** Newest first. */
  list(): readonly ProjectSummary[] {
    const inMemory = [...this.#inMemory.values(), ...(this.mounted.current ? [this.mounted.current] : [])];
    const known = new Map([
      ...this.#library.summaries().map((summary) => [summary.id, summary] as const),
      ...inMemory.map(({ id, summary }) => [id, summary] as const),
    ]);
    return [...known.values()].sort((a, b) => b.editedAt - a.editedAt);
  }

  /** Refuses what is meant for another project than the one that is open. */
  mustBeOpen(id: string): void {
    if (this.mounted.current?.id === id) return;
    const [meant, open] = [this.#nameOf(id), this.mounted.current && this.#nameOf(this.mounted.current.id)];
    throw new FileError(
      `This was meant for ${meant ?? 'a project that does not exist any more'}, and ${open ?? 'none'} is open now, so nothing was done`,
    );
  }

  /** Opens it, to be read where another tab has it. The one that was open stays so unless this succeeds. */
  async openProject(id: string, journal = this.#journals.get(id)): Promise<Project> {
    if (this.mounted.current?.id === id && !this.mounted.current.isStale)
      return this.mounted.describe(this.mounted.current);
    const held = this.#inMemory.get(id);
    const next = held ?? (await this.#load(id));
    try {
      if (journal !== undefined && next.access === 'owner') {
        this.#journals.delete(id);
        await this.#maker.replay(next, journal);
      }
      await this.#leave();
    } catch (error) {
      if (!held) next.close();
      throw error;
    }
    this.#inMemory.delete(id);
    this.#mount(next);
    if (next.access === 'reader') this.ownership.waitFor(next);
    return this.mounted.describe(next);
  }

  async createProject(project: NewProject): Promise<Project> {
    return this.#make(project, false);
  }

  /** As `createProject`, but in memory until it is kept. */
  async openTemporary(project: NewProject): Promise<Project> {
    return this.#make(project, true);
  }

  /** The open project as it is here, as a project of its own. */
  async copyProject(name: string): Promise<Project> {
    const { volume, settings } = this.mounted.get();
    const nodes = new Map<number, StoredNode>();
    for (const node of volume.stored()) nodes.set(node.ino, node);
    const copy = await this.#begin({ name, settings }, this.#maker.volume(nodes), false);
    // Only here is all of it: it is shown when it is stored, or cannot be stored now.
    await this.mounted.current?.flush();
    return copy;
  }

  async keepProject(): Promise<ProjectSummary> {
    const current = this.mounted.get();
    const { id, name, editedAt } = current.summary;
    current.release ??= await this.#locks.ifFree(id, () => this.ownership.lost(current));
    current.recordChanged({ summary: { id, name, editedAt } });
    current.volume.touchAll();
    await current.flush();
    return current.summary;
  }

  async renameProject(id: string, name: string): Promise<ProjectSummary> {
    if (this.mounted.current?.id !== id) throw new FileError('Only the open project can be renamed');
    const current = this.mounted.writable();
    const summary = { ...current.summary, name };
    current.recordChanged({ summary });
    await current.flush();
    this.#tabs.say({ type: 'projects' });
    return current.summary;
  }

  async deleteProject(id: string): Promise<void> {
    if (this.mounted.current?.id === id)
      throw new FileError('The project is open: open another one before deleting it');
    const held = this.#inMemory.get(id);
    const release = held ? undefined : await this.#locks.ifFree(id, () => undefined);
    if (!held && !release) throw new FileError('It is open in another tab: close it there before deleting it');
    try {
      if (held?.isTemporary !== true) await this.#library.delete(id);
      held?.close();
      this.#inMemory.delete(id);
      this.#journals.delete(id);
    } finally {
      release?.();
    }
    this.#tabs.say({ type: 'projects' });
    // What could not be stored may fit now.
    void this.mounted.current?.flush();
  }

  /** What can be read of a project that need not be one that opens. */
  async exportProject(id: string): Promise<ReadonlyMap<string, Uint8Array>> {
    const inMemory = this.mounted.current?.id === id ? this.mounted.current : this.#inMemory.get(id);
    const volume = inMemory?.volume ?? (await this.#library.salvage(id, (nodes) => this.#maker.volume(nodes)));
    return volume.contents();
  }

  /** Whether `toolchain` had made a program of the project that was edited last, when this visit found it. */
  isBuilt(toolchain: string): Promise<boolean> {
    return this.#builds.isBuilt(toolchain);
  }

  /** Keeps what `toolchain` builds of the project that is open. */
  builds(toolchain: string): BuildStore {
    return this.#builds.of(toolchain, () => {
      const { current } = this.mounted;
      return current && !current.isTemporary && current.access === 'owner' ? current.id : undefined;
    });
  }

  /** Everything changed so far is in storage when this resolves, if there is storage. */
  async flush(): Promise<void> {
    await this.mounted.current?.flush();
  }

  async #load(id: string): Promise<OpenProject> {
    const lost = (): void =>
      this.ownership.lost(this.mounted.current?.id === id ? this.mounted.current : this.#inMemory.get(id));
    const release = await this.ownership.lock(id, lost);
    try {
      return await this.#maker.read(id, release);
    } catch (error) {
      release?.();
      throw error;
    }
  }

  async #make(project: NewProject, isTemporary: boolean): Promise<Project> {
    return this.#begin(project, this.#maker.filled(project), isTemporary);
  }

  async #begin(
    project: Pick<NewProject, 'name' | 'settings'>,
    volume: ProjectVolume,
    isTemporary: boolean,
  ): Promise<Project> {
    await this.#leave();
    const id = this.#newId();
    const release = isTemporary ? undefined : await this.#locks.ifFree(id, () => this.ownership.lost(made));
    const made = this.#maker.make(id, project, volume, release, isTemporary);
    this.#builds.opened(Promise.resolve([]));
    this.#mount(made);
    // The user can work in it meanwhile; the page hears of the saving as of every change.
    void made.flush().then(() => this.#tabs.say({ type: 'projects' }));
    return this.mounted.describe(made);
  }

  /** What runs ends, and what is unsaved is stored; where that cannot be, memory keeps it and tries again. */
  async #leave(): Promise<void> {
    const { current } = this.mounted;
    if (!current) return;
    await this.#leaving();
    await current.flush();
    this.ownership.leave();
    if (current.isTemporary || (current.isUnsaved && !current.isStale)) this.#inMemory.set(current.id, current);
    else current.close();
  }

  #mount(project: OpenProject): void {
    const { current } = this.mounted;
    if (current && current.id !== project.id) this.#builds.opened();
    this.mounted.mount(project);
  }

  #committed(project: OpenProject): void {
    const { id, generation, summary } = project;
    this.#library.know(summary);
    if (generation !== undefined) this.#tabs.say({ type: 'saved', id, generation });
    if (project === this.mounted.current) return;
    if (generation !== undefined) this.#events.stored(id, generation);
    if (project.isUnsaved) return;
    // It was left before it could be stored.
    this.#inMemory.delete(id);
    project.close();
  }

  #heard(message: TabMessage): void {
    if (message.type !== 'saved' && message.type !== 'projects') {
      this.ownership.heard(message);
      return;
    }
    const { current } = this.mounted;
    if (message.type === 'saved' && current?.id === message.id && current.access === 'reader')
      this.ownership.planRefresh(current);
    else void this.#relist();
  }

  async #relist(): Promise<void> {
    await this.#library.read();
    this.#events.projects(this.list());
  }

  #nameOf(id: string): string | undefined {
    const name = this.list().find((known) => known.id === id)?.name;
    return name === undefined ? undefined : `“${name}”`;
  }

  #newId(): string {
    const bytes = new Uint8Array(8);
    this.#kernel.host.random(bytes);
    return hex(bytes);
  }
}
