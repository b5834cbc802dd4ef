import { useCallback, useContext, useEffect, useState } from 'react';
import type { Mistake } from '../../../runtime/project/mistake.ts';
import type { RunOutcome, RunPhase } from '../../../runtime/protocol/run.ts';
import { NOT_FETCHED } from '../../services/page/lazy-service.ts';
import { useServices } from '../../services/use-services.ts';
import { selectIsBusy } from '../../state/run-slice.ts';
import { AppStoreContext, useApp } from '../../state/use-app.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { count, durationText, outcomeText, outcomeTone, trapSentence } from '../../text/outcome-text.ts';
import { ownLine, refusedRows, usedOfGranted, type RefusedRow, type SourceLine } from './outcome-model.ts';
import './outcome.css';

/** Refusals that are listed; of the others the card says how many there are. */
const SHOWN = 4;

/** How the last run ended, what it was refused, and how much of its grants it used. Loaded after a run, hence the default export. */
export default function OutcomeCard() {
  const run = useApp((state) => state.run);
  const isClosed = useApp((state) => state.closedOutcome === state.run);
  return run.phase === 'ended' && !isClosed ? <Card ended={run} /> : null;
}

function Card({ ended }: { readonly ended: Extract<RunPhase, { readonly phase: 'ended' }> }) {
  const { outcome, runMs, waitedMs, report } = ended;
  const { focus } = useServices();
  const outcomeClosed = useApp((state) => state.outcomeClosed);
  const uses = report && usedOfGranted(report);
  const isRun = report !== undefined;
  const mistake = mistakeOf(outcome);
  return (
    <section className="outcome" aria-label="Outcome">
      <div className="outcome-line">
        <span className={`outcome-end is-${outcomeTone(outcome)}`}>
          {outcome.kind === 'trapped' ? trapSentence(outcome) : outcomeText(outcome)}
        </span>
        {outcome.kind === 'trapped' && <LineLink at={ownLine(outcome.stack)} />}
        {mistake && <More key={mistake.what} kind={mistake.kind} />}
        {outcome.kind === 'trapped' && <DebugLink />}
        {isRun && (
          <span>
            {`ran for ${durationText(runMs)}`}
            {waitedMs !== undefined && `, waited ${durationText(waitedMs)} for you`}
          </span>
        )}
        {uses && (
          <button type="button" className="outcome-link" onClick={() => focus.show('policy')}>
            {`used ${uses.used} of ${count(uses.granted, 'grant')}: show the least`}
          </button>
        )}
        <button type="button" className="outcome-link" onClick={outcomeClosed}>
          Close
        </button>
      </div>
      {outcome.kind === 'exited' && mistake && (
        <p className="outcome-found">
          {`${[mistake.what, ...mistake.details, mistake.remedy].join('. ')}. `}
          <LineLink at={mistake.place} />
        </p>
      )}
      {mistake?.picture && (
        <pre className="outcome-picture" role="group" aria-label="The bytes around the place" tabIndex={0}>
          {mistake.picture.join('\n')}
        </pre>
      )}
      <Refusals />
    </section>
  );
}

function mistakeOf(outcome: RunOutcome): Mistake | undefined {
  if (outcome.kind === 'trapped') return outcome.mistake;
  return outcome.kind === 'exited' ? outcome.found : undefined;
}

const loadMistake = () => import('./MistakeDialog.tsx');

/** The way to the page about this kind of mistake. */
function More({ kind }: { readonly kind: string }) {
  const [isOpen, setOpen] = useState(false);
  const noticeChanged = useApp((state) => state.noticeChanged);
  const onFailed = useCallback(() => {
    setOpen(false);
    noticeChanged(NOT_FETCHED);
  }, [noticeChanged]);
  const onClose = useCallback(() => setOpen(false), []);
  return (
    <>
      <button type="button" className="outcome-link" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        More about this mistake
      </button>
      {isOpen && <Loaded load={loadMistake} props={{ kind, onClose }} onFailed={onFailed} />}
    </>
  );
}

function Refusals() {
  const { refusals } = useServices();
  const refused = useApp((state) => state.refused);
  const run = refused?.run;
  useEffect(() => {
    if (run !== undefined) refusals((part) => part.lookUp());
  }, [refusals, run]);
  if (!refused) return null;
  const rows = refusedRows(refused);
  const more = refused.count - rows.slice(0, SHOWN).reduce((sum, { times }) => sum + times, 0);
  return (
    <ul className="outcome-refusals" aria-label={`${count(refused.count, 'call')} refused`}>
      {rows.slice(0, SHOWN).map((row, i) => (
        <Refusal key={i} row={row} />
      ))}
      {more > 0 && <li>{`and ${more} more`}</li>}
    </ul>
  );
}

function Refusal({ row: { why, at, times } }: { readonly row: RefusedRow }) {
  const { policy } = useServices();
  const [isOpen, setOpen] = useState(false);
  const { remedy, because } = why;
  return (
    <li>
      <span className="outcome-refused">{`Refused${times > 1 ? ` ${times} times` : ''}: ${because[0] ?? ''}`}</span>
      <LineLink at={at} />
      <button type="button" className="outcome-link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Why?
      </button>
      {remedy.kind === 'grant' && (
        <button type="button" className="button is-small" onClick={() => policy((part) => part.allow(remedy.change))}>
          Allow and run again
        </button>
      )}
      {isOpen && (
        <div className="outcome-why">
          {because.slice(1).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <p>{remedy.kind === 'grant' ? `Allowing it ${remedy.words}, from now on.` : remedy.why}</p>
        </div>
      )}
    </li>
  );
}

/** Runs the program again under the debugger, to where it went wrong: from there it can be gone back. */
function DebugLink() {
  const { actions, debugCommand } = useServices();
  const store = useContext(AppStoreContext);
  const isEnabled = useApp(actions.debug.isEnabled);
  if (!store || !isEnabled) return null;
  const debug = (): void => {
    actions.debug.run();
    const forget = store.subscribe((state) => {
      const isThere = state.debug.phase === 'stopped';
      if (!isThere && selectIsBusy(state)) return;
      forget();
      if (isThere) debugCommand({ type: 'continue' });
    });
  };
  return (
    <button type="button" className="outcome-link" onClick={debug}>
      Debug to here
    </button>
  );
}

function LineLink({ at }: { readonly at: SourceLine | undefined }) {
  const { files } = useServices();
  if (!at) return null;
  return (
    <button type="button" className="outcome-link" onClick={() => files.reveal(at.file, at.line, 1)}>
      {`${at.file}:${at.line}`}
    </button>
  );
}
