import { Copy, Eraser } from 'lucide-react';
import { useServices } from '../../services/use-services.ts';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { KeyRow } from './KeyRow.tsx';
import './terminal.css';

const loadView = () => import('./TerminalView.tsx');

/** What the program and the user say to each other. */
export function TerminalPanel() {
  const { terminal, focus, actions } = useServices();
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
          <Loaded load={loadView} props={{}} />
        </ErrorBoundary>
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
