import type { NamedPlace, ValuePlace } from '../../../runtime/stops/stop.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';

const NONE: readonly NamedPlace[] = [];

/** Leads to where a value came from and where it goes, and stops the program when it changes. */
export function PlaceTools({ name, place }: { readonly name: string; readonly place: ValuePlace }) {
  const { debugCommand } = useServices();
  const isStopped = useApp(({ debug }) => debug.phase === 'stopped');
  const brokenOn = useApp(({ debug }) => (debug.phase === 'stopped' ? debug.stop.brokenOn : NONE));
  const others = brokenOn.filter((one) => !isSame(one, place));
  const isBroken = others.length < brokenOn.length;
  const named: NamedPlace = { ...place, name };
  const tell = (command: Parameters<typeof debugCommand>[0]) => () => isStopped && debugCommand(command);
  return (
    <span className="debugger-places" role="group" aria-label={`Where ${name} came from`}>
      <button
        type="button"
        title="Go back to where it was last written"
        aria-label={`Last write of ${name}`}
        aria-disabled={!isStopped}
        onClick={tell({ type: 'last-write', place: named })}
      >
        ◂
      </button>
      <button
        type="button"
        title="Go on to where it is written next"
        aria-label={`Next write of ${name}`}
        aria-disabled={!isStopped}
        onClick={tell({ type: 'next-write', place: named })}
      >
        ▸
      </button>
      <button
        type="button"
        title={isBroken ? 'Stops when it changes' : 'Stop when it changes'}
        aria-label={`Break when ${name} changes`}
        aria-pressed={isBroken}
        aria-disabled={!isStopped}
        onClick={tell({ type: 'break-on-change', places: isBroken ? others : [...brokenOn, named] })}
      >
        {isBroken ? '◆' : '◇'}
      </button>
    </span>
  );
}

/** What stops the program when it changes, wherever the program is. */
export function ChangeList({ brokenOn }: { readonly brokenOn: readonly NamedPlace[] }) {
  const { debugCommand } = useServices();
  const isStopped = useApp(({ debug }) => debug.phase === 'stopped');
  if (brokenOn.length === 0) return null;
  return (
    <section aria-label="Breaks on change">
      <h3 className="debugger-heading">Stops when these change</h3>
      <ul className="debugger-values">
        {brokenOn.map((one) => (
          <li key={`${one.address} ${one.bytes} ${one.began ?? ''} ${one.name}`}>
            <button
              type="button"
              className="button is-small"
              aria-label={`Do not stop when ${one.name} changes`}
              aria-disabled={!isStopped}
              onClick={() =>
                isStopped &&
                debugCommand({ type: 'break-on-change', places: brokenOn.filter((other) => other !== one) })
              }
            >
              ×
            </button>{' '}
            {one.name}
          </li>
        ))}
      </ul>
    </section>
  );
}

function isSame(a: ValuePlace, b: ValuePlace): boolean {
  return a.address === b.address && a.bytes === b.bytes && a.call === b.call && a.began === b.began;
}
