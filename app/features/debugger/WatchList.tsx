import { useEffect, useRef } from 'react';
import type { ShownStop } from '../../../runtime/stops/stop.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { ValueItem } from './ValueList.tsx';

/** Expressions of the person's, with their values at this stop. */
export function WatchList({ stop, isStopped }: { readonly stop: ShownStop; readonly isStopped: boolean }) {
  const watched = useApp((state) => state.watched);
  const change = useApp((state) => state.watchedChanged);
  const { debugCommand } = useServices();
  const field = useRef<HTMLInputElement>(null);
  const values = new Map(stop.watched.map((value) => [value.name, value]));
  const isAsked = isStopped && watched.join('\n') !== stop.watched.map(({ name }) => name).join('\n');

  useEffect(() => {
    if (isAsked) debugCommand({ type: 'watch', expressions: watched });
  }, [isAsked, watched, debugCommand]);

  return (
    <section aria-label="Watch">
      <h3 className="debugger-heading">Watch</h3>
      <ul className="debugger-values">
        {watched.map((expression) => (
          <ValueItem
            key={expression}
            value={values.get(expression) ?? { name: expression, type: '', text: '…', parts: [] }}
            isChanged={false}
            isStopped={isStopped}
            tool={
              <button
                type="button"
                className="button is-small"
                aria-label={`Stop watching ${expression}`}
                onClick={() => {
                  change(watched.filter((one) => one !== expression));
                  field.current?.focus();
                }}
              >
                ×
              </button>
            }
          />
        ))}
      </ul>
      <form
        className="debugger-form"
        onSubmit={(event) => {
          event.preventDefault();
          const expression = field.current?.value.trim() ?? '';
          if (field.current) field.current.value = '';
          if (expression !== '' && !watched.includes(expression)) change([...watched, expression]);
        }}
      >
        <input ref={field} className="field is-code" aria-label="Expression to watch" placeholder="list->next->value" />
        <button type="submit" className="button is-small">
          Watch
        </button>
      </form>
    </section>
  );
}
