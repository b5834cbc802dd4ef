import type { ShownFrame } from '../../../runtime/stops/stop.ts';
import { useServices } from '../../services/use-services.ts';

/** So many lines are shown on either side. */
const AROUND = 2;

/** The line that the program stands at, where there is no room for the editor beside the debugger. */
export function SourceLines({ frame: { file, line } }: { readonly frame: Pick<ShownFrame, 'file' | 'line'> }) {
  const { documents, files } = useServices();
  const text = documents.get(file)?.read();
  if (text === undefined) return null;
  const lines = text.split('\n');
  const first = Math.max(1, line - AROUND);
  return (
    <section aria-label="Line">
      <ol className="debugger-source" start={first}>
        {lines.slice(first - 1, line + AROUND).map((one, i) => (
          <li
            key={first + i}
            value={first + i}
            className={first + i === line ? 'is-current' : undefined}
            aria-current={first + i === line ? 'step' : undefined}
          >
            <code>{one === '' ? ' ' : one}</code>
          </li>
        ))}
      </ol>
      <button type="button" className="button is-small" onClick={() => files.reveal(file, line, 1)}>
        Show in the editor
      </button>
    </section>
  );
}
