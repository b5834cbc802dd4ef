import { useEffect, useId, useRef, useState } from 'react';
import { fileNameProblem, renameProblem } from '../../text/name-rules.ts';
import { useServices } from '../../services/use-services.ts';
import { hasPath } from '../../state/file-tree.ts';
import { fileName } from '../../state/paths.ts';
import { useApp } from '../../state/use-app.ts';
import type { FileNaming } from '../../state/view-slice.ts';
import { indentOf } from './tree-model.ts';

interface NamingRowProps {
  readonly naming: FileNaming;
  readonly level: number;
  /** Pixels from the top of the tree. */
  readonly top: number;
  /** Its number in the tree, by which its height is measured: what is wrong with the name stands below it. */
  readonly index: number;
  readonly measure: (row: HTMLElement | null) => void;
}

const LABELS: Readonly<Record<FileNaming['kind'], string>> = {
  'new-file': 'Name of the new file',
  'new-folder': 'Name of the new folder',
  rename: 'New name',
};

/** A row of the tree while its name is being typed. Enter keeps it, Escape gives up. */
export function NamingRow({ naming, level, top, index, measure }: NamingRowProps) {
  const { files } = useServices();
  const entries = useApp((state) => state.files);
  const namingChanged = useApp((state) => state.namingChanged);
  const [name, setName] = useState(naming.kind === 'rename' ? fileName(naming.path) : '');
  const field = useRef<HTMLInputElement>(null);
  const problemId = useId();
  const isTaken = (path: string) => hasPath(entries, path);
  const wrong =
    naming.kind === 'rename'
      ? renameProblem(naming.path, name, isTaken)
      : fileNameProblem(name, naming.folder, isTaken);
  const shown = name === '' ? undefined : wrong;

  useEffect(() => {
    const input = field.current;
    if (!input) return;
    input.focus();
    // The part before the extension: that is what one usually changes.
    const dot = input.value.lastIndexOf('.');
    input.setSelectionRange(0, dot > 0 ? dot : input.value.length);
  }, []);

  function finish(): void {
    namingChanged(undefined);
    if (wrong !== undefined) return;
    if (naming.kind === 'rename') void files.rename(naming.path, name);
    else if (naming.kind === 'new-file') void files.createFile(naming.folder, name);
    else void files.createFolder(naming.folder, name);
  }

  return (
    <div
      ref={measure}
      data-index={index}
      role="treeitem"
      aria-level={level}
      aria-selected={false}
      aria-label={LABELS[naming.kind]}
      className="naming-row"
      style={{ paddingInlineStart: indentOf(level), transform: `translateY(${top}px)` }}
    >
      <input
        ref={field}
        className="field naming-field"
        aria-label={LABELS[naming.kind]}
        aria-invalid={shown !== undefined}
        aria-describedby={problemId}
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') namingChanged(undefined);
          if (event.key === 'Enter' && wrong === undefined) finish();
        }}
      />
      <p id={problemId} role="alert" className="naming-problem">
        {shown}
      </p>
    </div>
  );
}
