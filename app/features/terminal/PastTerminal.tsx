import { useEffect, useRef } from 'react';
import type { PastTerminal as Past } from '../../../runtime/stops/stop.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import './past-terminal.css';

/**
 * The terminal as it was at a moment that a debugged program was taken back to, with what came later in grey. Where the
 * program reads the keyboard, an answer that is typed here begins a new future. Loaded when it is first needed, hence the
 * default export.
 */
export default function PastTerminal({ past: { before, later } }: { readonly past: Past }) {
  const isTyped = useApp(({ runPolicy }) => runPolicy?.stdin.kind === 'terminal');
  const screen = useRef<HTMLPreElement>(null);
  const moment = useRef<HTMLSpanElement>(null);

  // The moment stays in sight: what came later may be long.
  useEffect(() => {
    const [view, at] = [screen.current, moment.current];
    if (view && at) view.scrollTop = at.offsetTop - view.clientHeight / 2;
  }, [before, later]);

  return (
    <section className="past-terminal" aria-label="Terminal at this moment">
      <pre ref={screen} className="past-screen" tabIndex={0} aria-label="Text of the terminal">
        {before}
        <span ref={moment} className="past-moment" aria-hidden>
          ▏
        </span>
        {later !== '' && (
          <span className="past-later">
            <span className="for-readers">Printed later: </span>
            {later}
          </span>
        )}
      </pre>
      {isTyped ? (
        <AnotherAnswer />
      ) : (
        <div className="past-form">
          <p>
            This is how the terminal was at this moment; what came later is grey. The program does not read the
            keyboard, so no other answer can be typed here. To change a value begins a new future; the input that was
            read by then is gone there, and the program reads what follows it.
          </p>
        </div>
      )}
    </section>
  );
}

function AnotherAnswer() {
  const { debugCommand, terminal } = useServices();
  return (
    <form
      className="past-form"
      onSubmit={(event) => {
        event.preventDefault();
        const answer = new FormData(event.currentTarget).get('answer');
        if (typeof answer !== 'string') return;
        debugCommand({ type: 'new-future' });
        terminal.say('A new future begins here. What is above stays as it was printed before.', 'quiet');
        terminal.typed(`${answer}\r`);
      }}
    >
      <p>
        This is how the terminal was at this moment; what came later is grey. Another answer begins a new future from
        here: what came later is dropped, and what the program has done to files stays done.
      </p>
      <div className="past-answer">
        <input
          name="answer"
          className="field is-code"
          aria-label="Another answer"
          autoComplete="off"
          spellCheck={false}
        />
        <button type="submit" className="button is-small">
          Begin a new future
        </button>
      </div>
    </form>
  );
}
