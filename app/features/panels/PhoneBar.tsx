import type { Panel } from '../../services/page/panel.ts';
import { useServices } from '../../services/use-services.ts';
import { AppStoreContext, useApp } from '../../state/use-app.ts';
import { PathIcon } from '../../ui/icons.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { useContext } from 'react';
import { useBadge } from './use-badge.ts';

const MORE_ICON = 'M4 8a1 1 0 1 1-2 0 1 1 0 0 1 2 0zm5 0a1 1 0 1 1-2 0 1 1 0 0 1 2 0zm5 0a1 1 0 1 1-2 0 1 1 0 0 1 2 0z';

/** At phone width: which of the panels is shown. Loaded when the page is that narrow, hence the default export. */
export default function PhoneBar() {
  const { panels, focus } = useServices();
  const store = useContext(AppStoreContext);
  const active = useApp((state) => state.activePanel);
  const isLessonOpen = useApp((state) => state.isLessonOpen);
  // A lesson is read in turns with what it asks the reader to look at, so it is one press away.
  const isInBar = ({ name, isInPhoneBar }: Panel): boolean =>
    isInPhoneBar === true || (isLessonOpen && name === 'lessons');
  const others = panels.filter((panel) => !isInBar(panel));
  const shown = others.find(({ name }) => name === active);
  return (
    <nav className="panel-switch" aria-label="Panels">
      {panels.filter(isInBar).map((panel) => (
        <BarItem key={panel.name} panel={panel} />
      ))}
      <Menu
        label="More"
        buttonClassName={shown ? 'panel-switch-item is-current' : 'panel-switch-item'}
        align="end"
        isAbove
        button={
          <>
            <PathIcon path={shown?.icon ?? MORE_ICON} size={20} />
            <span>{shown?.title ?? 'More'}</span>
          </>
        }
        sections={[
          {
            items: others.map(({ name, title, badge }) => ({
              id: name,
              label: title,
              hint: store ? badge?.(store.getState())?.text : undefined,
              isChecked: name === active,
              onSelect: () => focus.show(name),
            })),
          },
        ]}
      />
    </nav>
  );
}

function BarItem({ panel }: { readonly panel: Panel }) {
  const { name, title, icon } = panel;
  const { focus } = useServices();
  const isShown = useApp((state) => state.activePanel === name);
  const badge = useBadge(panel);
  return (
    <button
      type="button"
      className="panel-switch-item"
      aria-current={isShown ? 'page' : undefined}
      onClick={() => focus.show(name)}
    >
      <PathIcon path={icon} size={20} />
      <span>
        {title}
        {/* A fifth of a phone has room for a number. */}
        {badge && <span className={badge.text.length > 3 ? 'for-readers' : undefined}> {badge.text}</span>}
      </span>
    </button>
  );
}
