import { ChevronDown, ChevronRight, File, FileCode, FileSymlink, FileText } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import { isCFamily, parentOf } from '../../state/paths.ts';
import { classNames } from '../../ui/class-names.ts';
import { indentOf, type TreeRow } from './tree-model.ts';
import type { RowReach } from './use-reach.ts';

interface FileRowProps {
  readonly row: TreeRow;
  /** What the program may do to it. */
  readonly reach: RowReach | undefined;
  /** The row that Tab reaches. */
  readonly isCurrent: boolean;
  /** The file in the editor. */
  readonly isActive: boolean;
  /** Pixels from the top of the tree. */
  readonly top: number;
  /** Files that are being dragged would go into this folder. */
  readonly isDropTarget: boolean;
  readonly onActivate: () => void;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export function FileRow({
  row,
  reach,
  isCurrent,
  isActive,
  top,
  isDropTarget,
  onActivate,
  onFocus,
  onKeyDown,
}: FileRowProps) {
  return (
    <div
      role="treeitem"
      data-path={row.path}
      data-drop-folder={row.kind === 'folder' ? row.path : parentOf(row.path)}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={visible(row.name)}
      aria-description={reach?.text}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.isExpanded}
      aria-selected={isActive}
      className={classNames(
        'tree-row',
        isActive && 'is-active',
        isDropTarget && 'is-drop-target',
        reach?.level === 'nothing' && 'is-out-of-reach',
      )}
      style={{ paddingInlineStart: indentOf(row.level), transform: `translateY(${top}px)` }}
      title={[visible(row.path), reach?.text, reach?.ways].filter(Boolean).join('\n')}
      onClick={onActivate}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
    >
      <RowIcon row={row} />
      <span className="tree-name">{visible(row.name)}</span>
      {reach && <span className={`reach is-${reach.level}`} data-sign={reach.sign} />}
    </div>
  );
}

function RowIcon({ row: { kind, isExpanded, path } }: { readonly row: TreeRow }) {
  const look = { size: 14, className: 'tree-icon', 'aria-hidden': true } as const;
  if (kind === 'folder') return isExpanded ? <ChevronDown {...look} /> : <ChevronRight {...look} />;
  if (kind === 'link') return <FileSymlink {...look} />;
  if (isCFamily(path)) return <FileCode {...look} />;
  return /\.(md|txt)$/i.test(path) ? <FileText {...look} /> : <File {...look} />;
}
