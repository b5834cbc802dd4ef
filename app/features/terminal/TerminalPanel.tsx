import { Copy, Eraser } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useServices } from '../../services/use-services.ts';
import { selectIsBusy } from '../../state/run-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { KeyRow } from './KeyRow.tsx';
import { StartHere } from './StartHere.tsx';
import './terminal.css';

const loadView = () => import('./TerminalView.tsx');
const NONE = {};

interface TerminalPanelProps {
  /** In a page of another site: it says nothing of what else this page can do. */
  readonly isEmbedded?: boolean;
}

/** What the program and the user say to each other. */
export function TerminalPanel({ isEmbedded = false }: TerminalPanelProps) {
  const { terminal, focus, actions } = useServices();
  const isIdle = useApp((state) => !selectIsBusy(state));
  const isEmpty = useSyncExternalStore(terminal.onEmptyChanged, () => terminal.isEmpty);
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
          <Loaded load={loadView} props={NONE} />
        </ErrorBoundary>
        {isIdle && isEmpty && !isEmbedded && <StartHere />}
      </div>
      <KeyRow
        onKey={(bytes) => {
          terminal.typed(bytes);
          focus.take('terminal');
        }}
      />
    </section>
  );
}
