import { useCallback, useEffect, type ComponentType, type CSSProperties } from 'react';
import { EditorPanel } from './features/editor/EditorPanel.tsx';
import { Banners } from './features/faults/Banners.tsx';
import { Header } from './features/header/Header.tsx';
import { selectIsReader, selectIsTemporary } from './state/project-slice.ts';
import { selectNeedsCare } from './state/storage.ts';
import { useApp } from './state/use-app.ts';
import { NOT_FETCHED } from './services/page/part.ts';
import { DEFAULT_PREFERENCES, type PanelSizes, type SideName } from './state/view-slice.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { Loaded } from './ui/Loaded.tsx';
import { Splitter } from './ui/Splitter.tsx';
import './shell.css';

// These have little to show before the kernel is up, so they need not hold up the first paint.
const panels = () => import('./panels.ts');
const loadFiles = async () => ({ default: (await panels()).FilesPanel });
const loadTabs = async () => ({ default: (await panels()).EditorTabs });
const loadTerminal = async () => ({ default: (await panels()).TerminalPanel });
const loadProblems = async () => ({ default: (await panels()).ProblemsPanel });
const loadStatus = async () => ({ default: (await panels()).StatusBar });
const loadQuestions = () => import('./features/asking/QuestionBanner.tsx');
const loadPanelBar = () => import('./features/panels/PanelBar.tsx');
const loadModule = () => import('./features/module/ModuleView.tsx');
const loadElsewhere = () => import('./features/elsewhere/ElsewhereDialog.tsx');
const loadPalette = () => import('./features/palette/Palette.tsx');
const loadExamples = () => import('./features/examples/ExamplesDialog.tsx');
const loadLink = () => import('./features/links/LinkDialog.tsx');
const loadTemporary = () => import('./features/links/TemporaryBar.tsx');
const loadShared = () => import('./features/tabs/SharedBar.tsx');
const loadShare = () => import('./features/share/ShareDialog.tsx');
const loadDialogs = () => import('./features/dialogs/ProjectDialogs.tsx');

/** Header, panels and status bar. At phone width the same panels take turns; `shell.css` decides. */
export function Shell() {
  const sizes = useApp((state) => state.sizes);
  const activePanel = useApp((state) => state.activePanel);
  const side = useApp((state) => state.side);
  const isNarrow = useApp((state) => state.isNarrow);
  const isTemporary = useApp(selectIsTemporary);
  const isReader = useApp(selectIsReader);
  const isShared = useApp(selectNeedsCare);
  const isAsked = useApp((state) => state.questions.length > 0);
  const onFailed = useLoadFailure();
  return (
    <>
      <Header />
      <Banners />
      {isTemporary && <Loaded load={loadTemporary} props={NONE} onFailed={onFailed} />}
      {isShared && <Loaded load={loadShared} props={NONE} onFailed={onFailed} />}
      {isAsked && <Loaded load={loadQuestions} props={NONE} onFailed={onFailed} />}
      <main className="workbench" data-panel={activePanel} data-side={side !== undefined} style={sizeProperties(sizes)}>
        <div className="workbench-main">
          <div className="workbench-top">
            <Loaded
              load={loadFiles}
              props={NONE}
              fallback={<div className="panel files-panel" />}
              onFailed={onFailed}
            />
            <PanelSplitter panel="files" label="Resize Files" />
            <EditorPanel
              tabs={
                <Loaded load={loadTabs} props={NONE} fallback={<div className="editor-bar" />} onFailed={onFailed} />
              }
              module={<Loaded load={loadModule} props={NONE} onFailed={onFailed} />}
            />
          </div>
          <PanelSplitter panel="bottom" label="Resize Terminal and Problems" />
          <div className="workbench-bottom">
            <Loaded
              load={loadTerminal}
              props={NONE}
              fallback={<div className="panel terminal-panel" />}
              onFailed={onFailed}
            />
            <PanelSplitter panel="problems" label="Resize Problems" />
            <Loaded
              load={loadProblems}
              props={NONE}
              fallback={<div className="panel problems-panel" />}
              onFailed={onFailed}
            />
          </div>
        </div>
        {side && (
          <>
            <PanelSplitter panel={SIDES[side].size} label={`Resize ${SIDES[side].name}`} />
            <fieldset
              className="workbench-side"
              data-size={SIDES[side].size}
              disabled={isReader && (side === 'settings' || side === 'policy')}
            >
              <Loaded key={side} load={SIDES[side].load} props={NONE} onFailed={onFailed} />
            </fieldset>
          </>
        )}
      </main>
      {isNarrow && (
        <Loaded load={loadPanelBar} props={NONE} fallback={<div className="panel-switch" />} onFailed={onFailed} />
      )}
      <Loaded load={loadStatus} props={NONE} fallback={<footer className="status-bar" />} onFailed={onFailed} />
      <ErrorBoundary what="This dialog">
        <OpenDialog />
      </ErrorBoundary>
    </>
  );
}

