import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Personality } from '../../../runtime/policy/policy.ts';
import { useServices } from '../../services/use-services.ts';
import { selectLive } from '../../state/live-slice.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { CapabilityGraph } from './CapabilityGraph.tsx';
import type { Hand } from './DescriptorDetails.tsx';
import { DescriptorTable } from './DescriptorTable.tsx';
import { plannedRows } from './planned-rows.ts';
import { reachOfRows } from './row-reach.ts';
import { markedRows, momentIndex, type MarkedRow } from './table-model.ts';
import { Timeline } from './Timeline.tsx';
import '../../ui/reach.css';
import './descriptors.css';

const VIEWS = ['table', 'graph'] as const;
type View = (typeof VIEWS)[number];
const VIEW_NAMES: Readonly<Record<View, string>> = { table: 'Table', graph: 'Graph' };

/** What the running program holds, and a hand on it. Loaded when first opened, hence the default export. */
export default function DescriptorsPanel() {
  const { focus, live: descriptors } = useServices();
  const panelClosed = useApp((state) => state.panelClosed);
  const [view, setView] = useState<View>('table');
  const first = useRef<HTMLInputElement>(null);
  const name = useId();

  useEffect(() => focus.register('descriptors', () => first.current?.focus()), [focus]);

  useEffect(() => {
    descriptors((part) => part.watch());
    return () => descriptors((part) => part.unwatch());
  }, [descriptors]);

  return (
    <SidePanel
      label="Descriptors"
      closeLabel="Close the descriptors"
      className="descriptors-panel"
      tools={
        <div role="radiogroup" aria-label="View" className="segments">
          {VIEWS.map((one) => (
            <label key={one} className="segment">
              <input
                ref={one === view ? first : undefined}
                type="radio"
                name={name}
                checked={one === view}
                onChange={() => setView(one)}
              />
              <span>{VIEW_NAMES[one]}</span>
            </label>
          ))}
        </div>
      }
      onClose={() => panelClosed('descriptors')}
    >
      <Shown view={view} />
    </SidePanel>
  );
}

function Shown({ view }: { readonly view: View }) {
  const live = useApp(selectLive);
  const shown = useApp((state) => state.shownMoment);
  const isRunning = useApp((state) => state.run.phase === 'running');
  const policy = useApp((state) => selectSettings(state)?.policy);
  const runPolicy = useApp((state) => state.runPolicy);
  const [isNextWanted, setNextWanted] = useState(false);

  // A table without an end belongs to a program that was not watched to its end.
  const isLive = live !== undefined && !live.isEnded && isRunning;
  const isNextShown = !live || (!isLive && (isNextWanted || !live.isEnded));
  if (isNextShown) {
    const rows = policy ? plannedRows(policy).map((row): MarkedRow => ({ row, mark: undefined })) : [];
    return (
      <Body
        view={view}
        rows={rows}
        personality={policy?.personality ?? 'strict'}
        hand="plan"
        says={
          <>
            What the next run is granted.{' '}
            {live?.isEnded && (
              <button type="button" className="link-button" onClick={() => setNextWanted(false)}>
                Show the last run
              </button>
            )}
          </>
        }
      />
    );
  }

  const index = momentIndex(live.moments, shown);
  const isLatest = index === live.moments.length - 1;
  return (
    <>
      <Body
        view={view}
        rows={markedRows(live.moments, index)}
        personality={runPolicy?.personality ?? 'strict'}
        hand={isLive && isLatest ? 'take-back' : 'none'}
        says={
          isLive ? (
            'What the running program holds.'
          ) : (
            <>
              <strong>Ended.</strong> What the program held at the end.{' '}
              <button type="button" className="link-button" onClick={() => setNextWanted(true)}>
                Show the next run
              </button>
            </>
          )
        }
      />
      <Timeline moments={live.moments} index={index} />
    </>
  );
}

interface BodyProps {
  readonly view: View;
  readonly rows: readonly MarkedRow[];
  /** Which rights count. */
  readonly personality: Personality;
  readonly hand: Hand;
  readonly says: ReactNode;
}

function Body({ view, rows, personality, hand, says }: BodyProps) {
  const reaches = useMemo(
    () =>
      reachOfRows(
        rows.map(({ row }) => row),
        personality,
      ),
    [rows, personality],
  );
  return (
    <div className="descriptors" tabIndex={0} role="group" aria-label="What is held">
      <p className="descriptors-state">{says}</p>
      {view === 'table' ? (
        <DescriptorTable rows={rows} reaches={reaches} hand={hand} />
      ) : (
        <CapabilityGraph rows={rows} reaches={reaches} />
      )}
    </div>
  );
}
