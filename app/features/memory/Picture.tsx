import type { MemoryCell } from '../../../runtime/stops/memory-picture.ts';
import { classNames } from '../../ui/class-names.ts';
import { cellX, PAD, ROW, stateText, TITLE, type PictureLayout, type PlacedBox } from './picture-layout.ts';
import { isBad, pointerText } from './picture-text.ts';

const KINDS = ['is-good', 'is-bad'] as const;

/** Boxes and arrows. The same is said in words beside it, so that it is one image to a screen reader. */
export function Picture({ layout, scale }: { readonly layout: PictureLayout; readonly scale: number }) {
  const { width, height, boxes, arrows } = layout;
  const byId = new Map(boxes.map((box) => [box.id, box]));
  return (
    <svg
      className="memory-picture"
      role="img"
      aria-label="Memory of the program; In words says the same"
      width={width * scale}
      height={height * scale}
      viewBox={`0 0 ${width} ${height}`}
    >
      <defs>
        {KINDS.map((kind) => (
          <marker
            key={`start ${kind}`}
            id={`memory-start-${kind}`}
            className={`memory-tip ${kind}`}
            viewBox="0 0 8 8"
            refX="4"
            refY="4"
            markerWidth="6"
            markerHeight="6"
          >
            <circle cx="4" cy="4" r="3" />
          </marker>
        ))}
        {KINDS.map((kind) => (
          <marker
            key={`tip ${kind}`}
            id={`memory-tip-${kind}`}
            className={`memory-tip ${kind}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
          >
            <path d="M0 0.5 8 4 0 7.5z" />
          </marker>
        ))}
      </defs>
      {/* Below the boxes, so that no line goes through a value. */}
      {arrows.map(({ from, path, isBad: isWrong }, i) => (
        <path
          key={`${from} ${i}`}
          className={classNames('memory-arrow', isWrong && 'is-bad')}
          d={path}
          markerStart={`url(#memory-start-${isWrong ? 'is-bad' : 'is-good'})`}
          markerEnd={`url(#memory-tip-${isWrong ? 'is-bad' : 'is-good'})`}
        />
      ))}
      {boxes.map((box) => (
        <Box key={box.id} box={box} isBadAt={(cell) => isBad(cell, byId)} />
      ))}
    </svg>
  );
}

function Box({ box, isBadAt }: { readonly box: PlacedBox; readonly isBadAt: (cell: MemoryCell) => boolean }) {
  const { x, y, width, height, kind, title, isFreed, isUnreached, cells } = box;
  return (
    <g className={classNames('memory-box', `is-${kind}`, isFreed && 'is-freed', isUnreached && 'is-unreached')}>
      <rect x={x} y={y} width={width} height={height} rx="4" />
      <text className="memory-title" x={x + PAD} y={y + TITLE - 7}>
        {title}
      </text>
      <text className="memory-detail" x={x + width - PAD} y={y + TITLE - 7} textAnchor="end">
        {stateText(box)}
      </text>
      <line x1={x} y1={y + TITLE} x2={x + width} y2={y + TITLE} />
      {cells.map((cell, i) => {
        const row = y + TITLE + i * ROW + 14;
        const isArrow = cell.target?.kind === 'box';
        return (
          <g key={i} className={classNames(isBadAt(cell) && 'is-bad')}>
            <text className="memory-name" x={cellX(box, cell.depth)} y={row}>
              {cell.name}
            </text>
            <text
              className={classNames('memory-value', cell.text === 'not set' && 'is-unset')}
              x={x + width - PAD}
              y={row}
              textAnchor="end"
            >
              {isArrow ? '' : (pointerText(cell) ?? cell.text)}
            </text>
          </g>
        );
      })}
    </g>
  );
}
