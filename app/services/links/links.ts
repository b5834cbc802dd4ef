import { PackingClient } from '../../../runtime/client/packing-client.ts';
import { linkProblemText, MOST, type LinkedProject } from '../../../runtime/links/linked-project.ts';
import type { Policy } from '../../../runtime/policy/policy.ts';
import type { FileEntry } from '../../../runtime/protocol/project.ts';
import type { Result } from '../../../runtime/base/result.ts';
import { err } from '../../../runtime/base/result.ts';
import { inOpenProject } from '../../state/project-slice.ts';
import { entriesOf, folderAt, type TreeFolder } from '../../state/file-tree.ts';
import type { AppStore } from '../../state/store.ts';
import type { Documents } from '../documents/documents.ts';
import { freeName } from '../../text/free-name.ts';
import { reasonText, type Kernel } from '../kernel/kernel.ts';
import { bringBreakpoints } from '../projects/kept-breakpoints.ts';
import type { ProjectActions } from '../projects/project-actions.ts';

interface Parts {
  readonly kernel: Kernel;
  readonly store: AppStore;
  readonly documents: Documents;
  readonly projects: ProjectActions;
  /** Its address is where links are. */
  readonly page: Pick<Window, 'location' | 'history'>;
  readonly packing?: PackingClient;
}

/** What a link to the open project is, and what it leaves out. */
export interface SharedLink {
  /** Without the #. */
  readonly fragment: string;
  readonly leftOut: readonly string[];
}

/** Links to projects: those that come, and those that are made. */
export class Links {
  readonly #parts: Parts;
  readonly #packing: PackingClient;
  /** Ends the reading of the link that came last. */
  #reading: AbortController | undefined;
  /** The fragment that is being asked about, or of which the project is open. */
  #fragment: string | undefined;
  #openId: string | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#packing = parts.packing ?? new PackingClient();
    parts.store.subscribe(({ project }) => {
      if (this.#openId === undefined || project.phase !== 'open') return;
      const isOpen = project.summary.id === this.#openId && project.summary.isTemporary;
      if (!isOpen) this.#forget();
    });
  }

