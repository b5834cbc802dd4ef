import { DEBUG_COMMANDS, type DebugActionId } from '../run/debug-commands.ts';
import { selectIsTemporary } from '../../state/project-slice.ts';
import { canMove, selectIsAtEnd } from '../../state/debug-slice.ts';
import { selectIsBusy } from '../../state/run-slice.ts';
import type { AppState, AppStore } from '../../state/store.ts';
import { parentOf } from '../../state/paths.ts';
import type { PanelName } from '../../state/panel-name.ts';
import type { ThemePreference } from '../../state/view-slice.ts';
import type { Downloads } from '../files/downloads.ts';
import type { FileActions } from '../files/file-actions.ts';
import type { PanelFocus } from './panel-focus.ts';
import type { Panel } from './panel.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { LazyService } from './lazy-service.ts';
import type { ZipArrival } from '../projects/zip-arrival.ts';
import type { LocalFolders } from '../local-folder/local-folders.ts';
import type { Links } from '../links/links.ts';
import type { RunControl } from '../run/run-control.ts';
import type { TerminalStream } from '../run/terminal-stream.ts';

/** Everything a visitor can ask for by name. Header, palette and keyboard all read this one list. */
export interface Action {
  readonly id: ActionId;
  readonly title: string;
  readonly group: 'Run' | 'Panels' | 'Files' | 'Project' | 'View';
  readonly shortcut: string | undefined;
  /** Words by which the palette finds it, besides its title and those of `ACTION_KEYWORDS`. */
  readonly keywords?: readonly string[];
  readonly run: () => void;
  readonly isEnabled: (state: AppState) => boolean;
  /** While it is disabled, its key means what it means in the editor. Otherwise an action keeps its key. */
  readonly sharesKey?: boolean;
}

export type ActionId = OwnActionId | PanelActionId | DebugActionId;

/** Each panel has an action that shows it. */
export type PanelActionId = `panel-${PanelName}`;

type OwnActionId =
  | 'run'
  | 'debug'
  | 'stop'
  | 'run-module'
  | 'palette'
  | 'upload'
  | 'upload-folder'
  | 'download-folder'
  | 'download-file'
  | 'other-hosts'
  | 'share'
  | 'keep-project'
  | 'download-project'
  | 'open-zip'
  | 'open-folder'
  | 'read-folder'
  | 'new-file'
  | 'new-folder'
  | 'rename-file'
  | 'delete-file'
  | 'close-tab'
  | 'next-tab'
  | 'previous-tab'
  | 'new-project'
  | 'rename-project'
  | 'delete-project'
  | 'examples'
  | 'go-question'
  | 'clear-terminal'
  | 'copy-terminal'
  | 'retry-toolchain'
  | 'theme-system'
  | 'theme-light'
  | 'theme-dark'
  | 'theme-contrast';

export type Actions = Readonly<Record<ActionId, Action>>;

interface Parts {
  readonly panels: readonly Panel[];
  readonly store: AppStore;
  readonly kernel: Kernel;
  readonly run: RunControl;
  readonly files: FileActions;
  readonly links: LazyService<Links>;
  readonly zips: LazyService<ZipArrival>;
  readonly folders: LazyService<LocalFolders>;
  readonly terminal: TerminalStream;
  readonly focus: PanelFocus;
  readonly downloads: LazyService<Downloads>;
}

type Row = readonly [
  title: string,
  group: Action['group'],
  shortcut: string | undefined,
  run: () => void,
  isEnabled?: ((state: AppState) => boolean) | undefined,
];

