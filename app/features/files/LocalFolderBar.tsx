import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { visible } from '../../../runtime/base/visible-text.ts';
import type { LocalFolders } from '../../services/local-folder/local-folders.ts';
import { useServices } from '../../services/use-services.ts';
import { folderText } from './local-folder-text.ts';
import './local-folder.css';

/** How the project stands to the folder of the disk it was opened from. Loaded with the first, hence the default export. */
export default function LocalFolderBar() {
  const { folders } = useServices();
  const [part, setPart] = useState<LocalFolders>();
  useEffect(() => folders((fetched) => setPart(fetched)), [folders]);
  return part ? <Bar folders={part} /> : null;
}

function Bar({ folders }: { readonly folders: LocalFolders }) {
  const folder = useStore(folders.store, (state) => state.folder);
  if (!folder) return null;
  const { conflicts, leftOut, phase, name } = folder;
  return (
    <section className="local-folder" aria-label="Folder of this computer">
      <p role="status">
        <strong>{visible(name)}</strong> {folderText(folder)}
      </p>
      {conflicts.length > 0 && (
        <>
          <ul aria-label="Changed in both places" tabIndex={0}>
            {conflicts.map((path) => (
              <li key={path}>{visible(path)}</li>
            ))}
          </ul>
          <div className="local-folder-buttons">
            {!folder.isReadOnly && (
              <button type="button" className="button is-small" onClick={() => void folders.settle('project')}>
                Keep the project’s
              </button>
            )}
            <button type="button" className="button is-small" onClick={() => void folders.settle('disk')}>
              Take the disk’s
            </button>
          </div>
        </>
      )}
      {leftOut.length > 0 && (
        <details>
          <summary>{leftOut.length === 1 ? '1 entry is' : `${leftOut.length} entries are`} in one place only</summary>
          <ul>
            {leftOut.slice(0, 100).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
      <div className="local-folder-buttons">
        {phase.kind === 'stopped' ? (
          <button type="button" className="button is-small is-primary" onClick={() => void folders.tryAgain()}>
            Try again
          </button>
        ) : (
          <button type="button" className="button is-quiet is-small" onClick={() => void folders.lookAgain()}>
            Look again
          </button>
        )}
        <button type="button" className="button is-quiet is-small" onClick={() => folders.letGo()}>
          Let go
        </button>
      </div>
    </section>
  );
}
