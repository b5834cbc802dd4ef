import { quoted } from '../../../runtime/links/paths.ts';
import { DEFAULT_SETTINGS } from '../../../runtime/protocol/project.ts';
import { entriesOf, folderAt, hasFile } from '../../state/file-tree.ts';
import { createLocalFolderStore, type LocalFolderState } from '../../state/local-folder-store.ts';
import { fileName, parentOf } from '../../state/paths.ts';
import type { AppStore } from '../../state/store.ts';
import { freeName } from '../../text/free-name.ts';
import { projectNameProblem } from '../../text/name-rules.ts';
import type { Documents } from '../documents/documents.ts';
import { reasonText, type Kernel } from '../kernel/kernel.ts';
import type { ProjectActions } from '../projects/project-actions.ts';
import { DiskFolder, isNamed, type PermissionMode, type Stamp } from './disk-folder.ts';
import { Intake, leftOutReason } from './folder-limits.ts';
import { FolderSync, type ProjectFiles } from './folder-sync.ts';
import { FolderWatch } from './folder-watch.ts';

type PickFolder = (options: { readonly mode: PermissionMode }) => Promise<FileSystemDirectoryHandle>;

interface Parts {
  readonly kernel: Kernel;
  readonly store: AppStore;
  readonly documents: Documents;
  readonly projects: ProjectActions;
  readonly page: Window & { readonly showDirectoryPicker?: PickFolder };
}

interface Link {
  readonly disk: DiskFolder;
  readonly sync: FolderSync;
  readonly watch: FolderWatch;
}

const NO_FOLDERS =
  'This browser cannot open a folder of this computer for a page. Drop the folder here, or upload it in Files, to copy it into the project.';

/** Projects that are opened from folders of the person's disk, and kept the same as these for as long as the page is open. */
export class LocalFolders {
  readonly store = createLocalFolderStore();
  readonly #parts: Parts;
  /** By project. */
  readonly #links = new Map<string, Link>();
  /** One thing at a time. */
  #work: Promise<unknown> = Promise.resolve();
  /** However often the window gets the focus, one look at the disk is enough. */
  #isLookPlanned = false;
  /** Something may have changed since the look that is under way began. */
  #isLookWanted = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { kernel, store, page } = parts;
    kernel.onEvent((event) => {
      if (event.type !== 'files') return;
      const link = this.#open();
      if (!link) return;
      link.sync.noteChanges(event.changes);
      this.#soon();
    });
    store.subscribe((state, before) => {
      if (state.project !== before.project && idOf(state) !== idOf(before)) this.#projectChanged();
    });
    // The person may have been in another program, which writes to the same folder.
    page.addEventListener('focus', () => void this.#focused());
  }

  /** Asks for a folder and makes a project of it. */
  async choose(mode: PermissionMode): Promise<void> {
    const { page, store } = this.#parts;
    const { noticeChanged } = store.getState();
    if (!page.showDirectoryPicker) {
      noticeChanged(NO_FOLDERS);
      return;
    }
    let root;
    try {
      root = await page.showDirectoryPicker({ mode });
    } catch (reason) {
      // They changed their mind, or said no to the browser’s own question.
      if (!isNamed(reason, 'AbortError')) noticeChanged(`The folder was not opened. ${reasonText(reason)}`);
      return;
    }
    try {
      await this.#bring(new DiskFolder(root, mode));
    } catch (reason) {
      noticeChanged(`The folder was not opened. ${reasonText(reason)}`);
    }
  }

  /** Takes in what other programs have changed in the folder. */
  lookAgain(): Promise<void> {
    return this.#do((link) => this.#look(link));
  }

  /** After it stopped, by a press of the person: the browser asks them again where it has to. */
  async tryAgain(): Promise<void> {
    const link = this.#open();
    if (!link) return;
    if (await link.disk.ask().catch(() => false)) await this.lookAgain();
  }

