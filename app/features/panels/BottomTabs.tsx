import { useRef, type KeyboardEvent } from 'react';
import { BOTTOM_BODY, tabId, type Panel } from '../../services/page/panel.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { PathIcon } from '../../ui/icons.tsx';
import { useBadge } from './use-badge.ts';
import './bottom-tabs.css';

const DOWN = 'm4 6 4 4 4-4';
const UP = 'm4 10 4-4 4 4';

/** The panels beneath the editor, one at a time. Of a hidden one only this row is in view. */
export function BottomTabs() {
  const { panels, focus } = useServices();
  const list = useRef<HTMLDivElement>(null);
  const isHidden = useApp((state) => state.isBottomHidden);
  const open = useApp((state) => state.bottomPanel);
  const bottomHidden = useApp((state) => state.bottomHidden);
  const tabs = panels.filter(({ place }) => place === 'bottom');

  function onKeyDown(event: KeyboardEvent): void {
    const at = tabs.findIndex(({ name }) => name === open);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (!next) return;
    event.preventDefault();
    list.current?.querySelector<HTMLElement>(`#${tabId(next.name)}`)?.focus();
    list.current?.querySelector<HTMLElement>(`#${tabId(next.name)}`)?.click();
  }

  return (
    <div className="bottom-strip">
      <div ref={list} role="tablist" aria-label="Bottom panel" className="bottom-tabs" onKeyDown={onKeyDown}>
        {tabs.map((panel) => (
          <Tab key={panel.name} panel={panel} isOpen={panel.name === open} isHidden={isHidden} />
        ))}
      </div>
      <IconButton
        label={isHidden ? 'Show the bottom panel' : 'Hide the bottom panel'}
        className="is-small bottom-toggle"
        aria-expanded={!isHidden}
        onClick={() => (isHidden ? focus.show(open) : bottomHidden(true))}
      >
        <PathIcon path={isHidden ? UP : DOWN} size={14} />
      </IconButton>
    </div>
  );
}

interface TabProps {
  readonly panel: Panel;
  readonly isOpen: boolean;
  readonly isHidden: boolean;
}

function Tab({ panel, isOpen, isHidden }: TabProps) {
  const shown = useApp((state) => state.panelShown);
  const badge = useBadge(panel);
  return (
    <button
      type="button"
      role="tab"
      id={tabId(panel.name)}
      className={classNames('bottom-tab', isOpen && !isHidden && 'is-open')}
      aria-selected={isOpen}
      aria-controls={isOpen && !isHidden ? BOTTOM_BODY : undefined}
      tabIndex={isOpen ? 0 : -1}
      onClick={() => shown(panel.name)}
    >
      {panel.title}
      {badge && <span className={classNames('badge', `is-${badge.tone}`)}>{badge.text}</span>}
    </button>
  );
}
