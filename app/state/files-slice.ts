import type { StateCreator } from 'zustand/vanilla';
import type { ModuleInfo } from '../../runtime/abi/module-info.ts';
import type { FileEntry, FolderChange } from '../../runtime/protocol/project.ts';
import { changedTree, EMPTY_TREE, treeOf, type TreeFolder } from './file-tree.ts';
import { isWithin, movedPath } from './paths.ts';

/** What the editor can say about an open file. The text itself lives in `services/documents/documents.ts`. */
export type DocumentState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'text' }
  /** A WebAssembly module, or what calls itself one. */
  | { readonly phase: 'module'; readonly info: ModuleInfo }
  /** Not shown as text; `why` is a sentence. */
  | { readonly phase: 'closed-to-view'; readonly why: string };

export interface FilesSlice {
  readonly files: TreeFolder;
  /** Paths of the open tabs, in order. */
  readonly tabs: readonly string[];
  readonly activeFile: string | undefined;
  readonly documents: Readonly<Record<string, DocumentState>>;
  /** Files with edits that the kernel has not confirmed. */
  readonly unsaved: ReadonlySet<string>;
  readonly filesChanged: (changes: readonly FolderChange[]) => void;
  /** Another project's files, as far as they are known: nothing is open any more. */
  readonly filesReplaced: (files: readonly FileEntry[]) => void;
  /** The same project, read again. */
  readonly treeReplaced: (files: readonly FileEntry[]) => void;
  readonly tabOpened: (path: string) => void;
  readonly tabClosed: (path: string) => void;
  readonly documentChanged: (path: string, state: DocumentState) => void;
  readonly savedStateChanged: (path: string, isUnsaved: boolean) => void;
  /** A file or folder has a new path; open tabs beneath it follow. */
  readonly pathMoved: (from: string, to: string) => void;
}

export const createFilesSlice: StateCreator<FilesSlice> = (set) => ({
  files: EMPTY_TREE,
  tabs: [],
  activeFile: undefined,
  documents: {},
  unsaved: new Set(),
  filesChanged: (changes) => set(({ files }) => ({ files: changedTree(files, changes) })),
  treeReplaced: (files) => set({ files: treeOf(files) }),
  filesReplaced: (files) =>
    set({ files: treeOf(files), tabs: [], activeFile: undefined, documents: {}, unsaved: new Set() }),
  tabOpened: (path) => set(({ tabs }) => ({ tabs: tabs.includes(path) ? tabs : [...tabs, path], activeFile: path })),
  tabClosed: (path) =>
    set(({ tabs, activeFile, documents, unsaved }) => ({
      tabs: tabs.filter((tab) => tab !== path),
      activeFile: activeFile === path ? neighbour(tabs, path) : activeFile,
      documents: Object.fromEntries(Object.entries(documents).filter(([open]) => open !== path)),
      unsaved: without(unsaved, path),
    })),
  documentChanged: (path, state) => set(({ documents }) => ({ documents: { ...documents, [path]: state } })),
  savedStateChanged: (path, isUnsaved) =>
    set(({ unsaved }) => {
      if (unsaved.has(path) === isUnsaved) return {};
      return { unsaved: isUnsaved ? new Set([...unsaved, path]) : without(unsaved, path) };
    }),
  pathMoved: (from, to) =>
    set(({ tabs, activeFile, documents, unsaved }) => {
      const move = (path: string) => (isWithin(path, from) ? movedPath(path, from, to) : path);
      return {
        tabs: tabs.map(move),
        activeFile: activeFile === undefined ? undefined : move(activeFile),
        documents: Object.fromEntries(Object.entries(documents).map(([path, state]) => [move(path), state])),
        unsaved: new Set([...unsaved].map(move)),
      };
    }),
});

/** The tab that takes over when `path` closes: the next one, else the one before. */
function neighbour(tabs: readonly string[], path: string): string | undefined {
  const index = tabs.indexOf(path);
  return tabs[index + 1] ?? tabs[index - 1];
}

function without(set: ReadonlySet<string>, path: string): ReadonlySet<string> {
  return new Set([...set].filter((member) => member !== path));
}
