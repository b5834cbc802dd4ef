import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useImperativeHandle, useLayoutEffect, useRef, type ReactNode, type Ref } from 'react';
import type { FileNaming } from '../../state/view-slice.ts';
import { NamingRow } from './NamingRow.tsx';
import type { TreeRow, TreeRows } from './tree-model.ts';

/** Height of a row in pixels; as `--row` in theme.css has it. */
export const ROW = 24;
/** Rows drawn beyond what is seen, so that scrolling finds them there. */
const BEYOND = 10;

/** Puts the focus on a row, by its number; undefined: on the one that Tab reaches. */
export type FocusRow = (index: number | undefined) => void;

interface FileTreeProps {
  readonly rows: TreeRows;
  /** Number of the row that Tab reaches. It is always in the document, so that it keeps the focus. */
  readonly current: number;
  readonly naming: FileNaming | undefined;
  readonly focusRow: Ref<FocusRow | undefined>;
  readonly row: (row: TreeRow, top: number) => ReactNode;
}

/** The rows of the tree, of which only those in view are in the document. */
export function FileTree({ rows, current, naming, focusRow, row }: FileTreeProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const isWanted = useRef(false);
  const renamed = naming?.kind === 'rename' ? rows.indexOf(naming.path) : -1;
  /** Where a row for a new name stands among the others. */
  const added = naming && naming.kind !== 'rename' ? rows.indexOf(naming.folder) + 1 : -1;
  /** Number of what is drawn, counting the row for a new name, from the number of a row. */
  const drawnAt = (index: number) => (added >= 0 && index >= added ? index + 1 : index);

  // The tree is drawn anew with every render, so nothing of it is memoized.
  // eslint-disable-next-line react-hooks/incompatible-library
  const window = useVirtualizer({
    count: rows.count + (added >= 0 ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: BEYOND,
    rangeExtractor: (range) => extended(range, [drawnAt(current), added, renamed]),
  });

  function focusCurrent(): void {
    scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }

  useImperativeHandle(focusRow, () => (index) => {
    window.scrollToIndex(drawnAt(index ?? current));
    // The row is drawn first, as the current one.
    isWanted.current = index !== undefined && index !== current;
    if (!isWanted.current) focusCurrent();
  });

  useLayoutEffect(() => {
    if (!isWanted.current) return;
    isWanted.current = false;
    focusCurrent();
  }, [current]);

  return (
    <div ref={scroller} role="tree" aria-label="Project files" className="file-tree">
      <div role="presentation" className="tree-rows" style={{ height: window.getTotalSize() }}>
        {window.getVirtualItems().map(({ index, start }) => {
          if (naming && (index === added || index === renamed)) {
            const level = (rows.at(index === added ? added - 1 : renamed)?.level ?? 0) + (index === added ? 1 : 0);
            return (
              <NamingRow
                key="naming"
                naming={naming}
                level={level}
                top={start}
                index={index}
                measure={window.measureElement}
              />
            );
          }
          const shown = rows.at(added >= 0 && index > added ? index - 1 : index);
          return shown && row(shown, start);
        })}
      </div>
    </div>
  );
}

/** The rows in view, and some that are to be there wherever they are. */
function extended(range: Range, others: readonly number[]): number[] {
  const wanted = others.filter((index) => index >= 0 && index < range.count);
  return [...new Set([...defaultRangeExtractor(range), ...wanted])].sort((a, b) => a - b);
}
