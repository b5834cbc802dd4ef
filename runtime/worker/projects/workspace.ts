import type { Kernel } from '../../kernel/kernel.ts';
import type { StorageState } from '../../protocol/kernel.ts';
import {
  DEFAULT_SETTINGS,
  type NewProject,
  type Project,
  type ProjectSettings,
  type ProjectSummary,
} from '../../protocol/project.ts';
import type { BuildStore } from '../../toolchain/build-store.ts';
import { PROJECT_MOUNT } from '../../toolchain/layout.ts';
import type { Inode } from '../../vfs/inode.ts';
import { FileError, FolderFiles } from '../../vfs/folder-files.ts';
import { Volume } from '../../vfs/volume.ts';
import { FileFeed, type FileFeedEvents } from './file-feed.ts';
import { KeptBuilds } from './kept-builds.ts';
import { ProjectStore, type StoredBuild, type StoredNode, type StoredProject } from './project-store.ts';
import { ProjectVolume } from './project-volume.ts';
import { settingsFrom } from './stored-settings.ts';

/** How long changes gather before they are saved together. */
const SAVE_DELAY_MS = 250;
const TMP_BYTES = 256 << 20;

export interface WorkspaceEvents extends FileFeedEvents {
  readonly storage: (state: StorageState) => void;
}

interface Current {
  readonly files: FolderFiles;
  readonly volume: ProjectVolume;
  /** What is stored of what was built of it, where that is known or asked for already: the page's first build waits for it. */
  builds: Promise<readonly StoredBuild[]> | undefined;
}

/** The projects: one is open and mounted, the others lie in storage, or in memory where there is none. */
export class Workspace {
  readonly #kernel: Kernel;
  readonly #events: WorkspaceEvents;
  readonly #projects = new Map<string, StoredProject>();
  /** Contents of projects that are not open, where nothing else keeps them. */
  readonly #kept = new Map<string, ProjectVolume>();
  /** Projects that are not to be stored. */
  readonly #temporary = new Set<string>();
  #store: ProjectStore | undefined;
  #current: (Current & { readonly id: string }) | undefined;
  /** The toolchain that made the program which this visit found of the project that was edited last. */
  #builtBy: Promise<string | undefined> = Promise.resolve(undefined);
  #isPageWriting = false;
  #isSettingsDirty = false;
  #saving: Promise<void> = Promise.resolve();
  #savePlanned = false;
  /** Tells the page of the open project's files. */
  #feed: FileFeed | undefined;

  constructor(kernel: Kernel, events: WorkspaceEvents) {
    this.#kernel = kernel;
    this.#events = events;
  }

  /** Opens storage, where there is to be some, and the project that was edited last, if there is one. */
  async open(isEmbedded: boolean): Promise<Project | undefined> {
    if (isEmbedded) this.#events.storage({ phase: 'memory-only', why: 'In another page, nothing is kept' });
    else await this.#openStore();
    const latest = this.list()[0];
    if (!latest) return undefined;
    const project = await this.openProject(latest.id);
    if (this.#current?.id === latest.id) {
      this.#current.builds = this.#store?.builds(latest.id);
      this.#builtBy = this.#current.builds?.then(programsToolchain, () => undefined) ?? Promise.resolve(undefined);
    }
    return project;
  }

  async #openStore(): Promise<void> {
    try {
      this.#store = await ProjectStore.open(() => this.#goOnInMemory('the browser closed the database'));
      for (const stored of await this.#store.projects()) this.#projects.set(stored.summary.id, stored);
      this.#events.storage({ phase: 'saved' });
    } catch (error) {
      this.#goOnInMemory(error instanceof Error ? error.message : String(error));
    }
  }

