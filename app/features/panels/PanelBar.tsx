import { CircleAlert, CodeXml, Files, SquareTerminal } from 'lucide-react';
import { useServices } from '../../services/use-services.ts';
import { countBySeverity } from '../../state/problems.ts';
import { useApp } from '../../state/use-app.ts';
import { PANELS, type PanelName } from '../../state/view-slice.ts';

const FACES = {
  files: { name: 'Files', Icon: Files },
  editor: { name: 'Editor', Icon: CodeXml },
  terminal: { name: 'Terminal', Icon: SquareTerminal },
  problems: { name: 'Problems', Icon: CircleAlert },
} as const satisfies Record<PanelName, unknown>;

/** At phone width: which of the panels is shown. Loaded when the page is that narrow, hence the default export. */
export default function PanelBar() {
  const { focus } = useServices();
  const shown = useApp((state) => (state.side ? undefined : state.activePanel));
  const { error, warning } = countBySeverity(useApp((state) => state.problems));
  const count = error + warning;
  return (
    <nav className="panel-switch" aria-label="Panels">
      {PANELS.map((panel) => {
        const { name, Icon } = FACES[panel];
        return (
          <button
            key={panel}
            type="button"
            className="panel-switch-item"
            aria-current={panel === shown ? 'page' : undefined}
            onClick={() => focus.show(panel)}
          >
            <Icon size={20} aria-hidden />
            <span>
              {name}
              {panel === 'problems' && count > 0 && ` ${count}`}
            </span>
          </button>
        );
      })}
    </nav>
  );
}
