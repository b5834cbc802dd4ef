import { createStore, type StoreApi } from 'zustand/vanilla';

/** How a project and the folder it was opened from stand to each other. */
export interface LocalFolderState {
  readonly projectId: string;
  /** The folder's name on disk. */
  readonly name: string;
  readonly isReadOnly: boolean;
  readonly phase:
    | { readonly kind: 'in-step' }
    | { readonly kind: 'working' }
    /** Nothing is written until the person tries again; `why` is a sentence. */
    | { readonly kind: 'stopped'; readonly why: string };
  /** Changed both here and on disk since they were last the same. Neither is overwritten. */
  readonly conflicts: readonly string[];
  /** What is in only one of the two places, each as a sentence. */
  readonly leftOut: readonly string[];
}

type LocalFolderStore = StoreApi<{ readonly folder: LocalFolderState | undefined }>;

export function createLocalFolderStore(): LocalFolderStore {
  return createStore(() => ({ folder: undefined }));
}
