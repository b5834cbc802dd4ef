import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { ShownFrame, ShownStop } from '../../../runtime/stops/stop.ts';
import { DEBUG_COMMANDS } from '../../services/run/debug-commands.ts';
import { ariaShortcut, shortcutText } from '../../services/page/key-bindings.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { changedNames, stateText } from './stop-text.ts';
import { BreakpointList } from './BreakpointList.tsx';
import { ChangeList } from './PlaceTools.tsx';
import { SourceLines } from './SourceLines.tsx';
import { Timeline } from './Timeline.tsx';
import { ValueList } from './ValueList.tsx';
import { WatchList } from './WatchList.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import './debugger.css';

const TablePart = lazy(() => import('./TablePart.tsx'));

/** Where the program that is debugged stands, and what its variables hold. */
export default function DebuggerPanel() {
  const debug = useApp((state) => state.debug);
  const isOld = useApp((state) => state.isDebuggedTextOld && state.debug.phase !== 'off');
  const panelClosed = useApp((state) => state.panelClosed);
  const isNarrow = useApp((state) => state.isNarrow);
  const momentTraced = useApp((state) => state.momentTraced);
  const movedText = useApp((state) => state.movedText);
  const isTyped = useApp(({ runPolicy }) => runPolicy?.stdin.kind === 'terminal');
  const isAsking = useApp(({ questions }) => questions.length > 0);
  const { focus, actions } = useServices();
  const bar = useRef<HTMLDivElement>(null);
  const stop = debug.phase === 'off' ? undefined : debug.phase === 'stopped' ? debug.stop : debug.before;

  useEffect(
    () => focus.register('debugger', () => bar.current?.querySelector<HTMLElement>('button:enabled')?.focus()),
    [focus],
  );

  return (
    <SidePanel
      label="Debugger"
      closeLabel="Close the debugger"
      className="debugger-panel"
      onClose={() => panelClosed('debugger')}
    >
      <div ref={bar} className="debugger-buttons" role="group" aria-label="Moving">
        {DEBUG_COMMANDS.map(({ id }) => (
          <CommandButton key={id} id={id} />
        ))}
        <PauseButton />
      </div>
      <p className="debugger-state" role="status">
        {stateText(debug, { isTyped, isAsking })}
      </p>
      {isOld && (
        <p className="debugger-state" role="status">
          The text has changed since this program was built: it still runs the text of before, so its lines and
          breakpoints may not match the text.{' '}
          <button type="button" className="button is-small" onClick={actions.debug.run}>
            Debug the new text
          </button>
        </p>
      )}
      {movedText !== undefined && <p className="debugger-state">{movedText}</p>}
      {debug.phase === 'running' && debug.goesBack !== undefined && <GoingBack part={debug.goesBack} />}
      {!stop && (
        <p className="debugger-state">
          With checks on, a mistake with memory stops the program here as it does under Run. Only Run finds the use of a
          variable of a call that has returned, and of a value that was never set.
        </p>
      )}
      <div className="debugger-parts" aria-busy={debug.phase === 'running'}>
        {stop && (
          <>
            {isNarrow && stop.frames[0] && <SourceLines frame={stop.frames[0]} />}
            <Timeline stop={stop} isStopped={debug.phase === 'stopped'} />
            <Variables
              stop={stop}
              before={debug.phase === 'stopped' ? debug.before : undefined}
              isStopped={debug.phase === 'stopped'}
            />
            <WatchList stop={stop} isStopped={debug.phase === 'stopped'} />
            <CallStack frames={stop.frames} />
            <ChangeList brokenOn={stop.brokenOn} />
            <Table stop={stop} isStopped={debug.phase === 'stopped'} />
            <button
              type="button"
              className="button is-small debugger-calls"
              onClick={() => {
                momentTraced(stop.position);
                focus.show('trace');
              }}
            >
              System calls from this moment on
            </button>
          </>
        )}
        <BreakpointList />
        <Printed />
      </div>
    </SidePanel>
  );
}