const NONE = {};

interface Side {
  readonly name: string;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  readonly size: keyof PanelSizes;
}

/** Where they are is fetched with the first of them: each name of a chunk is a hash, which does not compress. */
function sidePanel(side: SideName, name: string, size: Side['size'] = 'wide'): Side {
  return { name, size, load: async () => (await import('./sides.ts')).SIDE_PANELS[side]() };
}

const SIDES: Readonly<Record<SideName, Side>> = {
  settings: sidePanel('settings', 'Settings', 'side'),
  policy: sidePanel('policy', 'Policy'),
  http: sidePanel('http', 'HTTP client'),
  descriptors: sidePanel('descriptors', 'Descriptors'),
  reference: sidePanel('reference', 'System call reference'),
  lessons: sidePanel('lessons', 'Lessons'),
  trace: sidePanel('trace', 'Trace'),
};

/** How far each panel goes, and which way it grows. */
const EXTENTS = {
  files: { orientation: 'vertical', isReversed: false, min: 160, max: 480 },
  bottom: { orientation: 'horizontal', isReversed: true, min: 96, max: 640 },
  problems: { orientation: 'vertical', isReversed: true, min: 200, max: 800 },
  side: { orientation: 'vertical', isReversed: true, min: 260, max: 640 },
  wide: { orientation: 'vertical', isReversed: true, min: 300, max: 1000 },
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
  const onFailed = useLoadFailure();
  const onClose = () => dialogChanged({ kind: 'none' });
  useEffect(fetchPaletteSoon, []);
  switch (dialog.kind) {
    case 'none':
      return null;
    case 'palette':
      return <Loaded load={loadPalette} props={{ onClose }} onFailed={onFailed} />;
    case 'examples':
      return <Loaded load={loadExamples} props={{ onClose }} onFailed={onFailed} />;
    case 'elsewhere':
      return <Loaded load={loadElsewhere} props={{ module: dialog.module, onClose }} onFailed={onFailed} />;
    case 'link':
      return <Loaded load={loadLink} props={{ project: dialog.project, onClose }} onFailed={onFailed} />;
    case 'share':
      return <Loaded load={loadShare} props={{ onClose }} onFailed={onFailed} />;
    default:
      return <Loaded load={loadDialogs} props={{ dialog, onClose }} onFailed={onFailed} />;
  }
}

/** Whoever presses the palette's keys goes on typing at once, and should find it there. */
function fetchPaletteSoon(): () => void {
  const timer = setTimeout(() => void loadPalette().catch(() => undefined), 4000);
  return () => clearTimeout(timer);
}

/** Says that a part of the page could not be fetched, and lets go of the dialog that waits for it. */
function useLoadFailure(): () => void {
  const noticeChanged = useApp((state) => state.noticeChanged);
  const dialogChanged = useApp((state) => state.dialogChanged);
  return useCallback(() => {
    dialogChanged({ kind: 'none' });
    noticeChanged(NOT_FETCHED);
  }, [dialogChanged, noticeChanged]);
}

function sizeProperties(sizes: PanelSizes): CSSProperties {
  return Object.fromEntries(Object.entries(sizes).map(([panel, size]) => [`--${panel}-size`, `${size}px`]));
}
