import { Banners } from './features/faults/Banners.tsx';
import { PlainEditor } from './features/editor/PlainEditor.tsx';
import { EmbedBar } from './features/embed/EmbedBar.tsx';
import { EmbedFoot } from './features/embed/EmbedFoot.tsx';
import type { EmbedOptions } from './features/embed/embed-options.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { Loaded } from './ui/Loaded.tsx';
import './features/editor/editor.css';
import './features/embed/embed.css';

const loadCodeEditor = () => import('./features/editor/CodeEditor.tsx');
const loadTerminal = async () => ({ default: (await import('./panels.ts')).TerminalPanel });

/** A program embedded in another site's page: its text, Run, and what it says. */
export function EmbedShell({ isReadOnly, hidden }: EmbedOptions) {
  return (
    <>
      <EmbedBar hidden={hidden} />
      <Banners />
      <main className="embed-main">
        <section className="panel editor-panel" aria-label="Editor">
          <div id="editor-body" className="editor-body">
            <ErrorBoundary what="The editor">
              <Loaded load={loadCodeEditor} props={{ isReadOnly }} fallback={<PlainEditor isReadOnly={isReadOnly} />} />
            </ErrorBoundary>
          </div>
        </section>
        <Loaded load={loadTerminal} props={EMBEDDED} fallback={<div className="panel terminal-panel" />} />
      </main>
      <EmbedFoot />
    </>
  );
}

const EMBEDDED = { isEmbedded: true };
