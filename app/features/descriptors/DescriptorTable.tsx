import { ChevronRight, CircleSlash, CircleX, Hand as HandIcon, PencilLine, Plus } from 'lucide-react';
import { Fragment, useRef, useState } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import { processText } from '../../../runtime/trace/wording.ts';
import { classNames } from '../../ui/class-names.ts';
import { DescriptorDetails, type Hand } from './DescriptorDetails.tsx';
import { abridged, heldGroups } from './right-groups.ts';
import { reachSign, REACH_WORDS, type Reaches, type RowReach } from './row-reach.ts';
import { factTexts, rowName } from './row-text.ts';
import { processOf, type Mark, type MarkedRow } from './table-model.ts';

interface TableProps {
  readonly rows: readonly MarkedRow[];
  readonly reaches: Reaches;
  readonly hand: Hand;
}

export function DescriptorTable({ rows, reaches, hand }: TableProps) {
  return (
    <table className="descriptor-table" aria-label="Descriptors">
      <thead>
        <tr>
          <th scope="col">No.</th>
          <th scope="col">What it is</th>
          <th scope="col">Rights</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((marked, i) => (
          <Fragment key={marked.row.id}>
            {processOf(marked.row) !== processOf(rows[i - 1]?.row ?? marked.row) && marked.row.process && (
              <tr className="descriptor-process">
                <th colSpan={3} scope="rowgroup">
                  {processText(marked.row.process)}, which the program started, holds
                </th>
              </tr>
            )}
            <Row
              marked={marked}
              reach={reaches.get(marked.row.id) ?? 'nothing'}
              hand={marked.mark === 'closed' ? 'none' : hand}
            />
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly marked: MarkedRow;
  readonly reach: RowReach;
  readonly hand: Hand;
}

function Row({ marked: { row, mark }, reach, hand }: RowProps) {
  const [isOpen, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const detailsId = `descriptor-${row.id}`;
  return (
    <Fragment>
      {/* The whole row takes the press of a mouse; the keyboard has the button in it. */}
      <tr
        className={classNames('descriptor-row', mark && `is-${mark}`, row.isRevoked && 'is-revoked')}
        onClick={() => setOpen(!isOpen)}
      >
        <th scope="row" className="descriptor-number">
          <button
            ref={toggle}
            type="button"
            className="descriptor-toggle"
            aria-label={`Details of ${rowName(row)}`}
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
          >
            <ChevronRight size={14} aria-hidden />
            {row.fd}
          </button>
        </th>
        <td className="descriptor-what">
          <span className="descriptor-name">
            <code>{visible(row.origin)}</code>
            <Badges row={row} mark={mark} />
          </span>
          <span className="descriptor-facts">{factTexts(row).join(' · ')}</span>
        </td>
        <td className="descriptor-rights">
          <span
            className={`reach descriptor-reach is-${reach === 'stamp' ? 'read' : reach}`}
            title={REACH_WORDS[reach]}
          >
            <span aria-hidden>{reachSign(reach)}</span>
            <span className="for-readers">{REACH_WORDS[reach]}: </span>
          </span>
          {row.kind === 'directory' ? (
            <>
              <Groups label="The folder:" pair="base" row={row} />
              <Groups label="In it:" pair="inheriting" row={row} />
            </>
          ) : (
            <Groups pair="base" row={row} />
          )}
        </td>
      </tr>
      {isOpen && (
        <tr className="descriptor-details">
          <td id={detailsId} colSpan={3}>
            <DescriptorDetails row={row} hand={hand} onTaken={() => toggle.current?.focus()} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

const MARK_WORDS: Readonly<Record<Mark, string>> = { new: 'new', changed: 'changed', closed: 'closed' };
const MARK_ICONS = { new: Plus, changed: PencilLine, closed: CircleX } as const;

function Badges({ row, mark }: { readonly row: MarkedRow['row']; readonly mark: Mark | undefined }) {
  const Icon = mark && MARK_ICONS[mark];
  return (
    <>
      {row.isRevoked && (
        <span className="badge is-revoked">
          <CircleSlash size={12} aria-hidden />
          revoked
        </span>
      )}
      {row.ask && (
        <span className="badge is-ask">
          <HandIcon size={12} aria-hidden />
          {row.ask === 'asks' ? 'will ask' : 'allowed for this run'}
        </span>
      )}
      {mark && Icon && !(row.isRevoked && mark === 'changed') && (
        <span className={`badge is-${mark}`}>
          <Icon size={12} aria-hidden />
          {MARK_WORDS[mark]}
        </span>
      )}
    </>
  );
}

interface GroupsProps {
  readonly label?: string;
  readonly pair: 'base' | 'inheriting';
  readonly row: MarkedRow['row'];
}

/** Rights in words; what is gone is struck out, and said to be. */
function Groups({ label, pair, row }: GroupsProps) {
  const groups = heldGroups(row.first[pair], row.rights[pair], row.withdrawn[pair]);
  const { named, others } = abridged(groups, row.isRevoked);
  return (
    <span className="groups">
      {label !== undefined && <span className="groups-label">{label} </span>}
      {groups.length === 0 && <span className="groups-none">none</span>}
      {named.map(({ word, held, isWithdrawn }, index) => (
        <Fragment key={word}>
          {index > 0 && ', '}
          {held === 'none' ? (
            <del className={isWithdrawn ? 'group is-withdrawn' : 'group is-given-up'}>
              <span className="for-readers">{isWithdrawn ? 'withdrawn: ' : 'given up: '}</span>
              {word}
            </del>
          ) : (
            <span className="group">
              {word}
              {held === 'some' && <span className="group-some"> in part</span>}
            </span>
          )}
        </Fragment>
      ))}
      {others > 0 && (
        <span className="groups-label">{named.length > 0 ? ` and ${others} more` : `${others} others`}</span>
      )}
    </span>
  );
}
