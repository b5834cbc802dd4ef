import { useRef, useState } from 'react';
import type { ShownStop } from '../../../runtime/stops/stop.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { leftText, linesOf, partsOf, tableText, usualExpressions } from './table-text.ts';

/** The values of some expressions each time that the run has come to some lines. */
export default function TablePart({ stop, isStopped }: { readonly stop: ShownStop; readonly isStopped: boolean }) {
  const { debugCommand } = useServices();
  const table = useApp((state) => state.loopTable);
  const [problem, setProblem] = useState<string>();
  const [asked] = useState({ lines: String(stop.frames[0]?.line ?? ''), values: usualExpressions(stop) });
  const lines = useRef<HTMLInputElement>(null);
  const values = useRef<HTMLInputElement>(null);
  return (
    <>
      <form
        className="debugger-breakpoint"
        onSubmit={(event) => {
          event.preventDefault();
          const chosen = linesOf(lines.current?.value ?? '', stop.frames[0]?.file ?? '');
          const expressions = partsOf(values.current?.value ?? '');
          const wrong = typeof chosen === 'string' ? chosen : expressions.length === 0 ? 'Write a value.' : undefined;
          setProblem(wrong);
          if (isStopped && wrong === undefined && typeof chosen !== 'string')
            debugCommand({ type: 'table', lines: chosen, expressions });
        }}
      >
        <label>
          At lines <input ref={lines} className="field is-code" placeholder="12, util.c:3" defaultValue={asked.lines} />
        </label>
        <label>
          Values{' '}
          <input ref={values} className="field is-code" placeholder="i, sum, list[i]" defaultValue={asked.values} />
        </label>
        <div className="debugger-form">
          <button type="submit" className="button is-small" aria-disabled={!isStopped}>
            Make the table
          </button>
          {table && table.rows.length > 0 && <CopyButton what="the table as text" text={tableText(table)} />}
        </div>
        {problem !== undefined && <p role="alert">{problem}</p>}
      </form>
      {table && <Rows isStopped={isStopped} />}
    </>
  );
}

function Rows({ isStopped }: { readonly isStopped: boolean }) {
  const { debugCommand } = useServices();
  const table = useApp((state) => state.loopTable);
  if (!table) return null;
  if (table.rows.length === 0)
    return (
      <p className="debugger-none">The run has not come to these lines so far. Go on, and make the table again.</p>
    );
  return (
    <div className="debugger-table" role="region" aria-label="Passes" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Pass</th>
            <th scope="col">Line</th>
            {table.expressions.map((expression) => (
              <th key={expression} scope="col">
                {expression}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ position, line, values }, i) => (
            <tr key={position}>
              <th scope="row">
                <button
                  type="button"
                  className="button is-small"
                  aria-label={`Go to pass ${i + 1}`}
                  aria-disabled={!isStopped}
                  onClick={() => isStopped && debugCommand({ type: 'go', position })}
                >
                  {i + 1}
                </button>
              </th>
              <td>{line}</td>
              {values.map((value, column) => (
                <td key={column}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.left > 0 && <p className="debugger-none">{leftText(table.left)}</p>}
    </div>
  );
}
