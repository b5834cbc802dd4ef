import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import './splitter.css';

interface SplitterProps {
  /** What it resizes: `Resize Files`. */
  readonly label: string;
  /** `vertical`: a vertical line that moves left and right. */
  readonly orientation: 'vertical' | 'horizontal';
  /** The panel lies after the line, so that moving back makes it larger. */
  readonly isReversed?: boolean;
  readonly size: number;
  readonly min: number;
  readonly max: number;
  /** The size a double click goes back to. */
  readonly initial: number;
  readonly onResize: (size: number) => void;
}

const STEP = 16;

/** The line between two panels: drag it, or focus it and use the arrow keys. */
export function Splitter(props: SplitterProps) {
  const { label, orientation, isReversed = false, size, min, max, initial, onResize } = props;
  const drag = useRef<{ readonly at: number; readonly size: number } | undefined>(undefined);
  const position = (event: PointerEvent) => (orientation === 'vertical' ? event.clientX : event.clientY);
  const resize = (wanted: number) => onResize(Math.round(Math.min(max, Math.max(min, wanted))));

  function onKeyDown(event: KeyboardEvent): void {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const steps: Readonly<Record<string, number>> = {
      [less]: isReversed ? STEP : -STEP,
      [more]: isReversed ? -STEP : STEP,
      Home: min - size,
      End: max - size,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    resize(size + step);
  }

  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      className={`splitter is-${orientation}`}
      onKeyDown={onKeyDown}
      onDoubleClick={() => resize(initial)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { at: position(event), size };
      }}
      onPointerMove={(event) => {
        if (!drag.current) return;
        const moved = position(event) - drag.current.at;
        resize(drag.current.size + (isReversed ? -moved : moved));
      }}
      onPointerUp={() => (drag.current = undefined)}
      onPointerCancel={() => (drag.current = undefined)}
    />
  );
}
