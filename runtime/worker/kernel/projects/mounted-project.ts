import type { Kernel } from '../../../kernel/kernel.ts';
import type { Project, ProjectSettings } from '../../../protocol/project.ts';
import { PROJECT_MOUNT } from '../../../toolchain/layout.ts';
import { FileError, type FolderFiles } from '../../../vfs/folder-files.ts';
import { MAX_NAMES, type DirectoryEntry, type Inode } from '../../../vfs/inode.ts';
import { Volume } from '../../../vfs/volume.ts';
import { FileFeed, type FileFeedEvents } from './file-feed.ts';
import type { OpenProject } from './open-project.ts';
import type { ProjectVolume } from './project-volume.ts';

const TMP_BYTES = 256 << 20;

/** The project that is open: where programs see its files, what the page writes to it, and what the page hears of it. */
export class MountedProject {
  readonly #kernel: Kernel;
  readonly #visit: string;
  readonly #events: FileFeedEvents;
  #current: OpenProject | undefined;
  #isPageWriting = false;
  #lastRequest = 0;
  /** Tells the page of the files. */
  #feed: FileFeed | undefined;

  constructor(kernel: Kernel, visit: string, events: FileFeedEvents) {
    this.#kernel = kernel;
    this.#visit = visit;
    this.#events = events;
  }

  /** Undefined: none is open yet. */
  get current(): OpenProject | undefined {
    return this.#current;
  }

  /** The number of the last request of the page that changed something. */
  get lastRequest(): number {
    return this.#lastRequest;
  }

  get files(): FolderFiles {
    return this.get().files;
  }

  get(): OpenProject {
    if (!this.#current) throw new Error('No project is open yet');
    return this.#current;
  }

  writable(): OpenProject {
    const current = this.get();
    if (current.access === 'owner') return current;
    throw new FileError(
      'This project is open in another tab, so it can only be read here: take it over, or make a copy',
    );
  }

  /** Runs a request of the page, whose changes need not be sent to the page. `number`: requests are counted. */
  asPage<T>(number: number, work: (files: FolderFiles) => T): T {
    const { files } = this.writable();
    this.#isPageWriting = true;
    this.#lastRequest = number;
    try {
      return work(files);
    } finally {
      this.#isPageWriting = false;
    }
  }

  saveSettings(number: number, settings: ProjectSettings): void {
    this.#lastRequest = number;
    this.writable().recordChanged({ settings });
  }

  /** The page has taken in the last piece of what was sent about the files. */
  listed(): void {
    this.#feed?.taken();
  }

  mount(project: OpenProject): void {
    this.#show(project);
    // What one project's programs left in /tmp is none of the next one's business.
    this.#kernel.mount(
      'tmp',
      new Volume({ now: () => this.#kernel.host.wallNs(), maxBytes: TMP_BYTES, maxNames: MAX_NAMES }),
    );
    project.sayAgain();
  }

  /** The same project as it is stored now, in place of the one that is mounted; `/tmp` stays. */
  replace(project: OpenProject): void {
    this.#show(project);
  }

  /** What the page is shown of it; the page's list of files begins anew. */
  describe(project: OpenProject): Project {
    const { summary, settings, access, repairs, generation } = project;
    const origin = { visit: this.#visit, generation };
    this.#feed?.dispose();
    this.#feed = new FileFeed(this.#kernel.host, project.volume.root, this.#events);
    return { summary, settings, files: this.#feed.first(), access, repairs, origin };
  }

  /** A file of a project was written. */
  written(volume: ProjectVolume, inode: Inode): void {
    const current = this.#current;
    if (volume !== current?.volume) return;
    this.#feed?.written(inode, this.#isPageWriting);
    current.changed();
  }

  /** A name in a project came, went or changed. */
  named(volume: ProjectVolume, entry: DirectoryEntry): void {
    if (volume === this.#current?.volume) this.#feed?.named(entry, this.#isPageWriting);
  }

  #show(project: OpenProject): void {
    this.#current = project;
    this.#kernel.root.mount(PROJECT_MOUNT, project.volume.root);
  }
}
