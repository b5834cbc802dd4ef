// The panels that every visit shows: one piece, since each is a request of its own. A frame takes its terminal from here.
export { EditorTabs } from './features/editor/EditorTabs.tsx';
export { FilesPanel } from './features/files/FilesPanel.tsx';
export { ProblemsPanel } from './features/problems/ProblemsPanel.tsx';
export { StatusBar } from './features/status/StatusBar.tsx';
export { TerminalPanel } from './features/terminal/TerminalPanel.tsx';
