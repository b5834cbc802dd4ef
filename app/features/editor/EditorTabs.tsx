import { Plus, X } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { useServices } from '../../services/use-services.ts';
import { fileName, parentOf } from '../../state/paths.ts';
import { useApp } from '../../state/use-app.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';

/** One tab for each open file. Close with the cross, the middle button or Delete. */
export function EditorTabs() {
  const { files, actions } = useServices();
  const tabs = useApp((state) => state.tabs);
  const activeFile = useApp((state) => state.activeFile);
  const unsaved = useApp((state) => state.unsaved);
  const list = useRef<HTMLDivElement>(null);
  const names = tabs.map(fileName);

  function onKeyDown(event: KeyboardEvent, path: string): void {
    if (event.key === 'Delete') return files.close(path);
    const index = tabs.indexOf(path);
    const target = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = target === undefined ? undefined : tabs[target];
    if (next === undefined || target === undefined) return;
    event.preventDefault();
    files.open(next);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[target]?.focus();
  }

  return (
    <div className="editor-bar">
      <div ref={list} role="tablist" aria-label="Open files" className="tabs">
        {tabs.map((path) => {
          const name = fileName(path);
          const isActive = path === activeFile;
          const isUnsaved = unsaved.has(path);
          const isAmbiguous = names.filter((other) => other === name).length > 1;
          return (
            <div key={path} role="presentation" className={classNames('tab', isActive && 'is-active')}>
              <button
                type="button"
                role="tab"
                aria-selected={isActive}
                aria-controls="editor-body"
                tabIndex={isActive ? 0 : -1}
                aria-label={isUnsaved ? `${name}, not saved yet` : name}
                title={path}
                className="tab-button"
                onClick={() => files.open(path)}
                onAuxClick={(event) => {
                  if (event.button === 1) files.close(path);
                }}
                onKeyDown={(event) => onKeyDown(event, path)}
              >
                {name}
                {isAmbiguous && <span className="tab-folder">{parentOf(path)}</span>}
              </button>
              <button
                type="button"
                tabIndex={-1}
                aria-label={`Close ${name}`}
                title="Close"
                className={classNames('tab-close', isUnsaved && 'is-unsaved')}
                onClick={() => files.close(path)}
              >
                <X size={12} aria-hidden />
              </button>
            </div>
          );
        })}
      </div>
      <IconButton label="New file" className="is-small" onClick={actions['new-file'].run}>
        <Plus size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
