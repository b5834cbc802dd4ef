import { useMemo, useState } from 'react';
import { useApp } from '../../state/use-app.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Picture } from './Picture.tsx';
import { layOut } from './picture-layout.ts';
import { pictureText } from './picture-text.ts';
import './memory.css';

const SCALES = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** The memory of the program that is debugged, drawn: calls, globals, blocks of the heap, and where pointers lead. */
export default function MemoryPanel() {
  const debug = useApp((state) => state.debug);
  const [scale, setScale] = useState(1);
  const stop = debug.phase === 'off' ? undefined : debug.phase === 'stopped' ? debug.stop : debug.before;
  const picture = stop?.memory;
  const layout = useMemo(() => picture && layOut(picture), [picture]);
  const words = useMemo(() => (picture ? pictureText(picture) : []), [picture]);

  if (!picture || !layout)
    return (
      <section className="panel memory-panel" aria-label="Memory">
        <p className="memory-none">
          Press Debug: while the program stands still, its calls, variables and heap blocks are drawn here, with arrows
          where pointers lead.
        </p>
      </section>
    );
  const zoom = (by: 1 | -1): void => setScale(SCALES[SCALES.indexOf(scale) + by] ?? scale);
  return (
    <section className="panel memory-panel" aria-label="Memory" aria-busy={debug.phase === 'running'}>
      <div className="memory-bar">
        <IconButton label="Smaller" className="is-small" onClick={() => zoom(-1)}>
          −
        </IconButton>
        <IconButton label="Larger" className="is-small" onClick={() => zoom(1)}>
          +
        </IconButton>
        {picture.left > 0 && (
          <span className="memory-left">{`${picture.left} more blocks are in use and not drawn`}</span>
        )}
      </div>
      {/* Scrolled by keys as well. */}
      <div className="memory-view" tabIndex={0} role="group" aria-label="Picture">
        <Picture layout={layout} scale={scale} />
      </div>
      <details className="memory-words">
        <summary>In words</summary>
        <ul>
          {words.map(({ name, lines }, i) => (
            <li key={i}>
              {name}
              <ul>
                {lines.map((line, row) => (
                  <li key={row}>{line}</li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
