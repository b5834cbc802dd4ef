import { Fragment, useEffect, useRef, type KeyboardEvent } from 'react';
import { classNames } from './class-names.ts';
import type { MenuItem, MenuSection } from './menu-item.ts';
import { menuStep } from './menu-step.ts';
import './menu-list.css';

interface MenuListProps {
  readonly label: string;
  readonly sections: readonly MenuSection[];
  readonly align: 'start' | 'end';
  readonly isAbove: boolean;
  readonly onClose: () => void;
}

/** The open menu. Loaded when a menu is first about to open, hence the default export. */
export default function MenuList({ label, sections, align, isAbove, onClose }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    entries(list.current)[0]?.focus();
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
      return;
    }
    const all = entries(list.current);
    const next = menuStep(
      event.key,
      all.map((entry) => entry.textContent),
      all.indexOf(document.activeElement as HTMLElement),
    );
    if (next === undefined) return;
    event.preventDefault();
    all[next]?.focus();
  }

  return (
    <div
      ref={list}
      role="menu"
      aria-label={label}
      className={classNames('menu', `is-${align}`, isAbove && 'is-above')}
      onKeyDown={onKeyDown}
    >
      {sections.map((section, index) => (
        <Fragment key={section.label ?? index}>
          {index > 0 && <div role="separator" className="menu-separator" />}
          <div role="group" aria-label={section.label} className="menu-section">
            {section.label !== undefined && (
              <div aria-hidden className="menu-heading">
                {section.label}
              </div>
            )}
            {section.items.map((item) => (
              <MenuEntry key={item.id} item={item} onClose={onClose} />
            ))}
          </div>
        </Fragment>
      ))}
    </div>
  );
}

function MenuEntry({ item, onClose }: { readonly item: MenuItem; readonly onClose: () => void }) {
  const isRadio = item.isChecked !== undefined;
  return (
    <button
      type="button"
      role={isRadio ? 'menuitemradio' : 'menuitem'}
      aria-checked={item.isChecked}
      tabIndex={-1}
      disabled={item.isDisabled}
      className={classNames('menu-item', item.isChecked && 'is-checked')}
      onClick={() => {
        onClose();
        item.onSelect();
      }}
    >
      <span className="menu-icon" aria-hidden>
        {item.isChecked && '✓'}
      </span>
      <span className="menu-label">{item.label}</span>
      {item.hint !== undefined && (
        <span className="menu-hint" aria-hidden>
          {item.hint}
        </span>
      )}
    </button>
  );
}

function entries(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)') ?? [])];
}
