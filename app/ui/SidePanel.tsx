import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './IconButton.tsx';
import { Icon } from './icons.tsx';

interface SidePanelProps {
  /** The region's name. */
  readonly label: string;
  /** What the heading says, where it is not the name. */
  readonly title?: string;
  /** The close button's name. */
  readonly closeLabel: string;
  readonly className?: string;
  /** Further buttons of the bar. */
  readonly tools?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A region at the page's right edge, which can be closed. */
export function SidePanel({ label, title, closeLabel, className, tools, onClose, children }: SidePanelProps) {
  return (
    <section className={classNames('panel side-panel', className)} aria-label={label}>
      <div className="panel-bar">
        <h2 className="panel-title">{title ?? label}</h2>
        {tools}
        <IconButton label={closeLabel} className="is-small" onClick={onClose}>
          <Icon name="cross" size={14} />
        </IconButton>
      </div>
      {children}
    </section>
  );
}
