import type { StateCreator } from 'zustand/vanilla';
import type { LinkedProject } from '../../runtime/links/linked-project.ts';
import type { RefusedEntry } from '../../runtime/links/read-zip.ts';
import { DEFAULT_PANELS, type PanelPreferences } from './panels-slice.ts';

export const THEMES = ['light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];
export type ThemePreference = 'system' | Theme;

/** What is remembered from visit to visit. */
export interface ViewPreferences extends PanelPreferences {
  readonly theme: ThemePreference;
  /** Programs are watched from their first call on. */
  readonly isTracing: boolean;
}

export const DEFAULT_PREFERENCES: ViewPreferences = {
  ...DEFAULT_PANELS,
  theme: 'system',
  isTracing: false,
};

/** The one dialog that is open. */
export type DialogState =
  | { readonly kind: 'none' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'examples' }
  | { readonly kind: 'new-project' }
  | { readonly kind: 'rename-project' }
  | { readonly kind: 'delete-project' }
  /** One that cannot be opened. */
  | { readonly kind: 'damaged-project'; readonly id: string }
  | { readonly kind: 'delete-file'; readonly path: string; readonly isFolder: boolean }
  /** Files are brought whose paths are taken. */
  | { readonly kind: 'taken'; readonly paths: readonly string[] }
  /** A link has come and is being read. */
  | { readonly kind: 'arriving-link' }
  /** A link has come, and the visitor is asked what is to become of it. */
  | { readonly kind: 'link'; readonly project: LinkedProject }
  /** A zip has been chosen; `refused` is left out of it. */
  | { readonly kind: 'zip'; readonly project: LinkedProject; readonly refused: readonly RefusedEntry[] }
  | { readonly kind: 'share' }
  /** How to run a program on another host: a module of the project, or what was built here. */
  | { readonly kind: 'other-hosts'; readonly module: string | undefined };

/** A row of the file tree that is being typed. */
export type FileNaming =
  | { readonly kind: 'new-file'; readonly folder: string }
  | { readonly kind: 'new-folder'; readonly folder: string }
  | { readonly kind: 'rename'; readonly path: string };

/** A wish to see a place in the editor. A new object each time, so that the same place can be asked for twice. */
export interface Reveal {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A wish to read about a function; a new object each time, as above. */
export interface Lookup {
  readonly name: string;
}

export interface ViewSlice {
  readonly theme: ThemePreference;
  readonly isTracing: boolean;
  /** What the system asks for; the preference `system` follows it. */
  readonly systemTheme: Theme;
  readonly dialog: DialogState;
  readonly naming: FileNaming | undefined;
  readonly reveal: Reveal | undefined;
  readonly lookup: Lookup | undefined;
  /** The folder that files dragged over the page would go into; undefined: none are. */
  readonly dropFolder: string | undefined;
  /** Undefined until a lesson has been begun. */
  readonly lessonsSolved: { readonly solved: number; readonly of: number } | undefined;
  /** The open project is a lesson's. */
  readonly isLessonOpen: boolean;
  /** The open project is kept the same as a folder of the disk. */
  readonly isFolderLinked: boolean;
  /** A sentence about something that did not work, until dismissed or overtaken. */
  readonly notice: string | undefined;
  readonly themePreferred: (theme: ThemePreference) => void;
  readonly systemThemeChanged: (theme: Theme) => void;
  readonly tracingChanged: (isTracing: boolean) => void;
  readonly dialogChanged: (dialog: DialogState) => void;
  readonly namingChanged: (naming: FileNaming | undefined) => void;
  readonly placeRevealed: (reveal: Reveal) => void;
  /** The reference, which is opened beside this, goes to a function. */
  readonly lookedUp: (name: string) => void;
  readonly filesDragged: (dropFolder: string | undefined) => void;
  readonly lessonsCounted: (solved: number, of: number) => void;
  readonly lessonOpened: (isLessonOpen: boolean) => void;
  readonly folderLinked: (isFolderLinked: boolean) => void;
  readonly noticeChanged: (notice: string | undefined) => void;
}

export const createViewSlice =
  ({ theme, isTracing }: ViewPreferences): StateCreator<ViewSlice> =>
  (set) => ({
    theme,
    isTracing,
    systemTheme: 'light',
    dialog: { kind: 'none' },
    naming: undefined,
    reveal: undefined,
    lookup: undefined,
    dropFolder: undefined,
    lessonsSolved: undefined,
    isLessonOpen: false,
    isFolderLinked: false,
    notice: undefined,
    themePreferred: (preferred) => set({ theme: preferred }),
    systemThemeChanged: (systemTheme) => set({ systemTheme }),
    tracingChanged: (isOn) => set({ isTracing: isOn }),
    dialogChanged: (dialog) => set({ dialog }),
    namingChanged: (naming) => set({ naming }),
    placeRevealed: (reveal) => set({ reveal }),
    lookedUp: (name) => set({ lookup: { name } }),
    filesDragged: (dropFolder) => set({ dropFolder }),
    lessonsCounted: (solved, of) => set({ lessonsSolved: { solved, of } }),
    lessonOpened: (isLessonOpen) => set({ isLessonOpen }),
    folderLinked: (isFolderLinked) => set({ isFolderLinked }),
    noticeChanged: (notice) => set({ notice }),
  });

export function selectTheme({ theme, systemTheme }: ViewSlice): Theme {
  return theme === 'system' ? systemTheme : theme;
}
