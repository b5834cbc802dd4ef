import { lazy, Suspense, useEffect, type CSSProperties } from 'react';
import { EditorPanel } from './features/editor/EditorPanel.tsx';
import { Banners } from './features/faults/Banners.tsx';
import { Header } from './features/header/Header.tsx';
import { StatusBar } from './features/status/StatusBar.tsx';
import { TerminalPanel } from './features/terminal/TerminalPanel.tsx';
import { PanelBar } from './PanelBar.tsx';
import { useApp } from './state/use-app.ts';
import { DEFAULT_PREFERENCES, type PanelSizes } from './state/view-slice.ts';
import { Splitter } from './ui/Splitter.tsx';
import './shell.css';

// Nothing to show before the kernel is up, so these two need not hold up the first paint.
const FilesPanel = lazy(() => import('./features/files/FilesPanel.tsx'));
const ProblemsPanel = lazy(() => import('./features/problems/ProblemsPanel.tsx'));
const SettingsPanel = lazy(() => import('./features/settings/SettingsPanel.tsx'));
const loadPalette = () => import('./features/palette/Palette.tsx');
const Palette = lazy(loadPalette);
const ExamplesDialog = lazy(() => import('./features/examples/ExamplesDialog.tsx'));
const ProjectDialogs = lazy(() => import('./features/dialogs/ProjectDialogs.tsx'));

/** Header, panels and status bar. At phone width the same panels take turns; `shell.css` decides. */
export function Shell() {
  const sizes = useApp((state) => state.sizes);
  const activePanel = useApp((state) => state.activePanel);
  const isSettingsOpen = useApp((state) => state.isSettingsOpen);
  useEffect(loadPaletteSoon, []);
  return (
    <>
      <Header />
      <Banners />
      <main className="workbench" data-panel={activePanel} data-side={isSettingsOpen} style={sizeProperties(sizes)}>
        <div className="workbench-main">
          <div className="workbench-top">
            <Suspense fallback={<div className="panel files-panel" />}>
              <FilesPanel />
            </Suspense>
            <PanelSplitter panel="files" label="Resize Files" />
            <EditorPanel />
          </div>
          <PanelSplitter panel="bottom" label="Resize Terminal and Problems" />
          <div className="workbench-bottom">
            <TerminalPanel />
            <PanelSplitter panel="problems" label="Resize Problems" />
            <Suspense fallback={<div className="panel problems-panel" />}>
              <ProblemsPanel />
            </Suspense>
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

const PALETTE_DELAY_MS = 1500;

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

/** Whoever presses its keys goes on typing at once, and what is typed should find it there. */
function loadPaletteSoon(): () => void {
  const timer = setTimeout(() => void loadPalette().catch(() => undefined), PALETTE_DELAY_MS);
  return () => clearTimeout(timer);
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
