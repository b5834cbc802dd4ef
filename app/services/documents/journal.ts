import type { Request } from '../../../runtime/protocol/kernel.ts';
import type { AppState, AppStore } from '../../state/store.ts';
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

interface Known {
  /** Of the kernel that opened it. */
  readonly visit: string;
  /** Of its last save; undefined: it was never stored. */
  readonly generation: number | undefined;
  /** This tab is to store it. */
  readonly isKept: boolean;
}

/** Later than any request: what was typed when the kernel had left the project already. */
const LATE = Number.MAX_SAFE_INTEGER;

/**
 * What the kernel was asked and may not have stored yet, written where a page that is going away can still write. The kernel
 * reads it when the project is opened next, and does what storage does not hold.
 */
export class Journal {
  readonly #parts: Parts;
  /** The projects that were open on this visit, and what is known of each. */
  readonly #known = new Map<string, Known>();
  /** What stood in the place of the journals that this page wrote. */
  readonly #before = new Map<string, string | null>();

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.kernel.onEvent((event) => {
      if (event.type === 'storage' && event.state.phase === 'saved') this.#saved(event.state);
      else if (event.type === 'stored') this.#saved(event);
    });
    this.#look(parts.store.getState());
    parts.store.subscribe((state, before) => {
      if (state.project !== before.project) this.#look(state);
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

  /** The page may be going: writes down what is not known to be stored, of the open project and of those that were left. */
  write(): void {
    for (const [id, { isKept }] of this.#known) {
      const steps = isKept
        ? this.#parts.kernel.unstored(id).flatMap(([number, request]) => stepOf(number, request))
        : [];
      if (steps.length === 0) continue;
      this.#takeBack(id);
      this.#before.set(id, this.read(id) ?? null);
      this.#add(id, steps);
    }
  }

  /** Texts of projects that the kernel has left. */
  keep(texts: readonly LateText[]): void {
    for (const { projectId, path, text } of texts) this.#add(projectId, [{ id: LATE, name: 'writeFile', path, text }]);
  }

  /** The project was deleted. */
  forget(id: string): void {
    this.#known.delete(id);
    this.#forget(id);
  }

  #look({ project }: AppState): void {
    if (project.phase !== 'open') return;
    const { summary, access, origin } = project;
    // What was said of a save meanwhile is newer than what the project was opened with.
    const generation = laterOf(this.#known.get(summary.id)?.generation, origin.generation);
    const isKept = access !== 'reader' && summary.isTemporary !== true;
    this.#known.set(summary.id, { visit: origin.visit, generation, isKept });
  }

  #saved({ projectId, generation }: { readonly projectId: string; readonly generation: number }): void {
    // It may be said of a project before the project is shown.
    const known = this.#known.get(projectId) ?? { visit: '', isKept: false };
    this.#known.set(projectId, { ...known, generation });
    if (this.#parts.kernel.unstored(projectId).length === 0) this.#forget(projectId);
  }

  #add(id: string, steps: readonly object[]): void {
    const known = this.#known.get(id);
    if (!known) return;
    const { visit, generation } = known;
    const chapter = { visit, generation, steps };
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
    case 'copyProject':
      return [{ id, name, from: params.projectId, called: params.name }];
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

function laterOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
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
