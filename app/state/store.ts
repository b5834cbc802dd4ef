import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  createEditorSlice,
  DEFAULT_EDITOR_PREFERENCES,
  type EditorPreferences,
  type EditorSlice,
} from './editor-slice.ts';
import { createDebugSlice, type DebugSlice } from './debug-slice.ts';
import { createFilesSlice, type FilesSlice } from './files-slice.ts';
import { createHttpSlice, type HttpSlice } from './http-slice.ts';
import { createLiveSlice, type LiveSlice } from './live-slice.ts';
import { createMachineSlice, type MachineSlice } from './machine-slice.ts';
import type { PanelPlaces } from './panel-name.ts';
import { createPanelsSlice, type PanelsSlice } from './panels-slice.ts';
import { createProblemsSlice, type ProblemsSlice } from './problems-slice.ts';
import { createProjectSlice, type ProjectSlice } from './project-slice.ts';
import { createRunSlice, type RunSlice } from './run-slice.ts';
import { createViewSlice, type ViewPreferences, type ViewSlice } from './view-slice.ts';

export type AppState = ProjectSlice &
  FilesSlice &
  RunSlice &
  ProblemsSlice &
  MachineSlice &
  HttpSlice &
  LiveSlice &
  DebugSlice &
  EditorSlice &
  PanelsSlice &
  ViewSlice;
export type AppStore = StoreApi<AppState>;

/** A factory, not a singleton: every test gets its own. `places` says where each panel is shown. */
export function createAppStore(
  preferences: ViewPreferences,
  editorPreferences: EditorPreferences = DEFAULT_EDITOR_PREFERENCES,
  places: PanelPlaces = {},
): AppStore {
  return createStore<AppState>()((...api) => ({
    ...createProjectSlice(...api),
    ...createFilesSlice(...api),
    ...createRunSlice(...api),
    ...createProblemsSlice(...api),
    ...createMachineSlice(...api),
    ...createHttpSlice(...api),
    ...createLiveSlice(...api),
    ...createDebugSlice(...api),
    ...createEditorSlice(editorPreferences)(...api),
    ...createPanelsSlice(preferences, places)(...api),
    ...createViewSlice(preferences)(...api),
  }));
}
