import { useId } from 'react';
import { ariaShortcut, shortcutText } from '../../services/page/key-bindings.ts';
import type { Panel } from '../../services/page/panel.ts';
import { useServices } from '../../services/use-services.ts';
import { isPanelShown } from '../../state/panels-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { classNames } from '../../ui/class-names.ts';
import { PathIcon } from '../../ui/icons.tsx';
import { useBadge } from './use-badge.ts';
import './rail.css';

/** The panels that open beside the editor, each by its name. */
export function Rail() {
  const { panels } = useServices();
  const items = panels.filter(({ place }) => place === 'left' || place === 'right');
  return (
    <nav className="rail" aria-label="Panels">
      {items.filter(({ isLast }) => !isLast).map(toItem)}
      <div className="rail-space" />
      {items.filter(({ isLast }) => isLast).map(toItem)}
    </nav>
  );
}

function toItem(panel: Panel) {
  return <RailItem key={panel.name} panel={panel} />;
}

function RailItem({ panel }: { readonly panel: Panel }) {
  const { name, title, icon, shortcut } = panel;
  const { focus, isMac } = useServices();
  const isShown = useApp((state) => isPanelShown(name, state));
  const badge = useBadge(panel);
  const badgeId = useId();
  return (
    <button
      type="button"
      className="rail-item"
      aria-label={title}
      aria-describedby={badge && badgeId}
      aria-current={isShown ? 'true' : undefined}
      aria-expanded={isShown}
      aria-keyshortcuts={shortcut && ariaShortcut(shortcut, isMac)}
      title={shortcut && `${title} (${shortcutText(shortcut, isMac)})`}
      onClick={() => focus.toggle(name)}
    >
      <PathIcon path={icon} size={18} />
      <span className="rail-name">{title}</span>
      {badge && (
        <span id={badgeId} className={classNames('badge', `is-${badge.tone}`)}>
          {badge.text}
        </span>
      )}
    </button>
  );
}
