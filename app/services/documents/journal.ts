import type { Request } from '../../../runtime/protocol/kernel.ts';
import type { AppStore } from '../../state/store.ts';
import type { Documents, LateText } from './documents.ts';
import { journalKey } from './journal-key.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** As much of `localStorage` as is needed. Each access to it may throw. */
type JournalStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

interface Parts {
  readonly kernel: Kernel;
  readonly store: AppStore;
  readonly documents: Documents;
  readonly storage: () => JournalStorage;
}

/** Later than any request: what was typed when the kernel had left the project already. */
const LATE = Number.MAX_SAFE_INTEGER;

/**
 * What the kernel was asked and may not have stored yet, written where a page that is going away can still write. The kernel
 * reads it when the project is opened next, and does what storage does not hold.
 */
export class Journal {
  readonly #parts: Parts;
  /** Of each project, as of its last save. */
  readonly #generations = new Map<string, number>();
  /** What stood in the place of the journals that this page wrote. */
  readonly #before = new Map<string, string | null>();

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.kernel.onEvent((event) => {
      if (event.type !== 'storage' || event.state.phase !== 'saved') return;
      const { projectId, generation } = event.state;
      this.#generations.set(projectId, generation);
      if (parts.kernel.unstored(projectId).length === 0) this.#forget(projectId);
    });
    // What was written when the page seemed to go is not to outlive what is typed after it came back.
    parts.documents.onEdited(({ projectId }) => this.#takeBack(projectId));
  }

  read(id: string): string | undefined {
    try {
      return this.#parts.storage().getItem(journalKey(id)) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** The page may be going: writes down what is not known to be stored of the open project. */
  write(): void {
    const { project } = this.#parts.store.getState();
    if (project.phase !== 'open' || project.access === 'reader' || project.summary.isTemporary) return;
    const { id } = project.summary;
    const steps = this.#parts.kernel.unstored(id).flatMap(([number, request]) => stepOf(number, request));
    if (steps.length === 0) return;
    this.#takeBack(id);
    this.#before.set(id, this.read(id) ?? null);
    this.#add(id, steps);
  }

  /** Texts of projects that the kernel has left. */
  keep(texts: readonly LateText[]): void {
    for (const { projectId, path, text } of texts) this.#add(projectId, [{ id: LATE, name: 'writeFile', path, text }]);
  }

  #add(id: string, steps: readonly object[]): void {
    const { project } = this.#parts.store.getState();
    if (project.phase !== 'open') return;
    const { visit, generation } = project.origin;
    const chapter = { visit, generation: this.#generations.get(id) ?? generation, steps };
    const text = JSON.stringify({ v: 1, chapters: [...chaptersOf(this.read(id)), chapter] });
    this.#store((storage) => storage.setItem(journalKey(id), text));
  }

  #forget(id: string): void {
    this.#before.delete(id);
    this.#store((storage) => storage.removeItem(journalKey(id)));
  }

  #takeBack(id: string): void {
    const before = this.#before.get(id);
    if (before === undefined) return;
    this.#before.delete(id);
    this.#store((storage) =>
      before === null ? storage.removeItem(journalKey(id)) : storage.setItem(journalKey(id), before),
    );
  }

  #store(work: (storage: JournalStorage) => void): void {
    try {
      work(this.#parts.storage());
    } catch {
      // Closed to this page, or full: what is unsaved then is lost with the page, as the status line says.
    }
  }
}

function stepOf(id: number, { name, params }: Request): readonly object[] {
  switch (name) {
    case 'writeFile':
    case 'createFile': {
      const text = textOf(params.bytes);
      return text === undefined ? [] : [{ id, name, path: params.path, text }];
    }
    case 'createFolder':
    case 'removeFile':
      return [{ id, name, path: params.path }];
    case 'renameFile':
      return [{ id, name, from: params.from, to: params.to }];
    case 'saveSettings':
      return [{ id, name, settings: params.settings }];
    case 'createProject': {
      const { name: called, settings, folders, files } = params.project;
      const texts = [...files].map(([path, bytes]) => [path, textOf(bytes)] as const);
      // Half of a project is none.
      if (texts.some(([, text]) => text === undefined)) return [];
      return [{ id, name, project: { name: called, settings, folders, files: texts } }];
    }
    default:
      return [];
  }
}

/** Undefined: it is no text, and there is no room for it. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function chaptersOf(text: string | undefined): readonly unknown[] {
  try {
    const journal = JSON.parse(text ?? '') as { readonly chapters?: unknown };
    return Array.isArray(journal.chapters) ? journal.chapters : [];
  } catch {
    return [];
  }
}
