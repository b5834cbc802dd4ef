import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import type { HttpExchange } from '../../../runtime/protocol/kernel.ts';
import { useServices } from '../../services/use-services.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { answerOf, endText, headersProblem, METHODS, pathProblem } from './http-text.ts';
import './http.css';

const METHOD_CHOICES = METHODS.map((method) => ({ value: method, label: method }));
const USUAL_PORT = 8080;

/** Speaks to a program that listens. Loaded when first opened, hence the default export. */
export default function HttpPanel() {
  const { focus } = useServices();
  const panelClosed = useApp((state) => state.panelClosed);
  const panel = useRef<HTMLDivElement>(null);

  useEffect(
    () =>
      focus.register('http', () =>
        panel.current?.querySelector<HTMLElement>('input:not(:disabled), .http-grant button')?.focus(),
      ),
    [focus],
  );

  return (
    <SidePanel label="HTTP" title="HTTP client" closeLabel="Close the HTTP client" onClose={() => panelClosed('http')}>
      <div ref={panel} className="http">
        <Composer />
        <Outcome />
      </div>
    </SidePanel>
  );
}

function Composer() {
  const { http: client } = useServices();
  const draft = useApp((state) => state.httpDraft);
  const drafted = useApp((state) => state.httpDrafted);
  const isSending = useApp((state) => state.http.phase === 'sending');
  const port = useApp((state) => selectSettings(state)?.policy.listen[0]?.port);
  const [isTried, setTried] = useState(false);
  const problems = { path: pathProblem(draft.path), headers: headersProblem(draft.headers) };
  const isWrong = problems.path !== undefined || problems.headers !== undefined;

  function onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    setTried(true);
    if (!isWrong && port !== undefined) client((part) => part.send());
  }

  return (
    <form aria-label="Request" className="http-form" onSubmit={onSubmit}>
      {port === undefined ? <Grant /> : <p className="http-port">{`To localhost:${port}, inside this page`}</p>}
      <div className="http-line">
        <SelectField
          label="Method"
          choices={METHOD_CHOICES}
          value={METHODS.find((method) => method === draft.method) ?? 'GET'}
          onChange={(method) => drafted({ method })}
        />
        <TextField
          label="Path"
          problem={isTried ? problems.path : undefined}
          value={draft.path}
          onChange={(path) => drafted({ path })}
        />
      </div>
      <TextField
        label="Headers"
        note="One header per line, as Name: value. Host, Connection and Content-Length are added automatically."
        rows={2}
        problem={isTried ? problems.headers : undefined}
        value={draft.headers}
        onChange={(headers) => drafted({ headers })}
      />
      <TextField label="Body" rows={2} value={draft.body} onChange={(body) => drafted({ body })} />
      <button type="submit" className="button is-primary" disabled={port === undefined || isSending}>
        {isSending ? 'Waiting…' : 'Send'}
      </button>
      {isSending && (
        <button type="button" className="button http-cancel" onClick={() => client((part) => part.cancel())}>
          Cancel
        </button>
      )}
    </form>
  );
}

/** What stands there while no program of this project could listen. */
function Grant() {
  const change = useApp((state) => state.policyChanged);
  return (
    <div className="http-grant">
      <p>This project’s settings grant no listening socket, so its program has nothing to accept a connection on.</p>
      <button type="button" className="button" onClick={() => change({ listen: [{ port: USUAL_PORT }] })}>
        {`Grant a listening socket on port ${USUAL_PORT}`}
      </button>
    </div>
  );
}

function Outcome() {
  const http = useApp((state) => state.http);
  return (
    <div role="status" aria-label="Outcome" className="http-outcome">
      {http.phase === 'idle' && (
        <p className="http-hint">Run a program that accepts connections, then send it a request.</p>
      )}
      {http.phase === 'sending' && <p className="http-hint">Waiting for the program’s answer.</p>}
      {http.phase === 'refused' && <p className="http-refused">{http.why}.</p>}
      {http.phase === 'answered' && <Exchange exchange={http.exchange} />}
    </div>
  );
}

function Exchange({ exchange }: { readonly exchange: HttpExchange }) {
  const { statusLine, tone, rest } = answerOf(exchange.received);
  const isAmber = exchange.ended !== 'complete' && (exchange.ended !== 'closed' || exchange.received.length === 0);
  return (
    <>
      <h3 className="http-heading">Response</h3>
      <p className={isAmber ? 'http-end is-amber' : 'http-end'}>{endText(exchange)}</p>
      {exchange.received.length > 0 && (
        <pre className="code-block" tabIndex={0} aria-label="Response as received">
          {statusLine !== undefined && <strong className={`http-status is-${tone}`}>{`${statusLine}\n`}</strong>}
          {rest}
        </pre>
      )}
      <h3 className="http-heading">Request as sent</h3>
      <pre className="code-block" tabIndex={0} aria-label="Request as sent">
        {exchange.sent}
      </pre>
    </>
  );
}
