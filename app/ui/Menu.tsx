import { Fragment, useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { menuStep } from './menu-step.ts';
import './menu.css';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** A shortcut or a remark at the right edge. */
  readonly hint?: string | undefined;
  /** One of several, and this one holds. */
  readonly isChecked?: boolean;
  readonly isDisabled?: boolean;
  readonly onSelect: () => void;
}

export interface MenuSection {
  readonly label?: string;
  readonly items: readonly MenuItem[];
}

interface MenuProps {
  /** The accessible name of button and menu. */
  readonly label: string;
  readonly buttonClassName: string;
  readonly button: ReactNode;
  readonly sections: readonly MenuSection[];
  readonly align?: 'start' | 'end';
}

/** A button that opens a menu beneath it. */
export function Menu({ label, buttonClassName, button, sections, align = 'start' }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const menuId = useId();

  useEffect(() => {
    if (!isOpen) return;
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [isOpen]);

  function close(): void {
    setOpen(false);
    trigger.current?.focus();
  }

  return (
    <div
      ref={root}
      className="menu-root"
      onBlur={(event) => {
        if (isOpen && event.relatedTarget && !root.current?.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={trigger}
        type="button"
        className={buttonClassName}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? menuId : undefined}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || isOpen) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {button}
      </button>
      {isOpen && <MenuList id={menuId} label={label} sections={sections} align={align} onClose={close} />}
    </div>
  );
}

interface MenuListProps {
  readonly id: string;
  readonly label: string;
  readonly sections: readonly MenuSection[];
  readonly align: 'start' | 'end';
  readonly onClose: () => void;
}

function MenuList({ id, label, sections, align, onClose }: MenuListProps) {
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
    <div ref={list} id={id} role="menu" aria-label={label} className={`menu is-${align}`} onKeyDown={onKeyDown}>
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
        {isRadio ? item.isChecked && '✓' : item.icon}
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
