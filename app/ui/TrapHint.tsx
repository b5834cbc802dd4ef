import { useEffect, useState, type RefObject } from 'react';
import './trap-hint.css';

interface TrapHintProps {
  /** What takes the keys in `host` names this as its description. */
  readonly id: string;
  readonly host: RefObject<HTMLElement | null>;
  /** What Tab does there, and how the keyboard leaves. */
  readonly text: string;
}

/**
 * Says how the keyboard leaves something in which Tab does not move on: as a description, and in view when one has come
 * there with Tab, until the first other key.
 */
export function TrapHint({ id, host, text }: TrapHintProps) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const trap = host.current;
    if (!trap) return;
    const page = trap.ownerDocument;
    const listening = new AbortController();
    const { signal } = listening;
    let isTab = false;
    const pressed = (event: KeyboardEvent): void => {
      isTab = event.key === 'Tab';
      if (!isTab && event.key !== 'Shift') setShown(false);
    };
    page.addEventListener('keydown', pressed, { signal, capture: true });
    page.addEventListener('pointerdown', () => (isTab = false), { signal, capture: true });
    trap.addEventListener('focusin', () => isTab && setShown(true), { signal });
    trap.addEventListener('focusout', () => setShown(false), { signal });
    return () => listening.abort();
  }, [host]);
  return (
    <p id={id} className={isShown ? 'trap-hint' : 'for-readers'}>
      {text}
    </p>
  );
}
