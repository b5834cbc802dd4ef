import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { Loaded } from './Loaded.tsx';
import type { MenuSection } from './menu-item.ts';
import './menu.css';

const loadList = () => import('./MenuList.tsx');

interface MenuProps {
  /** The accessible name of button and menu. */
  readonly label: string;
  readonly buttonClassName: string;
  readonly button: ReactNode;
  readonly sections: readonly MenuSection[];
  readonly align?: 'start' | 'end';
  /** It opens upwards. */
  readonly isAbove?: boolean;
}

/** A button that opens a menu beneath it, or above it. */
export function Menu({ label, buttonClassName, button, sections, align = 'start', isAbove = false }: MenuProps) {
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
        aria-controls={menuId}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || isOpen) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {button}
      </button>
      <div id={menuId} className="menu-place">
        {isOpen && <Loaded load={loadList} props={{ label, sections, align, isAbove, onClose: close }} />}
      </div>
    </div>
  );
}
