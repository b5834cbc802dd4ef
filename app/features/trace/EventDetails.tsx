import { visible } from '../../../runtime/base/visible-text.ts';
import type { CPlace } from '../../../runtime/project/program-outcome.ts';
import type { LayerStep, TraceEvent, TraceFields, TraceValue } from '../../../runtime/trace/event.ts';
import { explain } from '../../../runtime/trace/explain.ts';
import { callName, outcomeKind } from '../../../runtime/trace/query.ts';
import {
  failureText,
  isNames,
  isStruct,
  holdsText,
  layerText,
  processText,
  resultText,
  valueText,
} from '../../../runtime/trace/wording.ts';
import type { TraceLog } from '../../services/watch/trace-log.ts';
import { useServices } from '../../services/use-services.ts';
import { momentAt, selectLive } from '../../state/live-slice.ts';
import { projectPath } from '../../state/paths.ts';
import { useApp } from '../../state/use-app.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Icon } from '../../ui/icons.tsx';
import { OUTCOME_MARKS } from './trace-text.ts';
import { WhyRefused } from './WhyRefused.tsx';

interface EventDetailsProps {
  readonly log: TraceLog;
  readonly event: TraceEvent;
  readonly onClose: () => void;
}

/** Everything about one call. */
export function EventDetails({ log, event, onClose }: EventDetailsProps) {
  const stack = log.stackOf(event);
  const { policy } = log;
  const why = policy && explain(event, policy, log.callersOf(event));
  const madeBy = event.kind === 'call' ? event.through?.findLast(({ by }) => by)?.by : undefined;
  return (
    <section className="trace-details" aria-label="Call details" tabIndex={0}>
      <div className="trace-details-bar">
        <h3 className={`trace-details-title is-${outcomeKind(event)}`}>
          <code>{event.kind === 'unmatched' ? 'No call was made' : callName(event)}</code>{' '}
          {event.kind === 'call' && (
            <span className="trace-outcome">
              <span aria-hidden>{OUTCOME_MARKS[outcomeKind(event)]} </span>
              {event.outcome.kind === 'returned' ? 'succeeded' : resultText(event)}
              {why === undefined && event.outcome.kind === 'failed' && `: ${failureText(event) ?? ''}`}
            </span>
          )}
        </h3>
        <IconButton label="Close the details" className="is-small" onClick={onClose}>
          <Icon name="cross" size={14} />
        </IconButton>
      </div>
      {event.process && <p className="trace-by">Made by {processText(event.process)}, which the program started.</p>}
      {why && <WhyRefused why={why} granted={event.kind === 'call' ? event.fds[0]?.path : undefined} />}
      {event.kind === 'call' && (
        <>
          <div className="trace-ways">
            <TableThen nth={event.nth} />
            {event.position !== undefined && <ToMoment position={event.position} />}
          </div>
          {event.through && (
            <Entries
              title="In the layers above, up to this call"
              entries={event.through.map((step) => [LEVEL_NAMES[step.level], visible(layerText(step))])}
            />
          )}
          {madeBy && (
            <Entries title="Handles of the component" entries={[[madeBy.component, visible(holdsText(madeBy))]]} />
          )}
          <Fields title="Arguments" fields={event.args} />
          {event.outcome.kind === 'returned' && <Fields title="Results" fields={event.outcome.results} />}
          {event.fds.length > 0 && (
            <Entries
              title="Descriptors"
              entries={event.fds.map(({ fd, kind, path, preopen }) => [
                String(fd),
                `${visible(path)} (${kind}${preopen === undefined || preopen === path ? '' : `, beneath ${visible(preopen)}`})`,
              ])}
            />
          )}
          {event.walks.length > 0 && (
            <Entries
              title="In the machine"
              entries={event.walks.map(({ param, from, reached }) => [
                param,
                reached === undefined ? `not reached, from ${visible(from)}` : visible(reached),
              ])}
            />
          )}
        </>
      )}
      <Stack stack={stack} isTaken={event.stack !== undefined} />
    </section>
  );
}

const LEVEL_NAMES: Readonly<Record<LayerStep['level'], string>> = { preview1: 'Preview 1', preview2: 'WASI 0.2' };

/** The way from a call to the descriptors as it left them. */
function TableThen({ nth }: { readonly nth: number }) {
  const { actions } = useServices();
  const live = useApp(selectLive);
  const momentShown = useApp((state) => state.momentShown);
  const moment = live && momentAt(live, nth);
  if (!moment) return null;
  return (
    <button
      type="button"
      className="button is-small"
      onClick={() => {
        momentShown(moment === live.moments.at(-1) ? undefined : moment);
        actions['panel-descriptors'].run();
      }}
    >
      Descriptors at this call
    </button>
  );
}

/** The way from a call to the line that made it, and to what the variables held then. */
function ToMoment({ position }: { readonly position: number }) {
  const { debugCommand, focus } = useServices();
  const isStopped = useApp(({ debug }) => debug.phase === 'stopped' && position >= debug.stop.first);
  if (!isStopped) return null;
  return (
    <button
      type="button"
      className="button is-small"
      onClick={() => {
        debugCommand({ type: 'go', position });
        focus.show('debugger');
      }}
    >
      Go to this moment
    </button>
  );
}

function Fields({ title, fields }: { readonly title: string; readonly fields: TraceFields }) {
  const entries = Object.entries(fields).flatMap(([name, value]): (readonly [string, string])[] =>
    isStruct(value) ? Object.entries(value).map(([field, one]) => [field, fullText(one)]) : [[name, fullText(value)]],
  );
  return entries.length === 0 ? null : <Entries title={title} entries={entries} />;
}

/** Sets with all their names. */
function fullText(value: TraceValue): string {
  if (!isNames(value)) return valueText(value);
  return value.length === 0 ? 'none' : value.join(', ');
}

function Entries({
  title,
  entries,
}: {
  readonly title: string;
  readonly entries: readonly (readonly [string, string])[];
}) {
  return (
    <>
      <h4 className="trace-heading">{title}</h4>
      <dl className="trace-fields">
        {entries.map(([name, text]) => (
          <div key={name} className="trace-field">
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Stack({ stack, isTaken }: { readonly stack: readonly CPlace[]; readonly isTaken: boolean }) {
  const { files } = useServices();
  if (stack.length === 0)
    return (
      <p className="trace-hint">{isTaken ? 'Looking up the C lines…' : 'Where this call was made was not recorded.'}</p>
    );
  return (
    <>
      <h4 className="trace-heading">Called from</h4>
      <ol className="trace-stack">
        {stack.map(({ function: name = 'a function without a name', file, line }, index) => (
          <li key={index}>
            {file !== undefined && line !== undefined && !file.startsWith('/usr/') ? (
              <button
                type="button"
                className="trace-line"
                onClick={() => files.reveal(projectPath(file), line, 1)}
              >{`${name} (${visible(projectPath(file))}:${line})`}</button>
            ) : (
              <span className="trace-hint">
                {file === undefined ? name : `${name} (${visible(file)}:${line ?? '?'})`}
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
