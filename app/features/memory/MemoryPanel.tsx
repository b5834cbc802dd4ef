import { useEffect, useMemo, useRef, useState } from 'react';
import { useServices } from '../../services/use-services.ts';
import { selectLive } from '../../state/live-slice.ts';
import type { DescriptorRow } from '../../../runtime/trace/descriptor-row.ts';
import { useApp } from '../../state/use-app.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { BytesView } from './BytesView.tsx';
import { Picture } from './Picture.tsx';
import { layOut, type PictureLayout } from './picture-layout.ts';
import { leftOut } from './left-out.ts';
import type { MemoryPicture } from '../../../runtime/stops/memory-picture.ts';
import { pictureText } from './picture-text.ts';
import { savePicture } from './save-picture.ts';
import { withDescriptors } from './with-descriptors.ts';
import './memory.css';

const SCALES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2];
const LEAST_SCALE = 0.1;
const NO_ROWS: readonly DescriptorRow[] = [];

/** The memory of the program that is debugged, drawn: calls, globals, blocks of the heap, and where pointers lead. */
export default function MemoryPanel() {
  const debug = useApp((state) => state.debug);
  const [scale, setScale] = useState(1);
  const stop = debug.phase === 'off' ? undefined : debug.phase === 'stopped' ? debug.stop : debug.before;
  const rows = useDescriptors(debug.phase !== 'off');
  const view = useRef<HTMLDivElement>(null);
  const memory = stop?.memory;
  const picture = useMemo(() => memory && withDescriptors(memory, rows), [memory, rows]);
  const [before, setBefore] = useState<PictureLayout>();
  const layout = useMemo(() => picture && layOut(picture, before), [picture, before]);
  // What is drawn now is what the next picture keeps to.
  if (layout?.columnWidth !== before?.columnWidth) setBefore(layout);
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
  const zoom = (by: 1 | -1): void => {
    const next = by > 0 ? SCALES.find((one) => one > scale) : SCALES.findLast((one) => one < scale);
    setScale(next ?? scale);
  };
  const fit = (): void => {
    const { clientWidth, clientHeight } = view.current ?? { clientWidth: 0, clientHeight: 0 };
    const fitting = Math.min(clientWidth / layout.width, clientHeight / layout.height);
    setScale(Math.max(LEAST_SCALE, Math.min(1, Math.floor(fitting * 100) / 100)));
  };
  const save = (form: 'svg' | 'png'): void => {
    const drawn = view.current?.querySelector('svg');
    if (drawn) savePicture(drawn, form);
  };
  return (
    <section className="panel memory-panel" aria-label="Memory" aria-busy={debug.phase === 'running'}>
      <div className="memory-bar">
        <IconButton label="Smaller" className="is-small" onClick={() => zoom(-1)}>
          −
        </IconButton>
        <IconButton label="Larger" className="is-small" onClick={() => zoom(1)}>
          +
        </IconButton>
        <button type="button" className="button is-small" onClick={fit}>
          Fit
        </button>
        <button type="button" className="button is-small" onClick={() => save('svg')}>
          Save as SVG
        </button>
        <button type="button" className="button is-small" onClick={() => save('png')}>
          Save as PNG
        </button>
        {picture.left > 0 && (
          <span className="memory-left">{`${picture.left} more ${picture.left === 1 ? 'block is' : 'blocks are'} in use and not drawn`}</span>
        )}
        <LeftOut picture={picture} isStopped={debug.phase === 'stopped'} />
      </div>
      <div className="memory-body">
        {/* Scrolled by keys as well. */}
        <div ref={view} className="memory-view" tabIndex={0} role="group" aria-label="Picture">
          <Picture layout={layout} scale={scale} />
        </div>
        <div className="memory-aside">
          <details className="memory-words">
            <summary>In words</summary>
            <table className="memory-table" aria-label="Memory in words">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Value</th>
                </tr>
              </thead>
              {words.map(({ name, rows }, i) => (
                <tbody key={i}>
                  <tr>
                    <th scope="rowgroup" colSpan={2}>
                      {name}
                    </th>
                  </tr>
                  {rows.map((row, at) => (
                    <tr key={at}>
                      <td>{row.name}</td>
                      <td>{row.text}</td>
                    </tr>
                  ))}
                </tbody>
              ))}
            </table>
          </details>
          <BytesView picture={picture} bytes={stop?.bytes} isStopped={debug.phase === 'stopped'} />
        </div>
      </div>
    </section>
  );
}

/** Asks for more of what the picture leaves out. */
function LeftOut({ picture, isStopped }: { readonly picture: MemoryPicture; readonly isStopped: boolean }) {
  const { debugCommand } = useServices();
  const parts = leftOut(picture);
  if (parts.length === 0) return null;
  return (
    <>
      {parts.map(({ key, name, at }) => (
        <button
          key={key}
          type="button"
          className="button is-small"
          aria-disabled={!isStopped}
          onClick={() => isStopped && debugCommand({ type: 'more', at })}
        >
          {`More of ${name}`}
        </button>
      ))}
    </>
  );
}

/** What the debugged program holds, as it is now: the world is not taken back with the program. */
function useDescriptors(isDebugging: boolean): readonly DescriptorRow[] {
  const { live } = useServices();
  const table = useApp(selectLive);
  useEffect(() => {
    if (!isDebugging) return undefined;
    live((descriptors) => descriptors.watch());
    return () => live((descriptors) => descriptors.unwatch());
  }, [isDebugging, live]);
  return (isDebugging ? table?.moments.at(-1)?.rows : undefined) ?? NO_ROWS;
}
