import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import './row-window.css';

export interface Column {
  readonly id: string;
  readonly name: string;
}

interface RowWindowProps {
  /** The grid's name. */
  readonly label: string;
  readonly columns: readonly Column[];
  readonly count: number;
  /** The cells of row `index`, one for each column. */
  readonly cells: (index: number) => readonly ReactNode[];
  readonly rowClassName?: (index: number) => string | undefined;
  readonly selected: number | undefined;
  readonly onSelect: (index: number) => void;
  /** Enter, or a double click. */
  readonly onOpen: (index: number) => void;
  /** What stands there while there are no rows. */
  readonly empty: ReactNode;
}

/** Pixels; as `row-window.css` has it. */
const ROW = 24;
/** Rows drawn beyond what is seen, so that scrolling finds them there. */
const BEYOND = 10;

/**
 * A grid of very many rows of one height: only those in view are in the document. Arrows, Page keys, Home and End move the
 * selection; while the last row is in view, rows that come keep it there.
 */
export function RowWindow({
  label,
  columns,
  count,
  cells,
  rowClassName,
  selected,
  onSelect,
  onOpen,
  empty,
}: RowWindowProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [view, setView] = useState({ top: 0, height: 600 });

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setView({ top: element.scrollTop, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // What stands below the grid may come and take of its height: the selected row stays in view.
  useLayoutEffect(() => {
    if (scroller.current && selected !== undefined) scrollTo(scroller.current, selected);
  }, [selected, view.height]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [count]);

  const visible = Math.ceil(view.height / ROW);
  const first = Math.max(0, Math.min(Math.floor(view.top / ROW) - BEYOND, count - visible - BEYOND));
  const last = Math.min(count, first + visible + 2 * BEYOND);

  function onScroll(): void {
    const element = scroller.current;
    if (!element) return;
    isAtEnd.current = element.scrollTop + element.clientHeight >= element.scrollHeight - ROW;
    setView({ top: element.scrollTop, height: element.clientHeight });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && selected !== undefined) {
      event.preventDefault();
      onOpen(selected);
      return;
    }
    const page = Math.max(1, visible - 2);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count }[event.key];
    if (by === undefined || count === 0) return;
    event.preventDefault();
    const from = selected ?? (by > 0 ? first - 1 : count);
    const next = Math.max(0, Math.min(count - 1, from + by));
    onSelect(next);
  }

  const rows = [];
  for (let index = first; index < last; index++) {
    rows.push(
      <div
        key={index}
        id={`${id}-${index}`}
        role="row"
        aria-rowindex={index + 2}
        aria-selected={index === selected}
        className={classNames('row-window-row', rowClassName?.(index))}
        style={{ transform: `translateY(${index * ROW}px)` }}
        onClick={() => onSelect(index)}
        onDoubleClick={() => onOpen(index)}
      >
        {cells(index).map((cell, at) => (
          <div key={columns[at]?.id} role="gridcell" className={`row-window-cell is-${columns[at]?.id ?? ''}`}>
            {cell}
          </div>
        ))}
      </div>,
    );
  }

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={
        selected === undefined || selected < first || selected >= last ? undefined : `${id}-${selected}`
      }
      tabIndex={0}
      className="row-window"
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="row-window-head">
        <div role="row" aria-rowindex={1} className="row-window-row">
          {columns.map(({ id: column, name }) => (
            <div key={column} role="columnheader" className={`row-window-cell is-${column}`}>
              {name}
            </div>
          ))}
        </div>
      </div>
      {count === 0 ? (
        <div role="rowgroup">
          <div role="row">
            <div role="gridcell" className="row-window-empty">
              {empty}
            </div>
          </div>
        </div>
      ) : (
        <div role="rowgroup" className="row-window-body" style={{ height: count * ROW }}>
          {rows}
        </div>
      )}
    </div>
  );
}

/** Scrolls no more than it takes to see row `index` whole. */
function scrollTo(grid: HTMLElement, index: number): void {
  const top = index * ROW;
  // The head covers one row's height of what is scrolled.
  const bottom = top + 2 * ROW - grid.clientHeight;
  if (grid.scrollTop > top) grid.scrollTop = top;
  else if (grid.scrollTop < bottom) grid.scrollTop = bottom;
}
