import type { StateCreator } from 'zustand/vanilla';
import type { LinkedProject } from '../../runtime/links/linked-project.ts';

export const THEMES = ['light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];
export type ThemePreference = 'system' | Theme;

export const PANELS = ['files', 'editor', 'terminal', 'problems'] as const;
export type PanelName = (typeof PANELS)[number];

/** What stands at the right edge, one at a time. */
export const SIDES = ['settings', 'policy', 'descriptors', 'trace', 'lessons', 'http', 'reference'] as const;
export type SideName = (typeof SIDES)[number];

/** Pixels, each along the one direction in which its panel can be resized. */
export interface PanelSizes {
  readonly files: number;
  readonly bottom: number;
  readonly problems: number;
  readonly side: number;
  /** The right edge where it shows more than a form. */
  readonly wide: number;
}

/** What is remembered from visit to visit. */
export interface ViewPreferences {
  readonly theme: ThemePreference;
  readonly sizes: PanelSizes;
  readonly side: SideName | undefined;
  /** Programs are watched from their first call on. */
  readonly isTracing: boolean;
}

export const DEFAULT_PREFERENCES: ViewPreferences = {
  theme: 'system',
  sizes: { files: 216, bottom: 248, problems: 456, side: 320, wide: 480 },
  side: undefined,
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
  /** A link has come, and the visitor is asked what is to become of it. */
  | { readonly kind: 'link'; readonly project: LinkedProject }
  | { readonly kind: 'share' }
  /** How to run a program on another host: a module of the project, or what was built here. */
  | { readonly kind: 'elsewhere'; readonly module: string | undefined };

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

export interface ViewSlice extends ViewPreferences {
  /** What the system asks for; the preference `system` follows it. */
  readonly systemTheme: Theme;
  /** At phone width the panels take turns. */
  readonly isNarrow: boolean;
  readonly activePanel: PanelName;
  readonly dialog: DialogState;
  readonly naming: FileNaming | undefined;
  readonly reveal: Reveal | undefined;
  readonly lookup: Lookup | undefined;
  /** The folder that files dragged over the page would go into; undefined: none are. */
  readonly dropFolder: string | undefined;
  /** A sentence about something that did not work, until dismissed or overtaken. */
  readonly notice: string | undefined;
  readonly themePreferred: (theme: ThemePreference) => void;
  readonly systemThemeChanged: (theme: Theme) => void;
  readonly widthChanged: (isNarrow: boolean) => void;
  readonly panelResized: (panel: keyof PanelSizes, size: number) => void;
  readonly sideShown: (side: SideName | undefined) => void;
  readonly tracingChanged: (isTracing: boolean) => void;
  readonly panelShown: (panel: PanelName) => void;
  readonly dialogChanged: (dialog: DialogState) => void;
  readonly namingChanged: (naming: FileNaming | undefined) => void;
  readonly placeRevealed: (reveal: Reveal) => void;
  /** Opens the reference at a function. */
  readonly lookedUp: (name: string) => void;
  readonly filesDragged: (dropFolder: string | undefined) => void;
  readonly noticeChanged: (notice: string | undefined) => void;
}

export const createViewSlice =
  (preferences: ViewPreferences): StateCreator<ViewSlice> =>
  (set) => ({
    ...preferences,
    systemTheme: 'light',
    isNarrow: false,
    activePanel: 'editor',
    dialog: { kind: 'none' },
    naming: undefined,
    reveal: undefined,
    lookup: undefined,
    dropFolder: undefined,
    notice: undefined,
    themePreferred: (theme) => set({ theme }),
    widthChanged: (isNarrow) => set({ isNarrow }),
    systemThemeChanged: (systemTheme) => set({ systemTheme }),
    panelResized: (panel, size) => set(({ sizes }) => ({ sizes: { ...sizes, [panel]: size } })),
    sideShown: (side) => set({ side }),
    tracingChanged: (isTracing) => set({ isTracing }),
    // Narrow, what stands at the side takes the panels' place.
    panelShown: (activePanel) => set(({ isNarrow }) => (isNarrow ? { activePanel, side: undefined } : { activePanel })),
    dialogChanged: (dialog) => set({ dialog }),
    namingChanged: (naming) => set({ naming }),
    placeRevealed: (reveal) => set({ reveal }),
    lookedUp: (name) => set({ lookup: { name }, side: 'reference' }),
    filesDragged: (dropFolder) => set({ dropFolder }),
    noticeChanged: (notice) => set({ notice }),
  });

export function selectTheme({ theme, systemTheme }: ViewSlice): Theme {
  return theme === 'system' ? systemTheme : theme;
}
