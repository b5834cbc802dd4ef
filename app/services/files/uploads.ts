import type { InProject } from '../../../runtime/protocol/kernel.ts';
import { hasPath } from '../../state/file-tree.ts';
import { joinPath } from '../../../runtime/base/join-path.ts';
import { fileName, parentOf } from '../../state/paths.ts';
import { inOpenProject } from '../../state/project-slice.ts';
import type { AppStore } from '../../state/store.ts';
import type { Documents } from '../documents/documents.ts';
import type { FileActions } from './file-actions.ts';
import { incomingFrom, MOST_BROUGHT, TOO_MANY, type Dropped, type Incoming } from './incoming.ts';
import { reasonText, type Kernel } from '../kernel/kernel.ts';
import { count } from '../../text/outcome-text.ts';

/** What is to become of files whose names are taken. */
export type TakenAnswer = 'replace' | 'keep-both' | 'cancel';

interface Parts {
  readonly kernel: Kernel;
  readonly store: AppStore;
  readonly documents: Documents;
  readonly files: FileActions;
}

/** Brings files from the visitor's computer into the project. */
export class Uploads {
  readonly #parts: Parts;
  #answer: (answer: TakenAnswer) => void = () => undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Puts the files beneath `folder`; where names are taken, asks once for all of them. */
  async bring(incoming: readonly Incoming[], folder: string): Promise<void> {
    const { store, documents, files } = this.#parts;
    const { project } = store.getState();
    if (incoming.length === 0 || project.phase !== 'open') return;
    if (incoming.length > MOST_BROUGHT) {
      store.getState().noticeChanged(`Nothing was uploaded. ${TOO_MANY}`);
      return;
    }
    const within = inOpenProject({ project });
    // What is being typed must not come after what replaces it.
    await documents.flush();
    const wanted = incoming.map(({ path, read }) => ({ path: joinPath(folder, path), read }));
    const brought = new Set<string>();
    const isTaken = (path: string) => brought.has(path) || hasPath(store.getState().files, path);
    const clashing = wanted.filter(({ path }) => isTaken(path)).map(({ path }) => path);
    const answer = clashing.length === 0 ? 'replace' : await this.#ask(clashing);
    if (answer === 'cancel') return;

    for (const { path, read } of wanted) {
      const target = answer === 'keep-both' ? freeFileName(path, isTaken) : path;
      if (!(await this.#put(within, target, read, isTaken(target)))) break;
      brought.add(target);
    }
    await documents.reload([...brought]);
    const [first] = brought;
    if (first !== undefined && brought.size === 1) files.open(first);
    else if (first !== undefined) store.getState().panelShown('files');
  }

  /** Everything that was dropped, with what lies in folders. */
  async gather(dropped: readonly Dropped[]): Promise<readonly Incoming[]> {
    try {
      return await incomingFrom(dropped);
    } catch (reason) {
      this.#parts.store.getState().noticeChanged(`What was dropped could not be read. ${reasonText(reason)}`);
      return [];
    }
  }

  /** The dialog's answer to the question that is open. */
  answered(answer: TakenAnswer): void {
    this.#answer(answer);
  }

  async #put(within: InProject, path: string, read: Incoming['read'], isTaken: boolean): Promise<boolean> {
    const { kernel, store } = this.#parts;
    try {
      const bytes = await read();
      await kernel.request(isTaken ? 'writeFile' : 'createFile', { ...within, path, bytes });
      return true;
    } catch (reason) {
      store.getState().noticeChanged(`${fileName(path)} was not uploaded. ${reasonText(reason)}`);
      return false;
    }
  }

  #ask(paths: readonly string[]): Promise<TakenAnswer> {
    // One question at a time: another upload in the meantime takes its place.
    this.#answer('cancel');
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.#parts.store.getState().dialogChanged({ kind: 'taken', paths });
    });
  }
}

/** The question's title: the name that is taken, or how many are. */
export function takenTitle(paths: readonly string[]): string {
  const [only] = paths;
  return only !== undefined && paths.length === 1
    ? `“${fileName(only)}” is there already`
    : `${count(paths.length, 'file')} are there already`;
}

/** `path`, or `name-2.c`, `name-3.c`… beside it where it is taken. */
export function freeFileName(path: string, isTaken: (path: string) => boolean): string {
  if (!isTaken(path)) return path;
  const name = fileName(path);
  const dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length;
  for (let n = 2; ; n += 1) {
    const free = joinPath(parentOf(path), `${name.slice(0, dot)}-${n}${name.slice(dot)}`);
    if (!isTaken(free)) return free;
  }
}
