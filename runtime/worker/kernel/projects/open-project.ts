import type { Disposable } from '../../../base/disposable.ts';
import type { Host } from '../../../kernel/host.ts';
import type { StorageState } from '../../../protocol/kernel.ts';
import type { ProjectAccess, ProjectSettings, ProjectSummary } from '../../../protocol/project.ts';
import { FolderFiles } from '../../../vfs/folder-files.ts';
import type { Release } from './project-lock.ts';
import { type ProjectStorage, storageTrouble, StorageClosed } from './project-storage.ts';
import { StaleSave } from './project-store.ts';
import type { ProjectVolume } from './project-volume.ts';
import { saveProject } from './save-project.ts';
import type { StoredProject, Writer } from './stored-records.ts';

/** How long changes gather before they are saved together. */
const SAVE_DELAY_MS = 250;
/** Between two attempts where saving fails: twice as long each time, up to the second. */
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;

export interface OpenProjectParts {
  readonly id: string;
  readonly volume: ProjectVolume;
  readonly summary: ProjectSummary;
  readonly settings: ProjectSettings;
  /** Undefined: it is not stored yet. */
  readonly generation: number | undefined;
  readonly unmoved?: string | undefined;
  readonly access: ProjectAccess;
  readonly repairs?: readonly string[];
  /** Keys of records to be removed when it has been saved for the first time. */
  readonly strangeKeys?: readonly unknown[];
  readonly writer?: Writer | undefined;
  /** Undefined: this tab does not hold it. */
  readonly release?: Release | undefined;
}

/** What all of them share. */
export interface ProjectSurroundings {
  readonly host: Host;
  readonly storage: ProjectStorage;
  /** Of this kernel, and no other. */
  readonly visit: string;
  /** The number of the last request of the page that changed something. */
  readonly lastRequest: () => number;
  readonly newId: () => string;
  readonly said: (project: OpenProject, state: StorageState) => void;
  readonly committed: (project: OpenProject) => void;
}

/** A project in memory: its files, what is known of its record, and how far the saving of them is. */
export class OpenProject {
  readonly id: string;
  readonly files: FolderFiles;
  readonly volume: ProjectVolume;
  /** Of the save that was read. */
  readonly writer: Writer | undefined;
  repairs: readonly string[];
  summary: ProjectSummary;
  settings: ProjectSettings;
  generation: number | undefined;
  access: ProjectAccess;
  release: Release | undefined;
  readonly #around: ProjectSurroundings;
  #unmoved: string | undefined;
  #strangeKeys: readonly unknown[];
  #isRecordDirty = false;
  #isStale = false;
  #failures = 0;
  #saving: Promise<void> = Promise.resolve();
  #isSaving = false;
  #planned: { readonly at: number; readonly timer: Disposable } | undefined;
  #state: StorageState | undefined;

  constructor(parts: OpenProjectParts, around: ProjectSurroundings) {
    this.id = parts.id;
    this.volume = parts.volume;
    this.files = new FolderFiles(parts.volume.root);
    this.summary = parts.summary;
    this.settings = parts.settings;
    this.generation = parts.generation;
    this.#unmoved = parts.unmoved;
    this.access = parts.access;
    this.repairs = parts.repairs ?? [];
    this.writer = parts.writer;
    this.#strangeKeys = parts.strangeKeys ?? [];
    this.release = parts.release;
    this.#around = around;
  }

  get isTemporary(): boolean {
    return this.summary.isTemporary === true;
  }

  /** Whether memory holds something that storage does not, and should. */
  get isUnsaved(): boolean {
    return !this.isTemporary && this.access === 'owner' && (this.#isDirty || this.#isSaving);
  }

  /** What is stored is based on something else by now: nothing more is saved here. */
  get isStale(): boolean {
    return this.#isStale;
  }

  get #isDirty(): boolean {
    return this.volume.isDirty || this.#isRecordDirty || this.generation === undefined;
  }

