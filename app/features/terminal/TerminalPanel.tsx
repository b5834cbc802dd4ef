import { Copy, Eraser } from 'lucide-react';
import { useCallback, useContext, useMemo, useState, useSyncExternalStore } from 'react';
import { useServices } from '../../services/use-services.ts';
import { selectPast } from '../../state/past-terminal.ts';
import { selectIsBusy } from '../../state/run-slice.ts';
import type { RunState } from '../../state/run-slice.ts';
import { AppStoreContext, useApp } from '../../state/use-app.ts';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { KeyRow } from './KeyRow.tsx';
import { notReadText } from './not-read.ts';
import { StartHere } from './StartHere.tsx';
import './terminal.css';

const loadView = () => import('./TerminalView.tsx');
const loadPast = () => import('./PastTerminal.tsx');
interface TerminalPanelProps {
  /** In a page of another site: it says nothing of what else this page can do. */
  readonly isEmbedded?: boolean;
}

/** What the program and the user say to each other. */
export function TerminalPanel({ isEmbedded = false }: TerminalPanelProps) {
  const { terminal, focus, actions } = useServices();
  const isIdle = useApp((state) => !selectIsBusy(state));
  const isEmpty = useSyncExternalStore(terminal.onEmptyChanged, () => terminal.isEmpty);
  const { onTyped, notRead } = useTyping();
  const view = useMemo(() => ({ onTyped }), [onTyped]);
  const past = useApp(selectPast);
  return (
    <section className="panel terminal-panel" aria-label="Terminal">
      <div className="panel-bar">
        <h2 className="panel-title">Terminal</h2>
        <IconButton label="Copy the terminal’s text" className="is-small" onClick={actions['copy-terminal'].run}>
          <Copy size={14} aria-hidden />
        </IconButton>
        <IconButton label="Clear the terminal" className="is-small" onClick={actions['clear-terminal'].run}>
          <Eraser size={14} aria-hidden />
        </IconButton>
      </div>
      <div className="terminal-body">
        <ErrorBoundary what="The terminal">
          <Loaded load={loadView} props={view} />
        </ErrorBoundary>
        {past && <Loaded load={loadPast} props={{ past }} />}
        {isIdle && isEmpty && !isEmbedded && <StartHere />}
      </div>
      <p role="status" aria-label="Typing" className="terminal-not-read">
        {notRead}
      </p>
      <KeyRow
        onKey={(bytes) => {
          onTyped(bytes);
          focus.take('terminal');
        }}
      />
    </section>
  );
}

/** Hands what is typed to the program that runs; where none reads it, says why, until a run begins or ends. */
function useTyping(): { readonly onTyped: (text: string) => void; readonly notRead: string | undefined } {
  const { terminal } = useServices();
  const store = useContext(AppStoreContext);
  const run = useApp((state) => state.run);
  const [said, setSaid] = useState<{ readonly during: RunState; readonly text: string }>();
  const onTyped = useCallback(
    (text: string) => {
      const state = store?.getState();
      if (!state) return;
      const why = notReadText(state, text);
      if (why !== undefined) setSaid({ during: state.run, text: why });
      if (selectIsBusy(state) && !selectPast(state)) terminal.typed(text);
    },
    [store, terminal],
  );
  return { onTyped, notRead: said?.during === run ? said.text : undefined };
}
