// What every visit shows after the first paint: one piece, since each is a request of its own. A frame takes its terminal
// from here. Which panels there are says `panel-table.ts`.
export { BottomTabs } from './features/panels/BottomTabs.tsx';
export { Rail } from './features/panels/Rail.tsx';
export { EditorTabs } from './features/editor/EditorTabs.tsx';
export { FilesPanel } from './features/files/FilesPanel.tsx';
export { ProblemsPanel } from './features/problems/ProblemsPanel.tsx';
export { StatusBar } from './features/status/StatusBar.tsx';
export { TerminalPanel } from './features/terminal/TerminalPanel.tsx';
