import { hex } from '../../../base/hex.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { StorageState } from '../../../protocol/kernel.ts';
import type { NewProject, Project, ProjectSettings, ProjectSummary } from '../../../protocol/project.ts';
import type { BuildStore } from '../../../toolchain/build/build-store.ts';
import { PROJECT_MOUNT } from '../../../toolchain/layout.ts';
import { FileError, type FolderFiles } from '../../../vfs/folder-files.ts';
import { MAX_NAMES, type Inode } from '../../../vfs/inode.ts';
import { Volume } from '../../../vfs/volume.ts';
import { FileFeed, type FileFeedEvents } from './file-feed.ts';
import type { OpenProject, ProjectSurroundings } from './open-project.ts';
import { ProjectBuilds } from './project-builds.ts';
import { ProjectLibrary } from './project-library.ts';
import { type ProjectLocks, type Release } from './project-lock.ts';
import { ProjectMaker } from './project-maker.ts';
import { ProjectStorage } from './project-storage.ts';
import type { ProjectVolume } from './project-volume.ts';
import { joinTabs, type TabMessage, type Tabs } from './tabs.ts';
import type { StoredNode } from './stored-records.ts';
import { Turns } from './turns.ts';

const TMP_BYTES = 256 << 20;
/** How long a lock may take that a tab holds which is just going away. */
const PATIENCE_MS = 1500;
/** How long a page may take to hand over what was typed, and a tab to let go of a project. */
const HAND_OVER_MS = 1500;
const TAKE_OVER_MS = 4000;

export interface WorkspaceEvents extends FileFeedEvents {
  readonly storage: (state: StorageState) => void;
  /** A project that was left before it could be stored is stored now. */
  readonly stored: (projectId: string, generation: number) => void;
  /** The open project is read, held or stored otherwise than before. */
  readonly project: (project: Project, removed: readonly string[]) => void;
  readonly projects: (projects: readonly ProjectSummary[]) => void;
  /** Another tab wants the open project: the page hands over what was typed. */
  readonly handOver: (projectId: string) => void;
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
  readonly #kernel: Kernel;
  readonly #events: WorkspaceEvents;
  readonly #leaving: () => Promise<void>;
  readonly #storage: ProjectStorage;
  readonly #library: ProjectLibrary;
  readonly #locks: ProjectLocks;
  readonly #tabs: Tabs;
  readonly #around: ProjectSurroundings;
  readonly #maker: ProjectMaker;
  readonly #builds: ProjectBuilds;
  /** Projects that are not open and that memory alone holds as they are now. */
  readonly #held = new Map<string, OpenProject>();
  #current: OpenProject | undefined;
  #journals = new Map<string, string>();
  #isPageWriting = false;
  #lastRequest = 0;
  /** Ends the waiting for the lock of a project that is read here. */
  #waiting = new AbortController();
  #heldElsewhere: ((id: string) => void) | undefined;
  #isRefreshPlanned = false;
  /** Tells the page of the open project's files. */
  #feed: FileFeed | undefined;

