// The panels that every visit shows: one piece, since each is a request of its own.
export { FilesPanel } from './features/files/FilesPanel.tsx';
export { ProblemsPanel } from './features/problems/ProblemsPanel.tsx';
export { StatusBar } from './features/status/StatusBar.tsx';
export { TerminalPanel } from './features/terminal/TerminalPanel.tsx';
