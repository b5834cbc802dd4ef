import { useId } from 'react';
import { useServices } from '../../services/use-services.ts';
import { outcomeTone } from '../../text/outcome-text.ts';
import { selectIsReader, selectIsTemporary, selectSettings } from '../../state/project-slice.ts';
import { selectStorage } from '../../state/storage.ts';
import { useApp } from '../../state/use-app.ts';
import { originText, runText, savedText, storageText, toolchainText, wireText } from './status-text.ts';
import './status.css';

/** One line that says how things stand. */
export function StatusBar() {
  const storage = useApp(selectStorage);
  const isTemporary = useApp(selectIsTemporary);
  const isReader = useApp(selectIsReader);
  const run = useApp((state) => state.run);
  const worksOffline = useApp((state) => state.worksOffline);
  const isLookedThrough = useApp((state) => state.isLookedThrough);
  const debug = useApp((state) => state.debug);
  const ending = runText(run, debug);
  const tone = run.phase === 'ended' ? outcomeTone(run.outcome) : 'quiet';
  return (
    <footer className="page-foot">
      <div role="status" aria-label="Status" className="status-line" tabIndex={0}>
        <ToolchainStatus />
        {worksOffline && <span className="status-item status-offline">offline</span>}
        {isTemporary && <span className="status-item is-amber">not saved: lost when the tab closes</span>}
        {isReader && <span className="status-item is-amber">read only: open in another tab</span>}
        {storage && !isTemporary && !isReader && (
          <span className={`status-item ${storage.phase === 'saved' || storage.phase === 'saving' ? '' : 'is-amber'}`}>
            {savedText(storage)}
          </span>
        )}
        <Checks />
        <NewBuild />
        {isLookedThrough && <span className="status-item">looking for values that were never set…</span>}
        {ending !== undefined && (
          // The debugger announces its stops itself.
          <span className={`status-item status-run is-${tone}`} aria-live={debug.phase === 'off' ? undefined : 'off'}>
            {ending}
          </span>
        )}
      </div>
      <Details />
    </footer>
  );
}

/** Whether the program of the next run is checked; pressing it changes that. */
function Checks() {
  const checks = useApp(selectSettings)?.checks;
  const isReader = useApp(selectIsReader);
  const change = useApp((state) => state.settingsChanged);
  if (checks === undefined) return null;
  const text = checks === 'on' ? 'checks on' : 'checks off';
  const what =
    checks === 'on'
      ? 'Mistakes stop the program and are explained. Press to run it without checks, faster'
      : 'Press to have mistakes stop the program and be explained';
  return (
    <span className="status-item">
      <button
        type="button"
        className="link-button"
        title={what}
        aria-pressed={checks === 'on'}
        disabled={isReader}
        onClick={() => change({ checks: checks === 'on' ? 'off' : 'on' })}
      >
        {text}
      </button>
    </span>
  );
}

/** What few ask for: which compiler, how programs wait, where the files are. */
function Details() {
  const toolchain = useApp((state) => state.toolchain);
  const wire = useApp((state) => state.wire);
  const storage = useApp(selectStorage);
  const worksOffline = useApp((state) => state.worksOffline);
  const id = useId();
  const rows = [
    ['Compiler', [toolchainText(toolchain), originText(toolchain)].filter((text) => text !== undefined).join(', ')],
    ['How programs wait', wire && wireText(wire, crossOriginIsolated)],
    ['Files', storage && storageText(storage)],
    ['Without network', worksOffline ? 'works offline' : 'not yet: the page is still being stored in this browser'],
  ];
  return (
    <>
      <button type="button" className="link-button status-more" popoverTarget={id}>
        Details
      </button>
      <div id={id} popover="auto" role="group" aria-label="Details" className="status-details">
        <dl>
          {rows.map(
            ([name, text]) =>
              text !== undefined && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{text}</dd>
                </div>
              ),
          )}
        </dl>
      </div>
    </>
  );
}

function NewBuild() {
  const { flush } = useServices();
  const isOutdated = useApp((state) => state.isOutdated);
  if (!isOutdated) return null;
  const reload = () => location.reload();
  return (
    <span className="status-item">
      new version ready
      <button type="button" className="link-button" onClick={() => void flush().then(reload, reload)}>
        Reload
      </button>
    </span>
  );
}

function ToolchainStatus() {
  const { actions } = useServices();
  const toolchain = useApp((state) => state.toolchain);
  return (
    <span className={`status-item status-toolchain ${toolchain.phase === 'failed' ? 'is-red' : ''}`}>
      {toolchain.phase === 'ready' || toolchain.phase === 'kept' ? 'Ready' : toolchainText(toolchain)}
      {toolchain.phase === 'loading' && (
        <progress
          className="status-progress"
          aria-label="Compiler download"
          max={toolchain.totalBytes || 1}
          value={toolchain.loadedBytes}
        />
      )}
      {toolchain.phase === 'failed' && (
        <button type="button" className="link-button" onClick={actions['retry-toolchain'].run}>
          Retry
        </button>
      )}
    </span>
  );
}
