import { useEffect, useMemo, useState } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import { shortcutText } from '../../services/page/key-bindings.ts';
import { useServices } from '../../services/use-services.ts';
import { entriesOf } from '../../state/file-tree.ts';
import { fileName } from '../../state/paths.ts';
import { selectIsBusy } from '../../state/run-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { classNames } from '../../ui/class-names.ts';
import { Icon, PathIcon } from '../../ui/icons.tsx';

const OPEN_ICON = 'M6 3H3v10h10v-3M9 2.5h4.5V7m0-4.5L7.5 8.5';

/** How long after the last key the link follows. */
const FOLLOW_MS = 400;

export function EmbedBar({ hidden }: { readonly hidden: readonly string[] }) {
  return (
    <header className="embed-bar">
      <Files hidden={hidden} />
      <RunButton />
      <OpenLink />
    </header>
  );
}

/** There is a line of them: more than this are looked for in the IDE. */
const MOST_BUTTONS = 100;

function Files({ hidden }: { readonly hidden: readonly string[] }) {
  const { files } = useServices();
  const entries = useApp((state) => state.files);
  const active = useApp((state) => state.activeFile);
  const shown = useMemo(() => {
    const found: string[] = [];
    for (const { path, kind } of entriesOf(entries)) {
      if (kind === 'file' && !hidden.includes(path)) found.push(path);
      if (found.length === MOST_BUTTONS) break;
    }
    return found;
  }, [entries, hidden]);
  return (
    <nav className="embed-files" aria-label="Files">
      {shown.map((path) => (
        <button
          key={path}
          type="button"
          className={classNames('embed-file', path === active && 'is-active')}
          aria-current={path === active ? 'true' : undefined}
          title={visible(path)}
          onClick={() => files.open(path)}
        >
          {visible(fileName(path))}
        </button>
      ))}
    </nav>
  );
}

/** Run while nothing runs, Stop while something does. */
function RunButton() {
  const { actions, isMac } = useServices();
  const isBusy = useApp(selectIsBusy);
  const action = isBusy ? actions.stop : actions.run;
  const isEnabled = useApp(action.isEnabled);
  const shortcut = action.shortcut === undefined ? '' : ` (${shortcutText(action.shortcut, isMac)})`;
  return (
    <button
      type="button"
      className={classNames('button', isBusy ? 'embed-stop' : 'is-primary')}
      title={`${action.title}${shortcut}`}
      disabled={!isEnabled}
      onClick={action.run}
    >
      <Icon name={isBusy ? 'stop' : 'run'} size={14} />
      {action.title}
    </button>
  );
}

/** The program as it stands, in a tab of its own. */
function OpenLink() {
  const { links, documents } = useServices();
  const project = useApp((state) => state.project);
  const [address, setAddress] = useState(`./${location.hash}`);

  useEffect(() => {
    if (project.phase !== 'open') return;
    let making = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = (): void => {
      making.abort();
      const { signal } = (making = new AbortController());
      links(async (part) => {
        const made = await part.make(signal);
        if (!signal.aborted) setAddress(made.ok ? `./#${made.value.fragment}` : './');
      });
    };
    const forget = documents.onEdited(() => {
      clearTimeout(timer);
      timer = setTimeout(follow, FOLLOW_MS);
    });
    follow();
    return () => {
      making.abort();
      clearTimeout(timer);
      forget();
    };
  }, [links, documents, project]);

  return (
    <a className="embed-open" title="Open in Preopen" href={address} target="_blank" rel="noopener">
      <span>Open in Preopen</span>
      <PathIcon path={OPEN_ICON} />
    </a>
  );
}
