import { FilePlus2, FolderPlus, FolderUp, Pencil, Trash2, Upload } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { incomingFile } from '../../services/files/incoming.ts';
import { useServices } from '../../services/use-services.ts';
import { parentOf } from '../../state/paths.ts';
import { selectIsReader } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import type { FileNaming } from '../../state/view-slice.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { FileRow } from './FileRow.tsx';
import { FileTree, ROW, type FocusRow } from './FileTree.tsx';
import { opened, treeMove, TreeRows, type Toggled, type TreeRow } from './tree-model.ts';
import { useReach } from './use-reach.ts';
import '../../ui/reach.css';
import './files.css';

const loadFolderBar = () => import('./LocalFolderBar.tsx');
const NONE = {};

/** The project's tree. */
export function FilesPanel() {
  const canChange = useApp((state) => state.project.phase === 'open' && !selectIsReader(state));
  const files = useApp((state) => state.files);
  const activeFile = useApp((state) => state.activeFile);
  const naming = useApp((state) => state.naming);
  const namingChanged = useApp((state) => state.namingChanged);
  const dialogChanged = useApp((state) => state.dialogChanged);
  const dropFolder = useApp((state) => state.dropFolder);
  const services = useServices();
  const [toggled, setToggled] = useState<Toggled>(new Map());
  const [chosen, setChosen] = useState<string>();
  const reach = useReach();
  const focusRow = useRef<FocusRow>(undefined);
  const chooser = useRef<HTMLInputElement>(null);
  const folderChooser = useRef<HTMLInputElement>(null);
  const isFolderLinked = useApp((state) => state.isFolderLinked);

  const rows = useMemo(() => new TreeRows(files, toggled), [files, toggled]);
  const index = currentRow(rows, chosen, activeFile);
  const current = rows.at(index);
  const folder = current === undefined ? '' : current.kind === 'folder' ? current.path : parentOf(current.path);

  useEffect(() => services.focus.register('files', () => focusRow.current?.(undefined)), [services]);
  useEffect(() => services.focus.register('file-chooser', () => chooser.current?.click()), [services]);
  useEffect(() => services.focus.register('folder-chooser', () => folderChooser.current?.click()), [services]);

  function toggle(path: string, isExpanded: boolean): void {
    setToggled(new Map(toggled).set(path, !isExpanded));
  }

  function activate(target: TreeRow): void {
    setChosen(target.path);
    if (target.isExpanded === undefined) services.files.open(target.path);
    else toggle(target.path, target.isExpanded);
  }

  function ask(wanted: FileNaming): void {
    if (wanted.kind !== 'rename') setToggled(opened(toggled, wanted.folder));
    namingChanged(wanted);
  }

  const rename = (target: TreeRow) => ask({ kind: 'rename', path: target.path });
  const remove = (target: TreeRow) =>
    dialogChanged({ kind: 'delete-file', path: target.path, isFolder: target.kind === 'folder' });

  function onKeyDown(event: KeyboardEvent, target: TreeRow): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const keys: Readonly<Record<string, () => void>> = {
      Enter: () => activate(target),
      ' ': () => activate(target),
      ...(canChange && { F2: () => rename(target), Delete: () => remove(target) }),
    };
    const act = keys[event.key];
    const page = Math.max(
      1,
      Math.floor((event.currentTarget.parentElement?.parentElement?.clientHeight ?? 0) / ROW) - 1,
    );
    const move = act ? undefined : treeMove(event.key, rows, target.path, page);
    if (!act && !move) return;
    event.preventDefault();
    act?.();
    if (move?.kind === 'focus') {
      setChosen(move.path);
      focusRow.current?.(rows.indexOf(move.path));
    }
    if (move && move.kind !== 'focus') toggle(move.path, move.kind === 'collapse');
  }

  return (
    <section className={classNames('panel files-panel', dropFolder === '' && 'is-drop-target')} aria-label="Files">
      <div className="panel-bar">
        <h2 className="panel-title">Files</h2>
        <IconButton
          label="New file"
          className="is-small"
          disabled={!canChange}
          onClick={() => ask({ kind: 'new-file', folder })}
        >
          <FilePlus2 size={14} aria-hidden />
        </IconButton>
        <IconButton
          label="New folder"
          className="is-small"
          disabled={!canChange}
          onClick={() => ask({ kind: 'new-folder', folder })}
        >
          <FolderPlus size={14} aria-hidden />
        </IconButton>
        <IconButton
          label="Upload files"
          hint="from this computer; they can also be dropped here"
          className="is-small"
          disabled={!canChange}
          onClick={() => chooser.current?.click()}
        >
          <Upload size={14} aria-hidden />
        </IconButton>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label="Files to upload"
          onChange={({ currentTarget }) => {
            const incoming = [...(currentTarget.files ?? [])].map(incomingFile);
            // The same file can be chosen again.
            currentTarget.value = '';
            services.uploads((part) => part.bring(incoming, folder));
          }}
        />
        <IconButton
          label="Upload a folder"
          hint="from this computer; it can also be dropped here"
          className="is-small"
          disabled={!canChange}
          onClick={() => folderChooser.current?.click()}
        >
          <FolderUp size={14} aria-hidden />
        </IconButton>
        <input
          ref={(element) => {
            folderChooser.current = element;
            if (element) element.webkitdirectory = true;
          }}
          type="file"
          hidden
          aria-label="Folder to upload"
          onChange={({ currentTarget }) => {
            const incoming = [...(currentTarget.files ?? [])].map(incomingFile);
            currentTarget.value = '';
            services.uploads((part) => part.bring(incoming, folder));
          }}
        />
        <IconButton
          label="Rename"
          hint={current && `${current.name}, F2`}
          className="is-small"
          disabled={!current || !canChange}
          onClick={() => current && rename(current)}
        >
          <Pencil size={14} aria-hidden />
        </IconButton>
        <IconButton
          label="Delete"
          hint={current && `${current.name}, Delete`}
          className="is-small"
          disabled={!current || !canChange}
          onClick={() => current && remove(current)}
        >
          <Trash2 size={14} aria-hidden />
        </IconButton>
      </div>
      {rows.count === 0 && !naming ? (
        <p className="panel-empty">{canChange && 'No files yet: make one with New file, or drop some here.'}</p>
      ) : (
        <FileTree
          rows={rows}
          current={index}
          naming={naming}
          focusRow={focusRow}
          row={(shown, top) => (
            <FileRow
              key={shown.path}
              row={shown}
              reach={reach.of(shown.path)}
              isCurrent={shown.path === current?.path}
              isActive={shown.path === activeFile}
              top={top}
              isDropTarget={shown.kind === 'folder' && shown.path === dropFolder}
              onActivate={() => activate(shown)}
              onFocus={() => setChosen(shown.path)}
              onKeyDown={(event) => onKeyDown(event, shown)}
            />
          )}
        />
      )}
      {isFolderLinked && <Loaded load={loadFolderBar} props={NONE} />}
      {rows.count > 0 && (
        <button
          type="button"
          className="tree-legend"
          aria-label={`What the ${reach.isRunning ? 'running program' : 'next run'} may reach: open the policy`}
          title="● read and write, ◐ read only, ◑ write only, ◌ names only, ○ nothing, ? will ask"
          onClick={() => services.focus.show('policy')}
        >
          {reach.isRunning ? 'Access in this run:' : 'Program access:'}
          <span>● write</span>
          <span>◐ read</span>
          <span>○ none</span>
        </button>
      )}
    </section>
  );
}

/** The row that Tab reaches: the one that was chosen last, else the open file's, else the first. */
function currentRow(rows: TreeRows, chosen: string | undefined, activeFile: string | undefined): number {
  for (const path of [chosen, activeFile]) {
    const index = path === undefined ? -1 : rows.indexOf(path);
    if (index >= 0) return index;
  }
  return 0;
}
