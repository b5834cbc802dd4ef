import { Download, Eraser, Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import type { TraceEvent } from '../../../runtime/trace/event.ts';
import { callName, mainPath, outcomeKind, OUTCOME_KINDS, type OutcomeKind } from '../../../runtime/trace/query.ts';
import { briefArguments, briefResult, layersText, processText } from '../../../runtime/trace/wording.ts';
import type { TraceLog } from '../../services/watch/trace-log.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { RowWindow } from '../../ui/RowWindow.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { EventDetails } from './EventDetails.tsx';
import { exportTrace } from './export-trace.ts';
import { COLUMNS, countText, emptyText, OUTCOME_MARKS, OUTCOME_NAMES } from './trace-text.ts';
import { NO_FILTER, type TraceFilter } from './trace-view.ts';
import { useTraceLog, useTraceView } from './use-trace.ts';
import './trace.css';

/** Every system call of the watched program. Loaded when first opened, hence the default export. */
export default function TracePanel() {
  const panelClosed = useApp((state) => state.panelClosed);
  const log = useTraceLog();
  return (
    <SidePanel label="Trace" closeLabel="Close the trace" className="trace-panel" onClose={() => panelClosed('trace')}>
      {log && <Trace log={log} />}
    </SidePanel>
  );
}

function Trace({ log }: { readonly log: TraceLog }) {
  const { focus, files } = useServices();
  const isTracing = useApp((state) => state.isTracing);
  const [filter, setFilter] = useState(NO_FILTER);
  const [pausedAt, setPausedAt] = useState<number>();
  const [selected, setSelected] = useState<number>();
  const view = useTraceView(log, filter, pausedAt);
  const list = useRef<HTMLDivElement>(null);
  const moment = useApp((state) => state.tracedMoment);
  const [shownMoment, setShownMoment] = useState<object>();
  if (moment && moment !== shownMoment && log.end > log.first) {
    setShownMoment(moment);
    setFilter(NO_FILTER);
    setSelected(log.positionAt(moment.position));
  }

  useEffect(
    () => focus.register('trace', () => list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()),
    [focus],
  );

  const event = selected === undefined ? undefined : log.at(selected);
  const { live } = useServices();
  // So that the descriptors can be looked back at from any call.
  useEffect(() => {
    if (!isTracing) return undefined;
    live((descriptors) => descriptors.watch());
    return () => live((descriptors) => descriptors.unwatch());
  }, [isTracing, live]);

  function openLine(one: TraceEvent | undefined): void {
    const line = one && log.lineOf(one);
    if (line) files.reveal(line.file, line.line, 1);
  }

  return (
    <div ref={list} className="trace-body">
      <div className="trace-bar">
        <label className="trace-switch">
          <input type="checkbox" role="switch" checked={isTracing} onChange={() => log.watch(!isTracing)} />
          Record calls
        </label>
        <span className="trace-count">{countText(view.count, log.end - log.first, log.missing)}</span>
        <IconButton
          label={pausedAt === undefined ? 'Pause the list' : 'Continue the list'}
          aria-pressed={pausedAt !== undefined}
          className="is-small"
          onClick={() => setPausedAt(pausedAt === undefined ? log.end : undefined)}
        >
          {pausedAt === undefined ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
        </IconButton>
        <IconButton label="Clear the trace" className="is-small" onClick={() => log.clear()}>
          <Eraser size={14} aria-hidden />
        </IconButton>
        <Menu
          label="Export the trace"
          buttonClassName="icon-button is-small"
          align="end"
          button={<Download size={14} aria-hidden />}
          sections={[
            {
              items: [
                {
                  id: 'text',
                  label: 'As text, like strace',
                  onSelect: () => void exportTrace(log, view.shown(), 'text'),
                },
                { id: 'json', label: 'As JSON', onSelect: () => void exportTrace(log, view.shown(), 'json') },
              ],
            },
          ]}
        />
      </div>
      <Filters filter={filter} calls={view.calls()} onChange={setFilter} />
      <RowWindow
        label="System calls"
        columns={COLUMNS}
        count={view.count}
        cells={(row) => cellsOf(log, log.at(view.position(row) ?? -1), openLine)}
        rowClassName={(row) => {
          const one = log.at(view.position(row) ?? -1);
          return one && `is-${outcomeKind(one)}`;
        }}
        selected={selected === undefined ? undefined : view.rowOf(selected)}
        onSelect={(row) => setSelected(view.position(row))}
        onOpen={(row) => openLine(log.at(view.position(row) ?? -1))}
        empty={emptyText(isTracing, filter !== NO_FILTER && log.end > log.first)}
      />
      {event && <EventDetails log={log} event={event} onClose={() => setSelected(undefined)} />}
    </div>
  );
}

function cellsOf(log: TraceLog, event: TraceEvent | undefined, onOpen: (event: TraceEvent) => void) {
  if (!event) return COLUMNS.map(() => '');
  const line = log.lineOf(event);
  const kind = outcomeKind(event);
  return [
    event.atMs.toFixed(1),
    <>
      {event.process && <span className="trace-process">{processText(event.process)} </span>}
      {event.kind === 'unmatched' ? 'no preopen' : callName(event)}
    </>,
    <>
      {briefArguments(event)}
      {event.kind === 'call' && event.through && <span className="trace-layers"> in {visible(layersText(event))}</span>}
    </>,
    <>
      <span aria-hidden className="trace-mark">
        {OUTCOME_MARKS[kind]}
      </span>{' '}
      {briefResult(event)}
    </>,
    visible(mainPath(event) ?? ''),
    line && (
      <button
        type="button"
        tabIndex={-1}
        className="trace-line"
        title={`${line.file}:${line.line}`}
        onClick={() => onOpen(event)}
      >{`${line.file}:${line.line}`}</button>
    ),
  ];
}

interface FiltersProps {
  readonly filter: TraceFilter;
  readonly calls: readonly string[];
  readonly onChange: (filter: TraceFilter) => void;
}

function Filters({ filter, calls, onChange }: FiltersProps) {
  const change = (part: Partial<TraceFilter>): void => {
    const next = { ...filter, ...part };
    onChange(Object.values(next).every((value) => value === '') ? NO_FILTER : next);
  };
  const text = (name: 'text' | 'path' | 'fd', label: string, placeholder: string) => (
    <input
      className={`field trace-filter is-${name}`}
      aria-label={label}
      placeholder={placeholder}
      value={filter[name]}
      spellCheck={false}
      autoComplete="off"
      inputMode={name === 'fd' ? 'numeric' : undefined}
      onChange={({ target }) => change({ [name]: target.value })}
    />
  );
  return (
    <div role="search" aria-label="Filter the trace" className="trace-filters">
      {text('text', 'Search the trace', 'Search')}
      <select
        className="field trace-filter is-call"
        aria-label="Call"
        value={filter.call}
        onChange={({ target }) => change({ call: target.value })}
      >
        <option value="">All calls</option>
        {[...new Set([...calls, ...(filter.call === '' ? [] : [filter.call])])].map((call) => (
          <option key={call} value={call}>
            {call === 'unmatched' ? 'no preopen' : call}
          </option>
        ))}
      </select>
      <select
        className="field trace-filter is-outcome"
        aria-label="Outcome"
        value={filter.outcome}
        onChange={({ target }) => change({ outcome: target.value as OutcomeKind | '' })}
      >
        <option value="">All outcomes</option>
        {OUTCOME_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {OUTCOME_NAMES[kind]}
          </option>
        ))}
      </select>
      {text('fd', 'Descriptor number', 'fd')}
      {text('path', 'Path contains', 'Path')}
    </div>
  );
}
