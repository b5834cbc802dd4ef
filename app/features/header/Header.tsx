import { useServices } from '../../services/use-services.ts';
import { ariaShortcut, shortcutText } from '../../services/page/key-bindings.ts';
import type { Action, ActionId } from '../../services/page/actions.ts';
import { useApp } from '../../state/use-app.ts';
import type { ThemePreference } from '../../state/view-slice.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { ProjectMenu } from './ProjectMenu.tsx';
import './header.css';

export function Header() {
  return (
    <header className="page-head">
      <h1 className="wordmark">
        <Mark />
        <span>Preopen</span>
      </h1>
      <ProjectMenu />
      <div className="header-space" />
      <RunButtons />
      <div className="header-rest">
        <ActionButton id="examples" />
        <ActionButton id="share" />
        <PaletteButton />
        <ThemeMenu />
      </div>
    </header>
  );
}

/** Half filled: what is granted, and what is not. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M8 3a5 5 0 0 0 0 10z" fill="currentColor" />
    </svg>
  );
}

function RunButtons() {
  const { actions, expectRun } = useServices();
  const run = useShortcut(actions.run);
  const debug = useShortcut(actions.debug);
  const stop = useShortcut(actions.stop);
  return (
    <div className="run-buttons">
      <button
        type="button"
        className="button is-primary run-button"
        aria-label="Run"
        title={`Run (${run.text})`}
        aria-keyshortcuts={run.aria}
        disabled={!useApp(actions.run.isEnabled)}
        onPointerEnter={expectRun}
        onFocus={expectRun}
        onClick={actions.run.run}
      >
        <Icon name="run" size={14} />
        <span>Run</span>
        <kbd className="button-key">{run.text}</kbd>
      </button>
      <button
        type="button"
        className="button debug-button"
        title={`Debug (${debug.text})`}
        aria-keyshortcuts={debug.aria}
        disabled={!useApp(actions.debug.isEnabled)}
        onClick={actions.debug.run}
      >
        Debug
      </button>
      <button
        type="button"
        className="button stop-button"
        aria-label="Stop"
        title={`Stop (${stop.text})`}
        aria-keyshortcuts={stop.aria}
        disabled={!useApp(actions.stop.isEnabled)}
        onClick={actions.stop.run}
      >
        <Icon name="stop" size={14} />
        <span>Stop</span>
      </button>
    </div>
  );
}

function ActionButton({ id }: { readonly id: ActionId }) {
  const { actions } = useServices();
  const action = actions[id];
  const shortcut = useShortcut(action);
  return (
    <button
      type="button"
      className="button is-quiet"
      title={shortcut.text && `${action.title} (${shortcut.text})`}
      aria-keyshortcuts={shortcut.aria}
      disabled={!useApp(action.isEnabled)}
      onClick={action.run}
    >
      {action.title}
    </button>
  );
}

function PaletteButton() {
  const { actions } = useServices();
  const shortcut = useShortcut(actions.palette);
  return (
    <button
      type="button"
      className="button is-quiet palette-button"
      aria-label="Commands"
      title={`Commands (${shortcut.text})`}
      aria-keyshortcuts={shortcut.aria}
      onClick={actions.palette.run}
    >
      <Icon name="keys" size={14} />
      <kbd className="button-key">{shortcut.text}</kbd>
    </button>
  );
}

const THEME_NAMES: Readonly<Record<ThemePreference, string>> = {
  system: 'Match the system',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
};

const THEME_ICONS: Readonly<Record<ThemePreference, IconName>> = {
  system: 'moon',
  light: 'sun',
  dark: 'moon',
  contrast: 'contrast',
};

function ThemeMenu() {
  const { actions } = useServices();
  const theme = useApp((state) => state.theme);
  return (
    <Menu
      label="Theme"
      buttonClassName="icon-button"
      align="end"
      button={<Icon name={THEME_ICONS[theme]} />}
      sections={[
        {
          items: (['system', 'light', 'dark', 'contrast'] as const).map((choice) => ({
            id: choice,
            label: THEME_NAMES[choice],
            isChecked: choice === theme,
            onSelect: actions[`theme-${choice}`].run,
          })),
        },
      ]}
    />
  );
}

function useShortcut({ shortcut }: Action): { readonly text: string | undefined; readonly aria: string | undefined } {
  const { isMac } = useServices();
  return {
    text: shortcut && shortcutText(shortcut, isMac),
    aria: shortcut && ariaShortcut(shortcut, isMac),
  };
}