export function createActions({
  panels,
  store,
  kernel,
  run,
  files,
  links,
  zips,
  folders,
  terminal,
  focus,
  downloads,
}: Parts): Actions {
  const view = () => store.getState();
  const isOpen = ({ project }: AppState) => project.phase === 'open';
  /** A debugged program that is over makes room for the next. */
  const canRun = (state: AppState) => isOpen(state) && (!selectIsBusy(state) || selectIsAtEnd(state));
  const hasFile = ({ activeFile }: AppState) => activeFile !== undefined;
  const hasTabs = ({ tabs }: AppState) => tabs.length > 1;
  const theme = (theme: ThemePreference) => () => view().themePreferred(theme);
  const rows: Readonly<Record<OwnActionId, Row>> = {
    run: ['Run', 'Run', 'Mod+Enter', () => void run.run(), canRun],
    debug: [
      'Debug',
      'Run',
      'Mod+Shift+Enter',
      () => void run.run(undefined, undefined, true),
      (state) => canRun(state) || (state.debug.phase !== 'off' && state.isDebuggedTextOld),
    ],
    stop: ['Stop', 'Run', 'Shift+Escape', () => run.stop(), selectIsBusy],
    'run-module': [
      'Run this module',
      'Run',
      undefined,
      () => withFile((path) => void run.run(path)),
      (state) => canRunModule(state) && canRun(state),
    ],
    'clear-terminal': ['Clear the terminal', 'Run', undefined, () => terminal.clear()],
    'copy-terminal': ['Copy the terminal’s text', 'Run', undefined, () => copy(terminal.text())],
    'retry-toolchain': [
      'Load the compiler again',
      'Run',
      undefined,
      () => void kernel.request('retryToolchain', {}),
      ({ toolchain }) => toolchain.phase === 'failed',
    ],
    'new-file': ['New file', 'Files', 'Alt+N', () => name({ kind: 'new-file', folder: '' }), isOpen],
    'new-folder': ['New folder', 'Files', undefined, () => name({ kind: 'new-folder', folder: '' }), isOpen],
    upload: ['Upload files from this computer', 'Files', undefined, () => focus.take('file-chooser'), isOpen],
    'upload-folder': [
      'Upload a folder from this computer',
      'Files',
      undefined,
      () => focus.take('folder-chooser'),
      isOpen,
    ],
    'download-folder': [
      'Download this file’s folder as zip',
      'Files',
      undefined,
      () => withFile((path) => downloads((part) => part.folder(parentOf(path)))),
      (state) => hasFile(state) && parentOf(state.activeFile ?? '') !== '',
    ],
    'download-file': ['Download this file', 'Files', undefined, () => withFile(download), hasFile],
    'rename-file': ['Rename this file', 'Files', undefined, () => withFile(rename), hasFile],
    'delete-file': ['Delete this file', 'Files', undefined, () => withFile(askToDelete), hasFile],
    'close-tab': ['Close this tab', 'Files', 'Alt+W', () => withFile((path) => files.close(path)), hasFile],
    'next-tab': ['Next tab', 'Files', 'Alt+PageDown', () => step(1), hasTabs],
    'previous-tab': ['Previous tab', 'Files', 'Alt+PageUp', () => step(-1), hasTabs],
    'new-project': ['New project', 'Project', undefined, () => view().dialogChanged({ kind: 'new-project' }), isOpen],
    examples: ['Examples', 'Project', 'Mod+Shift+X', () => view().dialogChanged({ kind: 'examples' }), isOpen],
    'other-hosts': [
      'Download program',
      'Project',
      undefined,
      () => view().dialogChanged({ kind: 'other-hosts', module: undefined }),
      isOpen,
    ],
    'open-zip': ['Open a zip as a project', 'Project', undefined, () => zips((part) => part.choose()), isOpen],
    'open-folder': [
      'Open a folder of this computer',
      'Project',
      undefined,
      () => folders((part) => part.choose('readwrite')),
      isOpen,
    ],
    'read-folder': [
      'Open a folder of this computer, read only',
      'Project',
      undefined,
      () => folders((part) => part.choose('read')),
      isOpen,
    ],
    'download-project': [
      'Download project as zip',
      'Project',
      undefined,
      () => downloads((part) => part.project()),
      isOpen,
    ],
    share: ['Share', 'Project', undefined, () => view().dialogChanged({ kind: 'share' }), isOpen],
    'keep-project': ['Keep a copy', 'Project', undefined, () => links((part) => part.keep()), selectIsTemporary],
    'rename-project': [
      'Rename this project',
      'Project',
      undefined,
      () => view().dialogChanged({ kind: 'rename-project' }),
      isOpen,
    ],
    'delete-project': [
      'Delete this project',
      'Project',
      undefined,
      () => view().dialogChanged({ kind: 'delete-project' }),
      isOpen,
    ],
    'go-question': [
      'Go to the program’s question',
      'Panels',
      undefined,
      () => focus.take('question'),
      ({ questions }) => questions.length > 0,
    ],
    palette: ['Commands', 'View', 'Mod+K', () => view().dialogChanged({ kind: 'palette' })],
    'theme-system': ['Theme: match the system', 'View', undefined, theme('system')],
    'theme-light': ['Theme: light', 'View', undefined, theme('light')],
    'theme-dark': ['Theme: dark', 'View', undefined, theme('dark')],
    'theme-contrast': ['Theme: high contrast', 'View', undefined, theme('contrast')],
  };

  function withFile(work: (path: string) => void): void {
    const { activeFile } = view();
    if (activeFile !== undefined) work(activeFile);
  }

  function name(naming: AppState['naming']): void {
    view().panelShown('files');
    view().namingChanged(naming);
  }

  function rename(path: string): void {
    name({ kind: 'rename', path });
  }

  function askToDelete(path: string): void {
    view().dialogChanged({ kind: 'delete-file', path, isFolder: false });
  }

  function download(path: string): void {
    downloads((part) => part.file(path));
  }

  function step(by: 1 | -1): void {
    const { tabs, activeFile } = view();
    const next = tabs.at((tabs.indexOf(activeFile ?? '') + by) % tabs.length);
    if (next !== undefined) files.open(next);
  }

  const own = Object.entries(rows).map(([id, [title, group, shortcut, act, isEnabled = () => true]]) => [
    id,
    { id, title, group, shortcut, run: act, isEnabled },
  ]);
  const shows = panels.map(({ name, title, shortcut, keywords }) => {
    const id: PanelActionId = `panel-${name}`;
    return [id, { id, title, group: 'Panels', shortcut, keywords, run: () => focus.show(name), isEnabled: () => true }];
  });
  const moves = DEBUG_COMMANDS.map(({ id, type, title, shortcut }) => [
    id,
    {
      id,
      title,
      group: 'Run',
      shortcut,
      keywords: ['debug'],
      run: () => canMove(view(), type) && kernel.post({ type: 'debug', command: { type } }),
      isEnabled: (state: AppState) => canMove(state, type),
      sharesKey: true,
    },
  ]);
  // There is a row for each id; `fromEntries` forgets that.
  return Object.fromEntries([...own, ...moves, ...shows]) as Actions;
}

/** Whether the file in the editor is a module that nothing keeps from running. */
function canRunModule({ activeFile, documents }: AppState): boolean {
  const document = activeFile === undefined ? undefined : documents[activeFile];
  return document?.phase === 'module' && document.info.problem === undefined;
}

function copy(text: string): void {
  // Refused without a user's gesture or permission; then there is nothing sensible to do instead.
  navigator.clipboard.writeText(text).catch(() => undefined);
}
