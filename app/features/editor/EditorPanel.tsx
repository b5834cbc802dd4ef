import { useEffect, useState, type ReactNode } from 'react';
import { useServices } from '../../services/use-services.ts';
import { shortcutText } from '../../services/page/key-bindings.ts';
import { selectIsReader } from '../../state/project-slice.ts';
import { selectIsBuilding } from '../../state/run-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PlainEditor } from './PlainEditor.tsx';
import './editor.css';

const AFTER_PAINT_MS = 30;
/** Monaco takes a core for half a second, which the compiler's start needs; so it waits, but not without a limit. */
const WHILE_LOADING_MS = 1500;
/** Who comes back to run what there is, or to change it at once, goes first. */
const WHILE_KEPT_MS = 300;
/** Who waits for a build looks at the terminal. */
const WHILE_BUILDING_MS = 5000;
const loadCodeEditor = () => import('./CodeEditor.tsx');

interface EditorPanelProps {
  /** Of the files that are open. */
  readonly tabs: ReactNode;
  /** Shows a WebAssembly module. */
  readonly module: ReactNode;
}

export function EditorPanel({ tabs, module }: EditorPanelProps) {
  const isWanted = useIsWanted();
  const isReadOnly = useApp(selectIsReader);
  return (
    <section className="panel editor-panel" aria-label="Editor">
      {tabs}
      <div id="editor-body" className="editor-body">
        <ErrorBoundary what="The editor">
          {/* Where it cannot be fetched, the plain editor stays and does the work. */}
          <Loaded
            load={loadCodeEditor}
            isWanted={isWanted}
            props={{ isReadOnly }}
            fallback={<PlainEditor isReadOnly={isReadOnly} />}
          />
        </ErrorBoundary>
        <Instead module={module} />
      </div>
    </section>
  );
}

/**
 * True from when there is something to edit, or is known to be nothing. Monaco takes the page a third of a second to
 * evaluate: the text comes first, and can be edited meanwhile.
 */
function useIsWanted(): boolean {
  const isThere = useApp(
    ({ project, activeFile, documents }) =>
      project.phase === 'open' && (activeFile === undefined || documents[activeFile]?.phase !== 'loading'),
  );
  const waitMs = useApp((state) => {
    if (selectIsBuilding(state)) return WHILE_BUILDING_MS;
    switch (state.toolchain.phase) {
      case 'ready':
        return AFTER_PAINT_MS;
      case 'kept':
        return WHILE_KEPT_MS;
      default:
        return WHILE_LOADING_MS;
    }
  });
  const [isWanted, setIsWanted] = useState(isThere);
  useEffect(() => {
    if (!isThere) return;
    // Not before the text has been painted.
    const timer = setTimeout(() => setIsWanted(true), waitMs);
    return () => clearTimeout(timer);
  }, [isThere, waitMs]);
  return isWanted;
}

/** What stands in the editor's place while there is no text to edit. */
function Instead({ module }: Pick<EditorPanelProps, 'module'>) {
  const { actions, isMac } = useServices();
  const isOpen = useApp(({ project }) => project.phase === 'open');
  const path = useApp((state) => state.activeFile);
  const document = useApp(({ documents, activeFile }) =>
    activeFile === undefined ? undefined : documents[activeFile],
  );

  if (document?.phase === 'text' || document?.phase === 'loading' || !isOpen) return null;
  if (document?.phase === 'module') return module;
  const shortcut = actions['new-file'].shortcut;
  return (
    <div className="editor-instead">
      {path === undefined ? (
        <p>
          No file is open. Choose one in Files, or make one
          {shortcut !== undefined && <> with {shortcutText(shortcut, isMac)}</>}.
        </p>
      ) : (
        <div>
          <p>{document?.why}</p>
          <button type="button" className="button" onClick={actions['download-file'].run}>
            Download
          </button>
        </div>
      )}
    </div>
  );
}
