import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { ShownFrame, ShownStop } from '../../../runtime/stops/stop.ts';
import { DEBUG_COMMANDS } from '../../services/run/debug-commands.ts';
import { ariaShortcut, shortcutText } from '../../services/page/key-bindings.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { changedNames, reasonText } from './stop-text.ts';
import { BreakpointList } from './BreakpointList.tsx';
import { ChangeList } from './PlaceTools.tsx';
import { ValueList } from './ValueList.tsx';
import { WatchList } from './WatchList.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import './debugger.css';

const TablePart = lazy(() => import('./TablePart.tsx'));

/** Where the program that is debugged stands, and what its variables hold. */
export default function DebuggerPanel() {
  const debug = useApp((state) => state.debug);
  const isOld = useApp((state) => state.isDebuggedTextOld);
  const panelClosed = useApp((state) => state.panelClosed);
  const { focus } = useServices();
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
        {debug.phase === 'stopped' && stop
          ? reasonText(stop, debug.outcome)
          : debug.phase === 'running'
            ? 'Running. A program that waits for input is answered in the terminal.'
            : 'Press Debug to run the program line by line. Click a line number, or press F9, to stop there.'}
      </p>
      {isOld && (
        <p className="debugger-state" role="status">
          The text has changed since this program was built, so lines and breakpoints may be others. Stop it and press
          Debug again.
        </p>
      )}
      {!stop && (
        <p className="debugger-state">
          With checks on, a mistake with memory stops the program here as it does under Run. Only Run finds the use of a
          variable of a call that has returned, and of a value that was never set.
        </p>
      )}
      <div className="debugger-parts" aria-busy={debug.phase === 'running'}>
        {stop && (
          <>
            <Timeline stop={stop} isStopped={debug.phase === 'stopped'} />
            <Variables stop={stop} before={debug.phase === 'stopped' ? debug.before : undefined} />
            <WatchList stop={stop} isStopped={debug.phase === 'stopped'} />
            <CallStack frames={stop.frames} />
            <ChangeList brokenOn={stop.brokenOn} />
            <Table stop={stop} isStopped={debug.phase === 'stopped'} />
          </>
        )}
        <BreakpointList />
        <Printed />
      </div>
    </SidePanel>
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

function Timeline({ stop, isStopped }: { readonly stop: ShownStop; readonly isStopped: boolean }) {
  const { debugCommand } = useServices();
  const { first, furthest, position } = stop;
  return (
    <label className="debugger-timeline">
      <span>Timeline</span>
      <input
        type="range"
        aria-label="Timeline"
        aria-valuetext={`Place ${position - first} of ${furthest - first}`}
        min={first}
        max={Math.max(furthest, first + 1)}
        value={position}
        disabled={furthest === first}
        onChange={({ target }) => isStopped && debugCommand({ type: 'go', position: target.valueAsNumber })}
      />
      <span className="debugger-place">
        {position - first} of {furthest - first}
      </span>
    </label>
  );
}

function Variables({ stop, before }: { readonly stop: ShownStop; readonly before: ShownStop | undefined }) {
  const [frame] = stop.frames;
  const [beforeFrame] = before?.frames ?? [];
  const isSameCall = frame?.function === beforeFrame?.function && stop.frames.length === before?.frames.length;
  return (
    <section aria-label="Variables">
      <h3 className="debugger-heading">Variables</h3>
      <ValueList
        label={`Variables of ${frame?.function ?? ''}`}
        values={frame?.variables ?? []}
        changed={isSameCall ? changedNames(frame?.variables ?? [], beforeFrame?.variables ?? []) : new Set()}
      />
      {stop.globals.length > 0 && (
        <>
          <h4 className="debugger-heading">Global</h4>
          <ValueList
            label="Global variables"
            values={stop.globals}
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
