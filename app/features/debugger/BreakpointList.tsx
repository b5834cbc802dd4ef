import { useState } from 'react';
import type { Breakpoint } from '../../../runtime/stops/stop.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { breakpointProblem, breakpointText, withFields } from './breakpoint-text.ts';

/** The project's breakpoints, and what each of them does. */
export function BreakpointList() {
  const breakpoints = useApp((state) => state.breakpoints);
  if (breakpoints.length === 0) return null;
  return (
    <section aria-label="Breakpoints">
      <h3 className="debugger-heading">Breakpoints</h3>
      <ul className="debugger-breakpoints">
        {breakpoints.map((one) => (
          <BreakpointItem key={`${one.file}:${one.line}`} breakpoint={one} />
        ))}
      </ul>
    </section>
  );
}

function BreakpointItem({ breakpoint }: { readonly breakpoint: Breakpoint }) {
  const breakpoints = useApp((state) => state.breakpoints);
  const change = useApp((state) => state.breakpointsChanged);
  const { files } = useServices();
  const { file, line, condition, from, print } = breakpoint;
  const [problem, setProblem] = useState<string>();
  const moved = useApp(({ debug }) =>
    debug.phase === 'stopped' ? debug.stop.moved.find((one) => one.file === file && one.line === line) : undefined,
  );
  return (
    <li>
      <details>
        <summary>
          {breakpointText(breakpoint)}
          {moved && (
            <span className="debugger-problem">
              {' '}
              no code stands there, so it stops {moved.at === undefined ? 'nowhere' : `at line ${moved.at}`}
            </span>
          )}
        </summary>
        <form
          className="debugger-breakpoint"
          onSubmit={(event) => {
            event.preventDefault();
            const fields = new FormData(event.currentTarget);
            const text = (name: string): string => {
              const value = fields.get(name);
              return typeof value === 'string' ? value.trim() : '';
            };
            const next = withFields({ file, line }, text('condition'), text('from'), text('print'));
            const why = breakpointProblem(next);
            setProblem(why);
            if (why !== undefined) return;
            change(breakpoints.map((one) => (one === breakpoint ? next : one)));
          }}
        >
          <label>
            Only where{' '}
            <input name="condition" className="field is-code" placeholder="i == 3" defaultValue={condition} />
          </label>
          <label>
            From the n-th time on{' '}
            <input name="from" className="field is-code" inputMode="numeric" placeholder="1" defaultValue={from} />
          </label>
          <label>
            Print, and do not stop{' '}
            <input name="print" className="field is-code" placeholder="i is {i}" defaultValue={print} />
          </label>
          <p role="alert" className="debugger-problem">
            {problem}
          </p>
          <div className="debugger-form">
            <button type="submit" className="button is-small">
              Set
            </button>
            <button type="button" className="button is-small" onClick={() => files.reveal(file, line, 1)}>
              Go to line
            </button>
            <button
              type="button"
              className="button is-small"
              onClick={() => change(breakpoints.filter((one) => one !== breakpoint))}
            >
              Remove
            </button>
          </div>
        </form>
      </details>
    </li>
  );
}