  /** There is a fragment in the address: asks about the project in it, or says why there is none. */
  async arrived(fragment: string): Promise<void> {
    this.#reading?.abort();
    if (fragment === this.#fragment) {
      this.#arrivalEnded();
      return;
    }
    const { dialogChanged, noticeChanged } = this.#parts.store.getState();
    const { signal } = (this.#reading = new AbortController());
    let opened;
    try {
      opened = await this.#packing.readLink(fragment, signal);
    } catch (reason) {
      if (signal.aborted) return;
      this.#arrivalEnded();
      noticeChanged(`The link was not opened. ${reasonText(reason)}`);
      return;
    }
    // Another link has come, or the visitor did not wait.
    if (signal.aborted) return;
    // The address may be another one by now.
    if (this.#parts.page.location.hash !== fragment) {
      this.#arrivalEnded();
      return;
    }
    if (!opened.ok) {
      this.#arrivalEnded();
      noticeChanged(linkProblemText(opened.error));
      return;
    }
    this.#fragment = fragment;
    this.#openId = undefined;
    dialogChanged({ kind: 'link', project: opened.value });
  }

  /** The visitor did not wait for a link to be read: the page is as it was, and the address theirs again. */
  leave(): void {
    this.#reading?.abort();
    this.#fragment = this.#parts.page.location.hash;
    this.#forget();
  }

  /** The visitor wants it, with these grants: it becomes the open project, and is not kept. */
  async open({ name, settings, files, folders, breakpoints = [] }: LinkedProject, policy: Policy): Promise<void> {
    const { store, projects } = this.#parts;
    const fragment = this.#fragment;
    await isBooted(store);
    const taken = store.getState().projects.map((known) => known.name);
    const opened = await projects.openTemporary({
      name: freeName(name === '' ? 'From a link' : name, taken),
      files,
      folders,
      settings: { ...settings, policy },
    });
    bringBreakpoints(store, opened, breakpoints);
    const { project } = store.getState();
    if (project.phase !== 'open' || this.#fragment !== fragment) return;
    if (project.summary.isTemporary) this.#openId = project.summary.id;
    else this.#forget();
  }

  /** Stores the open project, which came with a link. */
  async keep(): Promise<void> {
    const { kernel, store, documents } = this.#parts;
    try {
      const within = inOpenProject(store.getState());
      await documents.flush();
      store.getState().projectRenamed(await kernel.request('keepProject', within));
    } catch (reason) {
      store.getState().noticeChanged(`The project was not kept. ${reasonText(reason)}`);
    }
  }

  /** The visitor does not want it. */
  declined(): void {
    this.#forget();
  }

  /** A link to the open project as it is, or a sentence that says why there is none. Aborted: some sentence. */
  async make(signal?: AbortSignal): Promise<Result<SharedLink, string>> {
    const { kernel, store, documents } = this.#parts;
    await documents.flush();
    const { project, files: tree, breakpoints } = store.getState();
    if (project.phase !== 'open') return err('No project is open.');
    const files = new Map<string, Uint8Array>();
    const { entries, problem } = entriesForLink(tree);
    if (problem !== undefined) return err(`This project does not fit into a link: ${problem}.`);
    try {
      for (const { path, kind } of entries)
        if (kind === 'file') files.set(path, await kernel.request('readFile', { projectId: project.summary.id, path }));
    } catch (reason) {
      return err(`The project’s files could not be read. ${reasonText(reason)}`);
    }
    const folders = entries
      .filter(({ path, kind }) => kind === 'folder' && folderAt(tree, path)?.count === 0)
      .map(({ path }) => path);
    const leftOut = entries.filter(({ kind }) => kind === 'link').map(({ path }) => path);
    const { summary, settings } = project;
    try {
      const made = await this.#packing.makeLink({ name: summary.name, settings, files, folders, breakpoints }, signal);
      return made.ok ? { ok: true, value: { fragment: made.value, leftOut } } : made;
    } catch (reason) {
      return err(`The link was not made. ${reasonText(reason)}`);
    }
  }

  /** The link that is being read is no longer what the page waits for. */
  #arrivalEnded(): void {
    const { dialog, dialogChanged } = this.#parts.store.getState();
    if (dialog.kind === 'arriving-link') dialogChanged({ kind: 'none' });
  }

  /** The address is the visitor's own again; what was before it in the history stays. */
  #forget(): void {
    const { location, history } = this.#parts.page;
    if (this.#fragment === location.hash) history.replaceState(history.state, '', location.pathname + location.search);
    this.#fragment = undefined;
    this.#openId = undefined;
  }
}

/** A link may be answered before the visitor's own project is open, and opens after it. */
function isBooted(store: AppStore): Promise<void> {
  if (store.getState().project.phase === 'open') return Promise.resolve();
  return new Promise((resolve) => {
    const stop = store.subscribe(({ project }) => {
      if (project.phase !== 'open') return;
      stop();
      resolve();
    });
  });
}

/** What a link has to hold; or, before any of it is read, that it is too much, as a clause. */
function entriesForLink(tree: TreeFolder): {
  readonly entries: readonly FileEntry[];
  readonly problem: string | undefined;
} {
  const entries: FileEntry[] = [];
  let bytes = 0;
  for (const entry of entriesOf(tree)) {
    entries.push(entry);
    bytes += entry.size;
    // Folders above files are not counted, and there are no more of them than that.
    if (entries.length > MOST.files * MOST.depth) return { entries, problem: `it has more than ${MOST.files} files` };
    if (bytes > MOST.bytes) return { entries, problem: 'its files are more than 2 MB together' };
  }
  return { entries, problem: undefined };
}
