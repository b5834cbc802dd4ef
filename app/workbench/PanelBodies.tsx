import { useContext, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { Panel } from '../services/page/panel.ts';
import { useServices } from '../services/use-services.ts';
import type { PanelName } from '../state/panel-name.ts';
import { isPanelShown } from '../state/panels-slice.ts';
import { selectIsReader } from '../state/project-slice.ts';
import { useApp } from '../state/use-app.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { Loaded } from '../ui/Loaded.tsx';
import { PanelHostsContext } from './panel-hosts.ts';

interface PanelBodiesProps {
  readonly editor: ReactNode;
  readonly onFailed: () => void;
}

/**
 * Every panel that has been opened and not been closed, each drawn into its host. One that another panel or a narrow page
 * hides stays as it is; so do the tabs at the bottom, of which the first is there from the start.
 */
export function PanelBodies({ editor, onFailed }: PanelBodiesProps) {
  const { panels } = useServices();
  const hosts = useContext(PanelHostsContext);
  const sides = useApp((state) => state.sides);
  const shown = useApp((state) =>
    panels
      .filter(({ name }) => isPanelShown(name, state))
      .map(toName)
      .join(' '),
  );
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const names = shown.split(' ');
  if (names.some((name) => !seen.has(name))) setSeen(new Set([...seen, ...names]));

  const first = panels.find(({ place }) => place === 'bottom');
  const isThere = ({ name, place }: Panel): boolean => {
    if (place === 'left' || place === 'right') return seen.has(name) && sides[place] === name;
    return place === 'centre' || name === first?.name || seen.has(name);
  };
  return panels
    .filter(isThere)
    .map(
      (panel) =>
        hosts &&
        createPortal(
          panel.load ? <Body panel={panel} load={panel.load} onFailed={onFailed} /> : editor,
          hosts.of(panel.name),
          panel.name,
        ),
    );
}

interface BodyProps extends Pick<PanelBodiesProps, 'onFailed'> {
  readonly panel: Panel;
  readonly load: NonNullable<Panel['load']>;
}

function Body({ panel, load, onFailed }: BodyProps) {
  const isReader = useApp(selectIsReader);
  return (
    <fieldset className="panel-body" disabled={isReader && panel.isForWriting === true}>
      <ErrorBoundary what={`The panel ${panel.title}`}>
        <Loaded load={load} props={NONE} fallback={<div className="panel" />} onFailed={onFailed} />
      </ErrorBoundary>
    </fieldset>
  );
}

const NONE = {};

function toName({ name }: Panel): PanelName {
  return name;
}
