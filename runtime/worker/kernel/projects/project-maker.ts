import { DEFAULT_SETTINGS, type NewProject } from '../../../protocol/project.ts';
import { FileError, FolderFiles } from '../../../vfs/folder-files.ts';
import type { DirectoryEntry, Inode } from '../../../vfs/inode.ts';
import { copiedProject, madeProject, parseJournal, replay, type Journal } from './journal.ts';
import { OpenProject, type OpenProjectParts, type ProjectSurroundings } from './open-project.ts';
import type { LoadedProject, ProjectLibrary } from './project-library.ts';
import type { ProjectLocks, Release } from './project-lock.ts';
import { ProjectVolume } from './project-volume.ts';
import type { StoredNode } from './stored-records.ts';

interface MakerParts {
  readonly around: ProjectSurroundings;
  readonly library: ProjectLibrary;
  /** A file of the volume was written. */
  readonly written: (volume: ProjectVolume, inode: Inode) => void;
  /** A name in the volume came, went or changed. */
  readonly named: (volume: ProjectVolume, entry: DirectoryEntry) => void;
}

type Named = Pick<NewProject, 'name' | 'settings'>;

/** Makes projects in memory: of files, of what is stored, and of the journal of a page that went before it was stored. */
export class ProjectMaker {
  readonly #parts: MakerParts;

  constructor(parts: MakerParts) {
    this.#parts = parts;
  }

  volume(stored: ReadonlyMap<number, StoredNode>): ProjectVolume {
    const { around, written, named } = this.#parts;
    const volume: ProjectVolume = new ProjectVolume(
      () => around.host.wallNs(),
      stored,
      (inode) => written(volume, inode),
      (entry) => named(volume, entry),
    );
    return volume;
  }

  filled({ files, folders = [] }: NewProject): ProjectVolume {
    const volume = this.volume(new Map());
    const writer = new FolderFiles(volume.root);
    for (const [path, bytes] of files) writer.write(path, bytes);
    for (const path of folders) writer.createFolder(path);
    return volume;
  }

  /** A project that is not stored yet. */
  make(
    id: string,
    { name, settings = DEFAULT_SETTINGS }: Named,
    volume: ProjectVolume,
    release: Release | undefined,
    isTemporary = false,
  ): OpenProject {
    const { around } = this.#parts;
    const editedAt = Math.floor(around.host.wallNs() / 1e6);
    const summary = { id, name, editedAt, ...(isTemporary && ({ isTemporary } as const)) };
    const parts: OpenProjectParts = { id, volume, summary, settings, generation: undefined, access: 'owner', release };
    volume.touchAll();
    return new OpenProject(parts, around);
  }

  /** A project as it is stored; without `release` it can only be read. */
  async read(id: string, release: Release | undefined): Promise<OpenProject> {
    const { around, library } = this.#parts;
    const stored = await library.load(id, release !== undefined);
    const volume = this.volume(stored.nodes);
    const access = release ? 'owner' : 'reader';
    const { generation, repairs, strangeKeys } = stored;
    const { summary, settings, staged, writer } = stored.project;
    const project = new OpenProject(
      { id, volume, summary, settings, generation, unmoved: staged, writer, access, release, repairs, strangeKeys },
      around,
    );
    if (access === 'reader') volume.volume.isReadOnly = true;
    else if (stored.repairs.length > 0) {
      volume.touchAll();
      project.recordChanged({});
    }
    return project;
  }

  /** Adds what an earlier page had typed and could not hand over. */
  async replay(project: OpenProject, text: string): Promise<void> {
    const journal = parseJournal(text);
    if (!journal) return;
    const { settings, aside } = replay(journal, project.files, project);
    if (settings) project.recordChanged({ settings });
    if (aside.length > 0)
      project.repairs = [
        ...project.repairs,
        `Your last edits came too late to be stored, and the project was changed in another tab since: they are in ${aside.join(', ')}`,
      ];
    await project.flush();
  }

  /**
   * Stores the projects that an earlier page made and that went with it before they were stored once. `journals`: by project; those
   * that are stored leave it.
   */
  async makeAgain(journals: Map<string, string>, known: ReadonlySet<string>, locks: ProjectLocks): Promise<void> {
    for (const [id, text] of journals) {
      const journal = known.has(id) ? undefined : parseJournal(text);
      const made = journal && (madeProject(journal) ?? (await this.#copyAgain(journal)));
      if (!made) continue;
      const release = await locks.ifFree(id, () => undefined);
      // Without the lock, a page that is still there is about to store it.
      if (!release) continue;
      const volume = 'nodes' in made ? this.volume(made.nodes) : this.filled(made);
      const project = this.make(id, made, volume, release);
      journals.delete(id);
      const { settings } = replay(journal, project.files, { generation: undefined, writer: undefined });
      if (settings) project.recordChanged({ settings });
      await project.flush();
      // Where it could not be stored, the page's journal stays for the next visit.
      project.close();
    }
  }

  /** What a copy was made of, as that is stored. */
  async #copyAgain(journal: Journal): Promise<(Named & Pick<LoadedProject, 'nodes'>) | undefined> {
    const copied = copiedProject(journal);
    if (!copied) return undefined;
    try {
      const { project, nodes } = await this.#parts.library.load(copied.from, false);
      return { name: copied.called, settings: project.settings, nodes };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return undefined;
    }
  }
}
