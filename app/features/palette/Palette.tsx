import { ACTION_KEYWORDS } from './action-keywords.ts';
import { Command, defaultFilter } from 'cmdk';
import { useContext, useDeferredValue, useMemo, useState } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import type { Action } from '../../services/page/actions.ts';
import { shortcutText } from '../../services/page/key-bindings.ts';
import { useServices } from '../../services/use-services.ts';
import { AppStoreContext, useApp } from '../../state/use-app.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { matchingFiles } from './matching-files.ts';
import './palette.css';

const GROUPS: readonly Action['group'][] = ['Run', 'Panels', 'Files', 'Project', 'View'];

/** Files that are offered at a time: typing more narrows them down. */
const MOST_FILES = 50;

/** Every action and every file, found by typing. Loaded when first opened, hence the default export. */
export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const { actions, files } = useServices();
  const store = useContext(AppStoreContext);
  const entries = useApp((state) => state.files);
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed);
  const paths = useMemo(() => matchingFiles(entries, wanted, MOST_FILES), [entries, wanted]);
  // As things stand when the palette opens: it is up for seconds, and entries that come and go would move.
  const enabled = useMemo(() => {
    const state = store?.getState();
    return Object.values(actions).filter((action) => action.id !== 'palette' && state && action.isEnabled(state));
  }, [actions, store]);

  function choose(act: () => void): void {
    onClose();
    // Once the dialog has given the focus back, so that what the action focuses stays focused.
    requestAnimationFrame(act);
  }

  return (
    <Dialog title="Commands" isTitleHidden className="palette" onClose={onClose}>
      <Command label="Commands" filter={scoreOf} loop>
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder="Type a command or a file"
          className="palette-input"
        />
        <Command.List label="Commands" className="palette-list">
          <Command.Empty className="palette-empty">No matches.</Command.Empty>
          {GROUPS.map((group) => (
            <Command.Group key={group} heading={group}>
              {enabled
                .filter((action) => action.group === group)
                .map((action) => (
                  <ActionEntry key={action.id} action={action} onChoose={() => choose(() => action.run())} />
                ))}
            </Command.Group>
          ))}
          <Command.Group heading="Open a file">
            {paths.map((path) => (
              <Command.Item
                key={path}
                value={`open ${path}`}
                className="palette-item"
                onSelect={() => choose(() => files.open(path))}
              >
                {visible(path)}
              </Command.Item>
            ))}
          </Command.Group>
        </Command.List>
      </Command>
    </Dialog>
  );
}

/** A word that people use for it counts where it is there as typed, and less than the name; letters in between would fit too much. */
const KEYWORD_SCORE = 0.2;

function scoreOf(title: string, search: string, keywords: readonly string[] = []): number {
  const typed = search.trim().toLowerCase();
  const isKeyword = keywords.some((keyword) => keyword.toLowerCase().includes(typed));
  return Math.max(defaultFilter(title, search), isKeyword ? KEYWORD_SCORE : 0);
}

function ActionEntry({ action, onChoose }: { readonly action: Action; readonly onChoose: () => void }) {
  const { isMac } = useServices();
  const keywords = [...(action.keywords ?? []), ...(ACTION_KEYWORDS[action.id] ?? [])];
  return (
    <Command.Item value={action.title} keywords={keywords} className="palette-item" onSelect={onChoose}>
      <span className="palette-title">{action.title}</span>
      {action.shortcut !== undefined && <kbd className="palette-key">{shortcutText(action.shortcut, isMac)}</kbd>}
    </Command.Item>
  );
}
