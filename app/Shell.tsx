import { useCallback, useEffect, useState } from 'react';
import { EditorPanel } from './features/editor/EditorPanel.tsx';
import { Banners } from './features/faults/Banners.tsx';
import { Header } from './features/header/Header.tsx';
import { selectIsTemporary } from './state/project-slice.ts';
import { selectNeedsCare } from './state/storage.ts';
import { useApp } from './state/use-app.ts';
import { NOT_FETCHED } from './services/page/lazy-service.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { Loaded } from './ui/Loaded.tsx';
import { PanelBodies } from './workbench/PanelBodies.tsx';
import { PanelHosts, PanelHostsContext } from './workbench/panel-hosts.ts';
import { Workbench } from './workbench/Workbench.tsx';
import './shell.css';

// These have little to show before the kernel is up, so they need not hold up the first paint.
const panels = () => import('./panels.ts');
const loadTabs = async () => ({ default: (await panels()).EditorTabs });
const loadStatus = async () => ({ default: (await panels()).StatusBar });
const loadOutcome = () => import('./features/outcome/OutcomeCard.tsx');
const loadQuestions = () => import('./features/permission/QuestionBanner.tsx');
const loadModule = () => import('./features/module/ModuleView.tsx');
const loadOtherHosts = () => import('./features/other-hosts/OtherHostsDialog.tsx');
const loadPalette = () => import('./features/palette/Palette.tsx');
const loadExamples = () => import('./features/examples/ExamplesDialog.tsx');
const loadLink = () => import('./features/links/LinkDialog.tsx');
const loadTemporary = () => import('./features/links/TemporaryBar.tsx');
const loadShared = () => import('./features/tabs/SharedBar.tsx');
const loadShare = () => import('./features/share/ShareDialog.tsx');
const loadDialogs = () => import('./features/dialogs/ProjectDialogs.tsx');

/** Header, panels and status bar. */
export function Shell() {
  const isTemporary = useApp(selectIsTemporary);
  const isShared = useApp(selectNeedsCare);
  const isAsked = useApp((state) => state.questions.length > 0);
  const hasEnded = useApp((state) => state.run.phase === 'ended');
  const onFailed = useLoadFailure();
  const [hosts] = useState(() => new PanelHosts(document));
  const editor = (
    <EditorPanel
      tabs={<Loaded load={loadTabs} props={NONE} fallback={<div className="editor-bar" />} onFailed={onFailed} />}
      module={<Loaded load={loadModule} props={NONE} onFailed={onFailed} />}
    />
  );
  return (
    <>
      <Header />
      <Banners />
      {isTemporary && <Loaded load={loadTemporary} props={NONE} onFailed={onFailed} />}
      {isShared && <Loaded load={loadShared} props={NONE} onFailed={onFailed} />}
      {isAsked && <Loaded load={loadQuestions} props={NONE} onFailed={onFailed} />}
      <PanelHostsContext value={hosts}>
        <PanelBodies editor={editor} onFailed={onFailed} />
        <Workbench
          onFailed={onFailed}
          outcome={hasEnded && <Loaded load={loadOutcome} props={NONE} onFailed={onFailed} />}
        />
      </PanelHostsContext>
      <Loaded load={loadStatus} props={NONE} fallback={<footer className="page-foot" />} onFailed={onFailed} />
      <ErrorBoundary what="This dialog">
        <OpenDialog />
      </ErrorBoundary>
    </>
  );
}

const NONE = {};

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
    case 'other-hosts':
      return <Loaded load={loadOtherHosts} props={{ module: dialog.module, onClose }} onFailed={onFailed} />;
    case 'link':
      return <Loaded load={loadLink} props={{ project: dialog.project, onClose }} onFailed={onFailed} />;
    case 'zip':
      return (
        <Loaded
          load={loadLink}
          props={{ project: dialog.project, refused: dialog.refused, onClose }}
          onFailed={onFailed}
        />
      );
    case 'share':
      return <Loaded load={loadShare} props={{ onClose }} onFailed={onFailed} />;
    default:
      return <Loaded load={loadDialogs} props={{ dialog, onClose }} onFailed={onFailed} />;
  }
}

/** A user who presses the palette's keys goes on typing at once, so it should be there. */
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
