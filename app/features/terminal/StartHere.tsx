import { shortcutText } from '../../services/page/key-bindings.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { Icon } from '../../ui/icons.tsx';
import { FIRST_LESSON, REFUSED, TAKING_BACK } from './start-lessons.ts';

/** What an empty terminal says: what the page is, and what can be done with it. */
export function StartHere() {
  const { actions, focus, isMac, lessons, projects } = useServices();
  const tracingChanged = useApp((state) => state.tracingChanged);
  const isRunnable = useApp(actions.run.isEnabled);

  function begin(id: string): void {
    focus.show('lessons');
    lessons((part) => {
      const lesson = part.store.getState().lessons.find((one) => one.id === id);
      if (lesson) void part.begin(lesson);
    });
  }

  function watch(): void {
    tracingChanged(true);
    focus.show('trace');
    actions.run.run();
  }

  async function knock(): Promise<void> {
    await projects.openExample(REFUSED);
    actions.run.run();
  }

  const keys = actions.run.shortcut === undefined ? '' : shortcutText(actions.run.shortcut, isMac);
  return (
    <div className="start-here" role="group" aria-label="What to do here">
      <p>A real clang compiles this program in your browser, and it runs here with only what you grant it.</p>
      <p className="start-run">
        <button type="button" className="button is-small" disabled={!isRunnable} onClick={actions.run.run}>
          <Icon name="run" size={12} /> Press Run
        </button>{' '}
        <kbd>{keys}</kbd>
      </p>
      <p>
        Then{' '}
        <button type="button" className="link-button" onClick={() => begin(FIRST_LESSON)}>
          take a lesson of three minutes
        </button>
        ,{' '}
        <button type="button" className="link-button" disabled={!isRunnable} onClick={watch}>
          see every system call
        </button>
        ,{' '}
        <button type="button" className="link-button" disabled={!isRunnable} onClick={() => void knock()}>
          see calls refused
        </button>{' '}
        or{' '}
        <button type="button" className="link-button" onClick={() => begin(TAKING_BACK)}>
          take a file away while it runs
        </button>
        .
      </p>
    </div>
  );
}