/** A run that is repeated to come to an earlier moment can take as long as it took. */
function GoingBack({ part }: { readonly part: number }) {
  const { debugCommand } = useServices();
  return (
    <div className="debugger-state debugger-form">
      <progress aria-label="Going back" value={Math.min(1, part)} />
      <button type="button" className="button is-small" onClick={() => debugCommand({ type: 'pause' })}>
        Stop here
      </button>
    </div>
  );
}

/** What breakpoints that print have printed. */
function Printed() {
  const printed = useApp((state) => state.printed);
  if (printed.length === 0) return null;
  return (
    <section aria-label="Printed by breakpoints">
      <h3 className="debugger-heading">Printed by breakpoints</h3>
      <ol className="debugger-values">
        {printed.map((line, i) => (
          <li key={i}>{line}</li>
        ))}
      </ol>
    </section>
  );
}

function CommandButton({ id }: { readonly id: (typeof DEBUG_COMMANDS)[number]['id'] }) {
  const { actions, isMac } = useServices();
  const { title, shortcut, run, isEnabled } = actions[id];
  return (
    <button
      type="button"
      className="button"
      title={shortcut === undefined ? title : `${title} (${shortcutText(shortcut, isMac)})`}
      aria-keyshortcuts={shortcut && ariaShortcut(shortcut, isMac)}
      // A button that is focused stays so while the program takes its step.
      aria-disabled={!useApp(isEnabled)}
      onClick={run}
    >
      {title}
    </button>
  );
}

function PauseButton() {
  const { debugCommand } = useServices();
  const isRunning = useApp(({ debug }) => debug.phase === 'running');
  return (
    <button
      type="button"
      className="button"
      aria-disabled={!isRunning}
      onClick={() => isRunning && debugCommand({ type: 'pause' })}
    >
      Pause
    </button>
  );
}

function Variables({
  stop,
  before,
  isStopped,
}: {
  readonly stop: ShownStop;
  readonly before: ShownStop | undefined;
  readonly isStopped: boolean;
}) {
  const [frame] = stop.frames;
  const [beforeFrame] = before?.frames ?? [];
  const isSameCall = frame?.function === beforeFrame?.function && stop.frames.length === before?.frames.length;
  return (
    <section aria-label="Variables">
      <h3 className="debugger-heading">Variables</h3>
      <ValueList
        label={`Variables of ${frame?.function ?? ''}`}
        values={frame?.variables ?? []}
        isStopped={isStopped}
        changed={isSameCall ? changedNames(frame?.variables ?? [], beforeFrame?.variables ?? []) : new Set()}
      />
      {stop.globals.length > 0 && (
        <>
          <h4 className="debugger-heading">Global</h4>
          <ValueList
            label="Global variables"
            values={stop.globals}
            isStopped={isStopped}
            changed={before ? changedNames(stop.globals, before.globals) : new Set()}
          />
        </>
      )}
    </section>
  );
}

/** Fetched when it is opened. */
function Table({ stop, isStopped }: { readonly stop: ShownStop; readonly isStopped: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-label="Table of a loop">
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className="debugger-heading">Table of a loop</summary>
        {isOpen && (
          <Suspense fallback={null}>
            <TablePart stop={stop} isStopped={isStopped} />
          </Suspense>
        )}
      </details>
    </section>
  );
}

function CallStack({ frames }: { readonly frames: readonly ShownFrame[] }) {
  const { files } = useServices();
  return (
    <section aria-label="Call stack">
      <h3 className="debugger-heading">Call stack</h3>
      <ol className="debugger-frames">
        {frames.map(({ function: name, file, line }, i) => (
          <li key={i}>
            <button type="button" className="debugger-frame" onClick={() => files.reveal(file, line, 1)}>
              {name} <span className="debugger-type">{`${file}:${line}`}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