  settle(side: 'project' | 'disk'): Promise<void> {
    return this.#do(async (link) => {
      await this.#parts.documents.flush();
      await link.sync.settle(side);
      await link.sync.toDisk();
    });
  }

  /** The project and the folder go their own ways; both stay as they are. */
  letGo(): void {
    const id = idOf(this.#parts.store.getState());
    if (id !== undefined) {
      this.#links.get(id)?.watch.dispose();
      this.#links.delete(id);
    }
    this.#projectChanged();
  }

  #changedOnDisk(): void {
    // Where the window has no focus, this waits until it gets it.
    if (this.#parts.page.document.hasFocus()) void this.#focused();
  }

  /** Looks only where the browser says that something has changed since the last look, or where it does not say. */
  async #focused(): Promise<void> {
    if (this.#isLookPlanned) {
      this.#isLookWanted = true;
      return;
    }
    this.#isLookPlanned = true;
    await this.#work;
    const link = this.#open();
    // Where it cannot be asked, the look itself finds out why, and says so.
    if (link && (await link.watch.mayHaveChanged(link.sync).catch(() => true))) await this.lookAgain();
    this.#isLookPlanned = false;
    if (!this.#isLookWanted) return;
    this.#isLookWanted = false;
    void this.#focused();
  }

  async #look({ sync, watch }: Link): Promise<void> {
    await this.#parts.documents.flush();
    // Before the walk: a change that comes during it is another one.
    watch.forget();
    await sync.fromDisk();
    await sync.toDisk();
  }

  async #bring(disk: DiskFolder): Promise<void> {
    const { store, projects } = this.#parts;
    const files = new Map<string, Uint8Array>();
    const folders: string[] = [];
    const stamps = new Map<string, Stamp>();
    const leftOut = new Set<string>();
    const intake = new Intake();
    const skips = (name: string): boolean => {
      const reason = leftOutReason(name);
      if (reason !== undefined) leftOut.add(reason);
      return reason !== undefined;
    };
    for await (const entry of disk.entries(skips)) {
      intake.add(entry.kind === 'file' ? entry.file.size : 0);
      if (entry.kind === 'folder') {
        folders.push(entry.path);
        continue;
      }
      files.set(entry.path, new Uint8Array(await entry.file.arrayBuffer()));
      stamps.set(entry.path, entry.stamp);
    }
    const before = idOf(store.getState());
    const name = projectNameProblem(disk.name) === undefined ? disk.name : 'A folder';
    const taken = store.getState().projects.map((known) => known.name);
    const copies = new Map([...files].map(([path, content]) => [path, content.slice()]));
    await projects.make({ name: freeName(name, taken), files: copies, folders, settings: DEFAULT_SETTINGS });
    const id = idOf(store.getState());
    // It was not made, and the page says why.
    if (id === undefined || id === before) return;
    const sync = new FolderSync(disk, this.#filesOf(id));
    for (const [path, content] of files) await sync.agree(path, stamps.get(path) ?? NEVER, content);
    for (const text of leftOut) sync.leftOut.set(text, text);
    this.#links.set(id, { disk, sync, watch: new FolderWatch(disk, () => this.#changedOnDisk()) });
    this.#projectChanged();
    store.getState().panelShown('files');
  }

  #filesOf(projectId: string): ProjectFiles {
    const { kernel, store, documents } = this.#parts;
    const within = { projectId };
    return {
      read: (path) =>
        kernel.request('readFile', { ...within, path }).catch((reason: unknown) => {
          // It may be gone; a project that is not open any more, or a kernel that has ended, says nothing of its files.
          if (idOf(store.getState()) === projectId && !hasFile(store.getState().files, path)) return undefined;
          throw reason;
        }),
      put: async (path, bytes) => {
        if (bytes) {
          await kernel.request('writeFile', { ...within, path, bytes: bytes.slice() });
          await documents.reload([path]);
        } else {
          await kernel.request('removeFile', { ...within, path });
          documents.discard(path);
        }
      },
      kindOf: (path) => {
        const { files } = store.getState();
        if (idOf(store.getState()) !== projectId) throw new Error('Another project is open');
        if (folderAt(files, path)) return 'folder';
        if (!hasFile(files, path)) return undefined;
        return folderAt(files, parentOf(path))?.files.find(({ name }) => name === fileName(path))?.kind;
      },
      paths: function* () {
        for (const { path } of entriesOf(store.getState().files)) yield path;
      },
    };
  }

  #open(): Link | undefined {
    const id = idOf(this.#parts.store.getState());
    return id === undefined ? undefined : this.#links.get(id);
  }

  #projectChanged(): void {
    const link = this.#open();
    this.#parts.store.getState().folderLinked(link !== undefined);
    this.#tell({ kind: 'in-step' });
    if (!link) return;
    link.sync.noteAll();
    this.#soon();
  }

  /** Writes what has changed, unless a stop waits for the person. */
  #soon(): void {
    if (this.store.getState().folder?.phase.kind === 'stopped') return;
    void this.#do((link) => link.sync.toDisk());
  }

  #do(work: (link: Link) => Promise<void>): Promise<void> {
    const done = this.#work.then(async () => {
      const link = this.#open();
      if (!link) return;
      this.#tell({ kind: 'working' });
      try {
        await work(link);
        if (this.#open() === link) this.#tell({ kind: 'in-step' });
      } catch (error) {
        // Of a project that was left meanwhile, everything is looked at again when it is opened.
        if (this.#open() === link) this.#tell({ kind: 'stopped', why: whyStopped(error, link.disk) });
      }
    });
    this.#work = done;
    return done;
  }

  #tell(phase: LocalFolderState['phase']): void {
    const link = this.#open();
    const projectId = idOf(this.#parts.store.getState());
    if (!link || projectId === undefined) {
      this.store.setState({ folder: undefined });
      return;
    }
    const { disk, sync } = link;
    this.store.setState({
      folder: {
        projectId,
        name: disk.name,
        isReadOnly: disk.mode === 'read',
        phase,
        conflicts: [...sync.conflicts],
        leftOut: [...sync.leftOut.values()],
      },
    });
  }
}

const NEVER: Stamp = { size: -1, modifiedMs: -1 };

function idOf({ project }: ReturnType<AppStore['getState']>): string | undefined {
  return project.phase === 'open' ? project.summary.id : undefined;
}

function whyStopped(error: unknown, { name, mode }: DiskFolder): string {
  const folder = quoted(name);
  if (isNamed(error, 'NotAllowedError', 'SecurityError'))
    return `The browser does not let this page ${mode === 'read' ? 'read' : 'write to'} ${folder} any more. What changes here stays in the project.`;
  if (isNamed(error, 'NotFoundError')) return `${folder} does not exist any more: it was moved or deleted.`;
  if (isNamed(error, 'QuotaExceededError')) return `The disk of ${folder} is full.`;
  return `Nothing more is written to ${folder}. ${reasonText(error)}`;
}