  /** `leaving`: resolves when nothing runs in the open project any more. */
  constructor(kernel: Kernel, events: WorkspaceEvents, between: BetweenTabs, leaving: () => Promise<void>) {
    this.#kernel = kernel;
    this.#events = events;
    this.#leaving = leaving;
    this.#locks = between.locks;
    this.#storage = new ProjectStorage(() => void this.#current?.storageLost());
    this.#library = new ProjectLibrary(this.#storage);
    this.#tabs = joinTabs(between.channel, (message) => this.#heard(message));
    this.#around = {
      host: kernel.host,
      storage: this.#storage,
      visit: this.#newId(),
      lastRequest: () => this.#lastRequest,
      newId: () => this.#newId(),
      said: (project, state) => {
        if (project === this.#current) this.#events.storage(state);
      },
      committed: (project) => this.#committed(project),
    };
    this.#builds = new ProjectBuilds(this.#storage);
    this.#maker = new ProjectMaker({
      around: this.#around,
      library: this.#library,
      written: (volume, inode) => this.#noticed(volume, inode),
      named: (volume, entry) => {
        if (volume === this.#current?.volume) this.#feed?.named(entry, this.#isPageWriting);
      },
    });
  }

  /** Opens storage, where there is to be some, and the project that was edited last of those that can be opened. */
  async open(isEmbedded: boolean, journals: ReadonlyMap<string, string> = new Map()): Promise<Project | undefined> {
    if (isEmbedded) {
      this.#storage.disable();
      this.#events.storage({ phase: 'memory-only', why: 'In another page, nothing is kept' });
      return undefined;
    }
    this.#journals = new Map(journals);
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
    const inMemory = [...this.#held.values(), ...(this.#current ? [this.#current] : [])];
    const known = new Map([
      ...this.#library.summaries().map((summary) => [summary.id, summary] as const),
      ...inMemory.map(({ id, summary }) => [id, summary] as const),
    ]);
    return [...known.values()].sort((a, b) => b.editedAt - a.editedAt);
  }

  /** Refuses what is meant for another project than the one that is open. */
  mustBeOpen(id: string): void {
    if (this.#current?.id === id) return;
    const [meant, open] = [this.#nameOf(id), this.#current && this.#nameOf(this.#current.id)];
    throw new FileError(
      `This was meant for ${meant ?? 'a project that is not there any more'}, and ${open ?? 'none'} is open now, so nothing was done`,
    );
  }

  get files(): FolderFiles {
    return this.#open().files;
  }

  /** Runs a request of the page, whose changes need not be sent to the page. `number`: requests are counted. */
  asPage<T>(number: number, work: (files: FolderFiles) => T): T {
    const { files } = this.#writable();
    this.#isPageWriting = true;
    this.#lastRequest = number;
    try {
      return work(files);
    } finally {
      this.#isPageWriting = false;
    }
  }

  /** Opens it, to be read where another tab has it. The one that was open stays so unless this succeeds. */
  async openProject(id: string, journal = this.#journals.get(id)): Promise<Project> {
    if (this.#current?.id === id && !this.#current.isStale) return this.#describe(this.#current);
    const held = this.#held.get(id);
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
    this.#held.delete(id);
    this.#mount(next);
    if (next.access === 'reader') this.#waitFor(next);
    return this.#describe(next);
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
    const { volume, settings } = this.#open();
    const nodes = new Map<number, StoredNode>();
    for (const node of volume.stored()) nodes.set(node.ino, node);
    const copy = await this.#begin({ name, settings }, this.#maker.volume(nodes), false);
    // Only here is all of it: it is shown when it is stored, or cannot be stored now.
    await this.#current?.flush();
    return copy;
  }

  async keepProject(): Promise<ProjectSummary> {
    const current = this.#open();
    const { id, name, editedAt } = current.summary;
    current.release ??= await this.#locks.ifFree(id, () => this.#lost(current));
    current.recordChanged({ summary: { id, name, editedAt } });
    current.volume.touchAll();
    await current.flush();
    return current.summary;
  }

  async renameProject(id: string, name: string): Promise<ProjectSummary> {
    if (this.#current?.id !== id) throw new FileError('Only the open project can be renamed');
    const current = this.#writable();
    const summary = { ...current.summary, name };
    current.recordChanged({ summary });
    await current.flush();
    this.#tabs.say({ type: 'projects' });
    return current.summary;
  }

  async deleteProject(id: string): Promise<void> {
    if (this.#current?.id === id) throw new FileError('The project is open: open another one before deleting it');
    const held = this.#held.get(id);
    const release = held ? undefined : await this.#locks.ifFree(id, () => undefined);
    if (!held && !release) throw new FileError('It is open in another tab: close it there before deleting it');
    try {
      if (held?.isTemporary !== true) await this.#library.delete(id);
      held?.close();
      this.#held.delete(id);
      this.#journals.delete(id);
    } finally {
      release?.();
    }
    this.#tabs.say({ type: 'projects' });
    // What could not be stored may fit now.
    void this.#current?.flush();
  }

  /** What can be read of a project that need not be one that opens. */
  async exportProject(id: string): Promise<ReadonlyMap<string, Uint8Array>> {
    const inMemory = this.#current?.id === id ? this.#current : this.#held.get(id);
    const volume = inMemory?.volume ?? (await this.#library.salvage(id, (nodes) => this.#maker.volume(nodes)));
    return volume.contents();
  }

  /** Makes this tab the owner of the open project. */
  async takeOver(): Promise<Project> {
    const current = this.#open();
    if (current.access === 'owner') return this.#describe(current);
    this.#waiting.abort();
    const patience = AbortSignal.timeout(TAKE_OVER_MS);
    const lost = (): void => this.#lost(this.#current);
    const free = this.#locks.whenFree(current.id, patience, lost);
    this.#tabs.say({ type: 'hand-over', id: current.id });
    const release = (await free) ?? (await this.#locks.steal(current.id, lost));
    return this.#own(current, release);
  }

  /** The page has handed over everything: saves it and lets go of the project, which is only read here from now on. */
  async giveUp(): Promise<void> {
    const current = this.#open();
    if (current.access !== 'owner' || current.isTemporary) return;
    await current.flush();
    // What could not be stored stays here, and this tab keeps the project as long as it can.
    if (current.isUnsaved) return;
    await this.#becomeReader(current);
  }

  saveSettings(number: number, settings: ProjectSettings): void {
    this.#lastRequest = number;
    this.#writable().recordChanged({ settings });
  }

  /** Whether `toolchain` had made a program of the project that was edited last, when this visit found it. */
  isBuilt(toolchain: string): Promise<boolean> {
    return this.#builds.isBuilt(toolchain);
  }

  /** Keeps what `toolchain` builds of the project that is open. */
  builds(toolchain: string): BuildStore {
    return this.#builds.of(toolchain, () => {
      const current = this.#current;
      return current && !current.isTemporary && current.access === 'owner' ? current.id : undefined;
    });
  }

  /** The page has taken in the last piece of what was sent about the files. */
  listed(): void {
    this.#feed?.taken();
  }

  /** Everything changed so far is in storage when this resolves, if there is storage. */
  async flush(): Promise<void> {
    await this.#current?.flush();
  }

  async #load(id: string): Promise<OpenProject> {
    const lost = (): void => this.#lost(this.#current?.id === id ? this.#current : this.#held.get(id));
    const release = await this.#lock(id, lost);
    try {
      return await this.#maker.read(id, release);
    } catch (error) {
      release?.();
      throw error;
    }
  }

  /** Asks for the lock, and where a tab has it that does not answer, waits a little: it may be going away. */
  async #lock(id: string, lost: () => void): Promise<Release | undefined> {
    const free = await this.#locks.ifFree(id, lost);
    if (free) return free;
    const patience = new AbortController();
    const timer = this.#kernel.host.timer(PATIENCE_MS, () => patience.abort());
    this.#heldElsewhere = (answered) => answered === id && patience.abort();
    const waiting = this.#locks.whenFree(id, patience.signal, lost);
    this.#tabs.say({ type: 'who', id });
    try {
      return await waiting;
    } finally {
      timer.dispose();
      this.#heldElsewhere = undefined;
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
    const release = isTemporary ? undefined : await this.#locks.ifFree(id, () => this.#lost(made));
    const made = this.#maker.make(id, project, volume, release, isTemporary);
    this.#builds.opened(Promise.resolve([]));
    this.#mount(made);
    // The user can work in it meanwhile; the page hears of the saving as of every change.
    void made.flush().then(() => this.#tabs.say({ type: 'projects' }));
    return this.#describe(made);
  }

  /** What runs ends, and what is unsaved is stored; where that cannot be, memory keeps it and tries again. */
  async #leave(): Promise<void> {
    const current = this.#current;
    if (!current) return;
    await this.#leaving();
    await current.flush();
    this.#waiting.abort();
    if (current.isTemporary || (current.isUnsaved && !current.isStale)) this.#held.set(current.id, current);
    else current.close();
  }

  #mount(project: OpenProject): void {
    if (this.#current && this.#current.id !== project.id) this.#builds.opened();
    this.#current = project;
    this.#kernel.root.mount(PROJECT_MOUNT, project.volume.root);
    // What one project's programs left in /tmp is none of the next one's business.
    this.#kernel.mount(
      'tmp',
      new Volume({ now: () => this.#kernel.host.wallNs(), maxBytes: TMP_BYTES, maxNames: MAX_NAMES }),
    );
    project.sayAgain();
  }

  #describe(project: OpenProject): Project {
    const { summary, settings, access, repairs, generation } = project;
    const origin = { visit: this.#around.visit, generation };
    // The page begins anew with it.
    this.#feed?.dispose();
    this.#feed = new FileFeed(this.#kernel.host, project.volume.root, this.#events);
    return { summary, settings, files: this.#feed.first(), access, repairs, origin };
  }

  #noticed(volume: ProjectVolume, inode: Inode): void {
    const current = this.#current;
    if (volume !== current?.volume) return;
    this.#feed?.written(inode, this.#isPageWriting);
    current.changed();
  }

  #committed(project: OpenProject): void {
    const { id, generation, summary } = project;
    this.#library.know(summary);
    if (generation !== undefined) this.#tabs.say({ type: 'saved', id, generation });
    if (project === this.#current) return;
    if (generation !== undefined) this.#events.stored(id, generation);
    if (project.isUnsaved) return;
    // It was left before it could be stored.
    this.#held.delete(id);
    project.close();
  }

  #heard(message: TabMessage): void {
    const current = this.#current;
    switch (message.type) {
      case 'who':
        if (current?.id === message.id && current.access === 'owner') this.#tabs.say({ type: 'held', id: message.id });
        return;
      case 'held':
        return this.#heldElsewhere?.(message.id);
      case 'hand-over':
        return this.#askedFor(message.id);
      case 'saved':
        if (current?.id === message.id && current.access === 'reader') this.#planRefresh(current);
        else void this.#relist();
        return;
      case 'projects':
        return void this.#relist();
    }
  }

  async #relist(): Promise<void> {
    await this.#library.read();
    this.#events.projects(this.list());
  }

  #askedFor(id: string): void {
    const current = this.#current;
    if (current?.id !== id || current.access !== 'owner') return;
    this.#events.handOver(id);
    // A page that does not answer cannot hold the other tab up.
    this.#kernel.host.timer(HAND_OVER_MS, () => {
      if (this.#current === current) void this.turns.take(() => this.giveUp());
    });
  }

  #planRefresh(project: OpenProject): void {
    if (this.#isRefreshPlanned) return;
    this.#isRefreshPlanned = true;
    void this.turns.take(async () => {
      this.#isRefreshPlanned = false;
      if (this.#current === project) await this.#refresh(project, undefined);
    });
  }

  /** Shows a project as it is stored now. */
  async #refresh(before: OpenProject, release: Release | undefined): Promise<Project> {
    const next = await this.#maker.read(before.id, release);
    const { changed, removed } = next.volume.differences(before.volume);
    before.release = undefined;
    before.close();
    this.#current = next;
    this.#kernel.root.mount(PROJECT_MOUNT, next.volume.root);
    const described = this.#describe(next);
    this.#events.project(described, removed);
    if (changed.length > 0) this.#events.changed(changed);
    next.sayAgain();
    return described;
  }

  /** Waits in the background for the tab that has it to close. */
  #waitFor(project: OpenProject): void {
    const waiting = (this.#waiting = new AbortController());
    void this.#locks
      .whenFree(project.id, waiting.signal, () => this.#lost(this.#current))
      .then((release) => {
        if (!release) return;
        void this.turns.take(async () => {
          const current = this.#current;
          if (waiting.signal.aborted || current?.id !== project.id || current.access === 'owner') release();
          else await this.#own(current, release);
        });
      });
  }

  async #own(current: OpenProject, release: Release | undefined): Promise<Project> {
    try {
      return await this.#refresh(current, release ?? (() => undefined));
    } catch (error) {
      release?.();
      this.#waitFor(current);
      throw error;
    }
  }

  async #becomeReader(current: OpenProject): Promise<void> {
    await this.#leaving();
    current.volume.volume.isReadOnly = true;
    current.access = 'reader';
    const { release } = current;
    current.release = undefined;
    this.#events.project(this.#describe(current), []);
    release?.();
    this.#waitFor(current);
  }

  /** Another tab has taken the lock away. */
  #lost(project: OpenProject | undefined): void {
    if (project?.access !== 'owner') return;
    project.release = undefined;
    void this.turns.take(async () => {
      await project.flush();
      if (project === this.#current && !project.isUnsaved && !project.isStale) await this.#becomeReader(project);
    });
  }

  #nameOf(id: string): string | undefined {
    const name = this.list().find((known) => known.id === id)?.name;
    return name === undefined ? undefined : `“${name}”`;
  }

  #open(): OpenProject {
    if (!this.#current) throw new Error('No project is open yet');
    return this.#current;
  }

  #writable(): OpenProject {
    const current = this.#open();
    if (current.access === 'owner') return current;
    throw new FileError(
      'This project is open in another tab, so it can only be read here: take it over, or make a copy',
    );
  }

  #newId(): string {
    const bytes = new Uint8Array(8);
    this.#kernel.host.random(bytes);
    return hex(bytes);
  }
}
