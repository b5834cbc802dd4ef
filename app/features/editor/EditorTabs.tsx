import { useEffect, useRef, type KeyboardEvent } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import { useServices } from '../../services/use-services.ts';
import { fileName, parentOf } from '../../state/paths.ts';
import { useApp } from '../../state/use-app.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Icon } from '../../ui/icons.tsx';

/** One tab for each open file. Close with the cross, the middle button or Delete. */
export function EditorTabs() {
  const { files, actions } = useServices();
  const tabs = useApp((state) => state.tabs);
  const activeFile = useApp((state) => state.activeFile);
  const unsaved = useApp((state) => state.unsaved);
  const list = useRef<HTMLDivElement>(null);
  const names = tabs.map(fileName);

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [activeFile]);

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
      <div className="tabs">
        <div ref={list} role="tablist" aria-label="Open files" className="tabs-part">
          {tabs.map((path, index) => {
            const name = visible(names[index] ?? path);
            const isActive = path === activeFile;
            const isAmbiguous = names.filter((other) => other === names[index]).length > 1;
            return (
              <button
                key={path}
                type="button"
                role="tab"
                aria-selected={isActive}
                aria-controls="editor-body"
                tabIndex={isActive ? 0 : -1}
                aria-label={unsaved.has(path) ? `${name}, not saved yet` : name}
                title={visible(path)}
                className={classNames('tab', isActive && 'is-active')}
                style={{ gridColumn: 2 * index + 1 }}
                onClick={() => files.open(path)}
                onAuxClick={(event) => {
                  if (event.button === 1) files.close(path);
                }}
                onKeyDown={(event) => onKeyDown(event, path)}
              >
                {name}
                {isAmbiguous && <span className="tab-folder">{visible(parentOf(path))}</span>}
              </button>
            );
          })}
        </div>
        {/* A list of tabs may hold nothing but tabs; the grid puts each cross beside its own. */}
        <div role="group" aria-label="Close files" className="tabs-part">
          {tabs.map((path, index) => (
            <button
              key={path}
              type="button"
              tabIndex={-1}
              aria-label={`Close ${visible(names[index] ?? path)}`}
              title="Close"
              className={classNames('tab-end', path === activeFile && 'is-active')}
              style={{ gridColumn: 2 * index + 2 }}
              onClick={() => files.close(path)}
            >
              <span className={classNames('tab-close', unsaved.has(path) && 'is-unsaved')}>
                <Icon name="cross" size={14} />
              </span>
            </button>
          ))}
        </div>
      </div>
      <IconButton label="New file" className="is-small" onClick={actions['new-file'].run}>
        <Icon name="plus" size={14} />
      </IconButton>
    </div>
  );
}
