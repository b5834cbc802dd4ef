import { useEffect, useRef } from 'react';
import type { ShownFrame, ShownStop, ShownValue } from '../../../runtime/stops/stop.ts';
import { DEBUG_COMMANDS } from '../../services/run/debug-commands.ts';
import { ariaShortcut, shortcutText } from '../../services/page/key-bindings.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { changedNames, reasonText } from './stop-text.ts';
import './debugger.css';

/** Where the program that is debugged stands, and what its variables hold. */
export default function DebuggerPanel() {
  const debug = useApp((state) => state.debug);
  const isOld = useApp((state) => state.isDebuggedTextOld);
  const { focus } = useServices();
  const bar = useRef<HTMLDivElement>(null);
  const stop = debug.phase === 'off' ? undefined : debug.phase === 'stopped' ? debug.stop : debug.before;

  useEffect(
    () => focus.register('debugger', () => bar.current?.querySelector<HTMLElement>('button:enabled')?.focus()),
    [focus],
  );

  return (
    <section className="panel debugger-panel" aria-label="Debugger">
      <div className="panel-bar">
        <h2 className="panel-title">Debugger</h2>
      </div>
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
      <p className="debugger-state">
        With checks on, a mistake with memory stops the program here as it does under Run, except the use of a variable
        of a call that has returned: Run finds that.
      </p>
      {stop && (
        <div className="debugger-parts" aria-busy={debug.phase === 'running'}>
          <Timeline stop={stop} isStopped={debug.phase === 'stopped'} />
          <Variables stop={stop} before={debug.phase === 'stopped' ? debug.before : undefined} />
          <CallStack frames={stop.frames} />
        </div>
      )}
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

function ValueList({
  label,
  values,
  changed,
}: {
  readonly label: string;
  readonly values: readonly ShownValue[];
  readonly changed: ReadonlySet<string>;
}) {
  if (values.length === 0) return <p className="debugger-none">None</p>;
  return (
    <ul className="debugger-values" aria-label={label}>
      {values.map((value, i) => (
        <ValueItem key={i} value={value} isChanged={changed.has(value.name)} />
      ))}
    </ul>
  );
}

function ValueItem({ value, isChanged }: { readonly value: ShownValue; readonly isChanged: boolean }) {
  const { name, type, text, parts } = value;
  const line = (
    <>
      <span className="debugger-name">{name}</span> = <span className="debugger-text">{text}</span>
      {isChanged && <span className="debugger-changed"> changed</span>} <span className="debugger-type">{type}</span>
    </>
  );
  return (
    <li>
      {parts.length === 0 ? (
        line
      ) : (
        <details>
          <summary>{line}</summary>
          <ul className="debugger-values">
            {parts.map((part, i) => (
              <ValueItem key={i} value={part} isChanged={false} />
            ))}
          </ul>
        </details>
      )}
    </li>
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
