import { useEffect, useRef, useState } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { layOut, type DescriptorNode, type HoldingEdge, type ProcessNode, type ThingNode } from './graph-layout.ts';
import { reachSign, type Reaches, type RowReach } from './row-reach.ts';
import type { MarkedRow } from './table-model.ts';

/** About how wide a letter is, to know what fits. */
const LETTER = 6.6;

interface GraphProps {
  readonly rows: readonly MarkedRow[];
  readonly reaches: Reaches;
}

/** The same as the table, drawn: who holds what, through what, with which rights. The table says it in words. */
export function CapabilityGraph({ rows, reaches }: GraphProps) {
  const [place, width] = useWidth();
  const layout = layOut(rows, width);
  return (
    <div ref={place}>
      <svg
        role="img"
        aria-label={`Graph of ${rows.length} descriptors. The table says the same in words`}
        className="graph"
        width={layout.width}
        height={layout.height}
      >
        {layout.processes.map((one) => (
          <Process key={one.number} process={one} />
        ))}
        {layout.handings.map(({ id, path }) => (
          <path key={id} d={path} className="graph-handing" />
        ))}
        {layout.descents.map(({ id, path }) => (
          <path key={id} d={path} className="graph-descent" />
        ))}
        {layout.holdings.map((edge) => (
          <Holding key={edge.id} edge={edge} />
        ))}
        {layout.things.map((thing) => (
          <Thing key={thing.key} thing={thing} />
        ))}
        {layout.descriptors.map((node) => (
          <Descriptor key={node.row.id} node={node} reach={reaches.get(node.row.id) ?? 'nothing'} />
        ))}
      </svg>
      <p className="graph-note">
        A thicker line holds more of the rights it began with. ● read and write, ◐ read only, ◑ write only, ◌ names
        only, ○ nothing left, ? will ask.
        {layout.handings.length > 0 && ' A dashed line was handed on to another program.'}
      </p>
    </div>
  );
}

function useWidth(): readonly [React.RefObject<HTMLDivElement | null>, number] {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [place, width];
}

function Process({ process: { x, y, width, height, name } }: { readonly process: ProcessNode }) {
  return (
    <g>
      <rect x={x} y={y} width={width} height={height} rx={height / 2} className="graph-process" />
      <text x={x + width / 2} y={y + height / 2 + 4} textAnchor="middle" className="graph-strong">
        {fitted(name, width - 16)}
      </text>
    </g>
  );
}

interface DescriptorProps {
  readonly node: DescriptorNode;
  readonly reach: RowReach;
}

function Descriptor({ node: { x, y, width, height, row, mark }, reach }: DescriptorProps) {
  const state = row.isRevoked ? 'revoked' : mark;
  return (
    <g className={classNames('graph-descriptor', state && `is-${state}`)}>
      <rect x={x} y={y} width={width} height={height} rx={4} />
      <text x={x + 8} y={y + 15} className="graph-strong">
        {`${row.fd} ${reachSign(reach)}`}
      </text>
      {state && (
        <text x={x + width - 8} y={y + 15} textAnchor="end" className="graph-state">
          {state}
        </text>
      )}
      <text x={x + 8} y={y + 29} className="graph-code">
        {fitted(visible(row.origin), width - 16)}
      </text>
      <title>{visible(row.origin)}</title>
    </g>
  );
}

function Thing({ thing: { x, y, width, height, name, kind } }: { readonly thing: ThingNode }) {
  return (
    <g className="graph-thing">
      <rect x={x} y={y} width={width} height={height} rx={2} />
      <text x={x + 8} y={y + 15} className="graph-code">
        {fitted(visible(name), width - 16)}
      </text>
      <text x={x + 8} y={y + 29} className="graph-quiet">
        {kind}
      </text>
      <title>{visible(name)}</title>
    </g>
  );
}

function Holding({ edge }: { readonly edge: HoldingEdge }) {
  const { path, width, labelX, labelY, labelWidth, groups, others, isRevoked } = edge;
  const held = groups.filter((group) => group.held !== 'none').map(({ word }) => word);
  const rest = others === 0 ? '' : held.length > 0 ? ` +${others}` : `${others} others`;
  const gone = groups.filter((group) => group.held === 'none').map(({ word }) => word);
  return (
    <g className={classNames('graph-holding', isRevoked && 'is-revoked')}>
      <path d={path} strokeWidth={width} />
      <text x={labelX} y={labelY - 8} className="graph-rights">
        {isRevoked
          ? 'revoked'
          : held.length + others === 0
            ? 'no rights'
            : `${fitted(held.join(' '), labelWidth - LETTER * rest.length)}${rest}`}
      </text>
      {gone.length > 0 && !isRevoked && (
        <text x={labelX} y={labelY + 17} className="graph-gone">
          {fitted(gone.join(' '), labelWidth)}
        </text>
      )}
      <title>{`${held.join(', ') || 'no rights'}${gone.length > 0 ? `; gone: ${gone.join(', ')}` : ''}`}</title>
    </g>
  );
}

/** As much of `text` as has room: of a path its end, which tells more. */
function fitted(text: string, width: number): string {
  const letters = Math.max(3, Math.floor(width / LETTER));
  if (text.length <= letters) return text;
  return text.startsWith('/') ? `…${text.slice(1 - letters)}` : `${text.slice(0, letters - 1)}…`;
}