  /** Something about the files is to be saved. */
  changed(): void {
    if (this.isTemporary || this.access !== 'owner' || this.#isStale) return;
    // The page must not say “saved” while something waits to be, nor “saving” where that fails.
    if (this.#failures === 0) this.#say({ phase: 'saving' });
    this.#plan(this.#failures === 0 ? SAVE_DELAY_MS : FIRST_RETRY_MS);
  }

  /** Its name or its settings are others now. */
  recordChanged(patch: { readonly summary?: ProjectSummary; readonly settings?: ProjectSettings }): void {
    this.summary = patch.summary ?? this.summary;
    this.settings = patch.settings ?? this.settings;
    this.#isRecordDirty = true;
    this.changed();
  }

  /** Everything that has changed so far is stored when this resolves, or `isUnsaved` says that it is not. */
  flush(): Promise<void> {
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  /** Says again how far the saving is: the page is shown this project from now on. */
  sayAgain(): void {
    const { generation } = this;
    if (this.access !== 'owner' || this.isTemporary) return;
    if (this.#isDirty || generation === undefined) this.#around.said(this, this.#state ?? { phase: 'saving' });
    else this.#say({ phase: 'saved', projectId: this.id, generation });
  }

  /** The connection to storage has ended: says so where it cannot be had again. */
  async storageLost(): Promise<void> {
    try {
      await this.#around.storage.get();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Nothing is saved any more. */
  close(): void {
    this.#planned?.timer.dispose();
    this.#planned = undefined;
    this.release?.();
    this.release = undefined;
  }

  #plan(ms: number): void {
    const at = this.#around.host.monotonicNs() / 1e6 + ms;
    if (this.#planned && this.#planned.at <= at) return;
    this.#planned?.timer.dispose();
    const timer = this.#around.host.timer(ms, () => {
      this.#planned = undefined;
      void this.flush();
    });
    this.#planned = { at, timer };
  }

  async #save(): Promise<void> {
    if (this.isTemporary || this.access !== 'owner' || this.#isStale) return;
    if (!this.#isDirty && this.#failures === 0) {
      this.sayAgain();
      return;
    }
    if (this.#failures === 0) this.#say({ phase: 'saving' });
    this.#isSaving = true;
    try {
      const { id, generation: base, volume, summary: before } = this;
      const store = await this.#around.storage.get();
      this.#isSaving = this.#isDirty;
      if (!this.#isDirty) {
        this.#recovered();
        return;
      }
      const stored = await saveProject(store, {
        id,
        base,
        unmoved: this.#unmoved,
        volume,
        record: () => this.#takeRecord(base),
        name: this.#around.newId(),
      });
      this.generation = stored.generation;
      this.#unmoved = stored.staged;
      if (this.summary === before) this.summary = stored.summary;
      this.#around.committed(this);
      this.#recovered();
      await this.#tidy(stored);
    } catch (error) {
      this.#isRecordDirty = true;
      this.#failed(error);
    } finally {
      this.#isSaving = false;
    }
  }

  #recovered(): void {
    this.#failures = 0;
    this.#isSaving = false;
    this.sayAgain();
  }

  /** What was saved in parts is put into its place. It counts already, so a failure can wait for the next save. */
  async #tidy({ staged, generation }: StoredProject): Promise<void> {
    try {
      const store = await this.#around.storage.get();
      if (staged !== undefined) await store.moveStaged(this.id, staged, generation);
      this.#unmoved = undefined;
      if (this.#strangeKeys.length > 0) await store.dropNodes(this.id, this.#strangeKeys);
      this.#strangeKeys = [];
    } catch {
      // The next save begins with it, and says what is wrong if that still is.
    }
  }

  #takeRecord(base: number | undefined): StoredProject {
    this.#isRecordDirty = false;
    const { id, name } = this.summary;
    const editedAt = Math.floor(this.#around.host.wallNs() / 1e6);
    return {
      summary: { id, name, editedAt },
      settings: this.settings,
      generation: (base ?? 0) + 1,
      writer: { visit: this.#around.visit, request: this.#around.lastRequest() },
    };
  }

  #failed(error: unknown): void {
    if (error instanceof StaleSave) {
      this.#isStale = true;
      this.#say({ phase: 'conflict', why: error.message });
      return;
    }
    const isBlocked = error instanceof StorageClosed && !error.isTakenOver && this.generation === undefined;
    this.#say(
      isBlocked
        ? {
            phase: 'memory-only',
            why: `This browser does not let the page store anything (${error.message}), so files last until it is closed`,
          }
        : { phase: 'failing', why: storageTrouble(error) },
    );
    this.#plan(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures));
    this.#failures += 1;
  }

  #say(state: StorageState): void {
    this.#state = state;
    this.#around.said(this, state);
  }
}
