import { lazy, Suspense, type CSSProperties } from 'react';
import { EditorPanel } from './features/editor/EditorPanel.tsx';
import { Banners } from './features/faults/Banners.tsx';
import { FilesPanel } from './features/files/FilesPanel.tsx';
import { Header } from './features/header/Header.tsx';
import { ProblemsPanel } from './features/problems/ProblemsPanel.tsx';
import { StatusBar } from './features/status/StatusBar.tsx';
import { TerminalPanel } from './features/terminal/TerminalPanel.tsx';
import { PanelBar } from './PanelBar.tsx';
import { useApp } from './state/use-app.ts';
import { DEFAULT_PREFERENCES, type PanelSizes } from './state/view-slice.ts';
import { Splitter } from './ui/Splitter.tsx';
import './shell.css';

const SettingsPanel = lazy(() => import('./features/settings/SettingsPanel.tsx'));
const Palette = lazy(() => import('./features/palette/Palette.tsx'));
const ExamplesDialog = lazy(() => import('./features/examples/ExamplesDialog.tsx'));
const ProjectDialogs = lazy(() => import('./features/dialogs/ProjectDialogs.tsx'));

/** Header, panels and status bar. At phone width the same panels take turns; `shell.css` decides. */
export function Shell() {
  const sizes = useApp((state) => state.sizes);
  const activePanel = useApp((state) => state.activePanel);
  const isSettingsOpen = useApp((state) => state.isSettingsOpen);
  return (
    <>
      <Header />
      <Banners />
      <main className="workbench" data-panel={activePanel} data-side={isSettingsOpen} style={sizeProperties(sizes)}>
        <div className="workbench-main">
          <div className="workbench-top">
            <FilesPanel />
            <PanelSplitter panel="files" label="Resize Files" />
            <EditorPanel />
          </div>
          <PanelSplitter panel="bottom" label="Resize Terminal and Problems" />
          <div className="workbench-bottom">
            <TerminalPanel />
            <PanelSplitter panel="problems" label="Resize Problems" />
            <ProblemsPanel />
          </div>
        </div>
        {isSettingsOpen && (
          <>
            <PanelSplitter panel="side" label="Resize Settings" />
            <div className="workbench-side">
              <Suspense fallback={null}>
                <SettingsPanel />
              </Suspense>
            </div>
          </>
        )}
      </main>
      <PanelBar />
      <StatusBar />
      <OpenDialog />
    </>
  );
}

/** How far each panel goes, and which way it grows. */
const EXTENTS = {
  files: { orientation: 'vertical', isReversed: false, min: 160, max: 480 },
  bottom: { orientation: 'horizontal', isReversed: true, min: 96, max: 640 },
  problems: { orientation: 'vertical', isReversed: true, min: 200, max: 800 },
  side: { orientation: 'vertical', isReversed: true, min: 260, max: 640 },
} as const;

function PanelSplitter({ panel, label }: { readonly panel: keyof PanelSizes; readonly label: string }) {
  const size = useApp((state) => state.sizes[panel]);
  const panelResized = useApp((state) => state.panelResized);
  return (
    <Splitter
      {...EXTENTS[panel]}
      label={label}
      size={size}
      initial={DEFAULT_PREFERENCES.sizes[panel]}
      onResize={(wanted) => panelResized(panel, wanted)}
    />
  );
}

function OpenDialog() {
  const dialog = useApp((state) => state.dialog);
  const dialogChanged = useApp((state) => state.dialogChanged);
  const close = () => dialogChanged({ kind: 'none' });
  if (dialog.kind === 'none') return null;
  return (
    <Suspense fallback={null}>
      {dialog.kind === 'palette' && <Palette onClose={close} />}
      {dialog.kind === 'examples' && <ExamplesDialog onClose={close} />}
      {dialog.kind !== 'palette' && dialog.kind !== 'examples' && <ProjectDialogs dialog={dialog} onClose={close} />}
    </Suspense>
  );
}

function sizeProperties(sizes: PanelSizes): CSSProperties {
  // React's type knows no custom properties.
  return Object.fromEntries(Object.entries(sizes).map(([panel, size]) => [`--${panel}-size`, `${size}px`])) as CSSProperties;
}
