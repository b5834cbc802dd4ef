import { useId } from 'react';
import type { Moment } from '../../state/live-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { momentText, secondsText } from './row-text.ts';

interface TimelineProps {
  readonly moments: readonly Moment[];
  readonly index: number;
}

/** Goes back through the run, from change to change. */
export function Timeline({ moments, index }: TimelineProps) {
  const momentShown = useApp((state) => state.momentShown);
  const id = useId();
  const last = moments.length - 1;
  const moment = moments[index];
  if (!moment) return null;
  const what = momentText(moments, index);
  const when = moment.call === 0 ? 'at the start' : `after call ${moment.call.toLocaleString('en')}`;
  return (
    <div className="timeline">
      <div className="timeline-line">
        <label htmlFor={id} className="timeline-label">
          History
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={last}
          step={1}
          value={index}
          disabled={last === 0}
          aria-valuetext={`${index + 1} of ${moments.length}, ${when}: ${what}`}
          onChange={({ target }) => {
            const wanted = Number(target.value);
            momentShown(wanted >= last ? undefined : moments[wanted]);
          }}
        />
        <button
          type="button"
          className="button is-small"
          disabled={index === last}
          onClick={() => momentShown(undefined)}
        >
          Latest
        </button>
      </div>
      <p role="status" className="for-readers">
        {moment.cause === 'owner' && index === last ? what : ''}
      </p>
      <p className="timeline-what">
        <strong>{what}</strong>
        <span className="timeline-when">{` ${when}, ${secondsText(moment.ms)}`}</span>
      </p>
    </div>
  );
}