  /** Newest first. */
  list(): readonly ProjectSummary[] {
    return [...this.#projects.values()].map(({ summary }) => summary).sort((a, b) => b.editedAt - a.editedAt);
  }

  /** Refuses what is meant for another project than the one that is open. */
  mustBeOpen(id: string): void {
    if (this.#current?.id === id) return;
    const [meant, open] = [this.#nameOf(id), this.#current && this.#nameOf(this.#current.id)];
    throw new FileError(
      `This was meant for ${meant ?? 'a project that is not there any more'}, and ${open ?? 'none'} is open now, so nothing was done`,
    );
  }

  #nameOf(id: string): string | undefined {
    const name = this.#projects.get(id)?.summary.name;
    return name === undefined ? undefined : `“${name}”`;
  }

  get files(): FolderFiles {
    return this.#open().files;
  }

  /** Runs a request of the page, whose changes the page need not be told of. */
  asPage<T>(work: (files: FolderFiles) => T): T {
    this.#isPageWriting = true;
    try {
      return work(this.files);
    } finally {
      this.#isPageWriting = false;
    }
  }

  async openProject(id: string): Promise<Project> {
    const stored = this.#projects.get(id);
    if (!stored) throw new FileError('That project is not there any more');
    await this.flush();
    const volume = this.#kept.get(id) ?? this.#newVolume(this.#store ? await this.#store.nodes(id) : []);
    return this.#mount(id, volume, undefined);
  }

  async createProject(project: NewProject): Promise<Project> {
    await this.flush();
    const made = this.#make(this.#newId(), project);
    // Whoever made it can work in it meanwhile; how far the storing is, is told as of every change.
    void this.flush();
    return made;
  }

  /** As `createProject`, but in memory until it is kept. */
  async openTemporary(project: NewProject): Promise<Project> {
    await this.flush();
    const id = this.#newId();
    this.#temporary.add(id);
    return this.#make(id, project);
  }

  async keepProject(): Promise<ProjectSummary> {
    const { id, volume } = this.#open();
    const stored = this.#projects.get(id);
    if (!stored) throw new FileError('That project is not there any more');
    const { name, editedAt } = stored.summary;
    const summary = { id, name, editedAt };
    this.#projects.set(id, { ...stored, summary });
    this.#temporary.delete(id);
    if (this.#store) this.#kept.delete(id);
    volume.touchAll();
    await this.flush();
    return summary;
  }

  async renameProject(id: string, name: string): Promise<ProjectSummary> {
    const stored = this.#projects.get(id);
    if (!stored) throw new FileError('That project is not there any more');
    const summary = { ...stored.summary, name };
    const renamed = { ...stored, summary };
    this.#projects.set(id, renamed);
    if (!this.#temporary.has(id))
      await this.#tryStore((store) => store.save({ project: renamed, put: [], remove: [] }));
    return summary;
  }

  async deleteProject(id: string): Promise<void> {
    if (this.#current?.id === id) throw new FileError('The project is open: open another one before deleting it');
    this.#projects.delete(id);
    this.#kept.delete(id);
    if (!this.#temporary.delete(id)) await this.#tryStore((store) => store.delete(id));
  }

  saveSettings(settings: ProjectSettings): void {
    const { id } = this.#open();
    const stored = this.#projects.get(id);
    if (stored) this.#projects.set(id, { ...stored, settings });
    this.#isSettingsDirty = true;
    this.#planSave();
  }

  /** Whether `toolchain` had made a program of the project that was edited last, when this visit found it. */
  async isBuilt(toolchain: string): Promise<boolean> {
    return (await this.#builtBy) === toolchain;
  }

  /** Keeps what `toolchain` builds of the project that is open. */
  builds(toolchain: string): BuildStore {
    return new KeptBuilds(toolchain, () => {
      const [store, current] = [this.#store, this.#current];
      if (!store || !current || this.#temporary.has(current.id)) return undefined;
      const { id } = current;
      const builds = (): Promise<readonly StoredBuild[]> => {
        const asked = current.builds ?? store.builds(id);
        // Builds are large, and nobody asks for the same ones twice.
        current.builds = undefined;
        return asked;
      };
      return { store, id, builds };
    });
  }

  /** The page has taken in the last piece of what it was told of the files. */
  listed(): void {
    this.#feed?.taken();
  }

  /** Everything changed so far is in storage when this resolves, if there is storage. */
  async flush(): Promise<void> {
    this.#saving = this.#saving.then(() => this.#save());
    await this.#saving;
  }

  #make(id: string, { name, settings = DEFAULT_SETTINGS, files, folders = [] }: NewProject): Project {
    const temporary = this.#temporary.has(id) ? { isTemporary: true as const } : {};
    this.#projects.set(id, { summary: { id, name, editedAt: this.#nowMs(), ...temporary }, settings });
    const volume = this.#newVolume([]);
    const writer = new FolderFiles(volume.root);
    for (const [path, bytes] of files) writer.write(path, bytes);
    for (const path of folders) writer.createFolder(path);
    volume.touchAll();
    return this.#mount(id, volume, Promise.resolve([]));
  }

  #mount(id: string, volume: ProjectVolume, builds: Current['builds']): Project {
    this.#current = { id, volume, files: new FolderFiles(volume.root), builds };
    // Without storage, memory is all that keeps the other projects.
    if (!this.#store || this.#temporary.has(id)) this.#kept.set(id, volume);
    this.#kernel.root.mount(PROJECT_MOUNT, volume.root);
    // What one project's programs left in /tmp is none of the next one's business.
    this.#kernel.mount('tmp', new Volume({ now: () => this.#kernel.host.wallNs(), maxBytes: TMP_BYTES }));
    this.#feed?.dispose();
    this.#feed = new FileFeed(this.#kernel.host, volume.root, this.#events);
    return this.#describe(id, this.#feed.first());
  }

  #describe(id: string, files: Project['files']): Project {
    const stored = this.#projects.get(id);
    if (!stored) throw new Error(`Project ${id} is mounted and not listed`);
    return { summary: stored.summary, settings: settingsFrom(stored.settings), files };
  }

  #newVolume(stored: readonly StoredNode[]): ProjectVolume {
    const volume: ProjectVolume = new ProjectVolume(
      () => this.#kernel.host.wallNs(),
      stored,
      (inode) => this.#noticed(volume, inode),
      (entry) => {
        if (volume === this.#current?.volume) this.#feed?.named(entry, this.#isPageWriting);
      },
    );
    return volume;
  }

  #noticed(volume: ProjectVolume, inode: Inode): void {
    if (volume !== this.#current?.volume) return;
    this.#feed?.written(inode, this.#isPageWriting);
    this.#planSave();
  }

  #planSave(): void {
    if (this.#savePlanned) return;
    this.#savePlanned = true;
    // Nobody shall read “saved” while something waits to be.
    if (this.#store && this.#current && !this.#temporary.has(this.#current.id))
      this.#events.storage({ phase: 'saving' });
    this.#kernel.host.timer(SAVE_DELAY_MS, () => {
      this.#savePlanned = false;
      void this.flush();
    });
  }

  async #save(): Promise<void> {
    if (!this.#current || !this.#store) return;
    const { id, volume } = this.#current;
    if (this.#temporary.has(id)) return;
    const stored = this.#projects.get(id);
    if (!stored || (!volume.isDirty && !this.#isSettingsDirty)) {
      if (!this.#savePlanned) this.#events.storage({ phase: 'saved' });
      return;
    }
    this.#events.storage({ phase: 'saving' });
    const changes = volume.takeChanges();
    this.#isSettingsDirty = false;
    const project = { ...stored, summary: { ...stored.summary, editedAt: this.#nowMs() } };
    this.#projects.set(id, project);
    try {
      await this.#store.save({ project, put: changes.put, remove: changes.remove });
      // What changed meanwhile has been planned, and said, already.
      if (!this.#savePlanned) this.#events.storage({ phase: 'saved' });
    } catch (error) {
      changes.putBack();
      this.#goOnInMemory(error instanceof Error ? error.message : String(error));
    }
  }

  async #tryStore(work: (store: ProjectStore) => Promise<void>): Promise<void> {
    try {
      if (this.#store) await work(this.#store);
    } catch (error) {
      this.#goOnInMemory(error instanceof Error ? error.message : String(error));
    }
  }

  #goOnInMemory(reason: string): void {
    this.#store = undefined;
    if (this.#current) this.#kept.set(this.#current.id, this.#current.volume);
    this.#events.storage({
      phase: 'memory-only',
      why: `This browser does not let the page store anything (${reason}), so files last until it is closed`,
    });
  }

  #open(): Current & { readonly id: string } {
    if (!this.#current) throw new Error('No project is open yet');
    return this.#current;
  }

  #newId(): string {
    const bytes = new Uint8Array(8);
    this.#kernel.host.random(bytes);
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  #nowMs(): number {
    return Math.floor(this.#kernel.host.wallNs() / 1e6);
  }
}

function programsToolchain(builds: readonly StoredBuild[]): string | undefined {
  return builds.find(({ kind }) => kind === 'program')?.toolchain;
}
