import { ChevronDown, ChevronUp, Circle, CircleCheck, CircleX } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import type { Missing } from '../../../runtime/lessons/check-run.ts';
import type { Lesson, LessonCheck } from '../../../runtime/lessons/lesson.ts';
import { resultText } from './lesson-text.ts';

/** What is to be reached, each with what the last run lacks of it. */
export function Checks({ lesson, missing, isRunning }: ChecksProps) {
  const isShort = useSyncExternalStore(followHeight, () => matchMedia(SHORT).matches);
  // In a short window the text of the lesson needs the room, until the checks are asked for.
  const [chosen, setChosen] = useState<boolean>();
  const isShown = chosen ?? !isShort;
  return (
    <>
      <div className="lesson-result">
        <p role="status">{resultText(missing, isRunning)}</p>
        <button
          type="button"
          className="button is-quiet is-small"
          aria-expanded={isShown}
          onClick={() => setChosen(!isShown)}
        >
          {lesson.checks.length} checks
          {isShown ? <ChevronDown size={14} aria-hidden /> : <ChevronUp size={14} aria-hidden />}
        </button>
      </div>
      {isShown && (
        <ul className="checks" aria-label="Checks" tabIndex={0}>
          {lesson.checks.map((check, i) => (
            <Check
              key={check.says}
              check={check}
              state={!missing ? 'open' : missing[i] === undefined ? 'held' : 'missed'}
              missing={missing?.[i]}
            />
          ))}
        </ul>
      )}
    </>
  );
}

interface ChecksProps {
  readonly lesson: Lesson;
  readonly missing: readonly Missing[] | undefined;
  /** Its program is being built or runs. */
  readonly isRunning: boolean;
}

const SHORT = '(max-height: 699px)';

function followHeight(onChange: () => void): () => void {
  const short = matchMedia(SHORT);
  short.addEventListener('change', onChange);
  return () => short.removeEventListener('change', onChange);
}

const STATES = {
  open: { Mark: Circle, name: 'Not checked yet: ' },
  held: { Mark: CircleCheck, name: 'Holds: ' },
  missed: { Mark: CircleX, name: 'Missing: ' },
} as const;

/** What such a check looks for would give the solution away. */
const HIDDEN = 'Hidden until a run does it';
const NOT_YET = 'Not yet.';

interface CheckProps {
  readonly check: LessonCheck;
  readonly state: keyof typeof STATES;
  readonly missing: Missing;
}

function Check({ check, state, missing }: CheckProps) {
  const { Mark, name } = STATES[state];
  const hides = state === 'held' ? undefined : check.hides;
  return (
    <li className={`check is-${state}`}>
      <Mark size={14} aria-hidden className="check-mark" />
      <div>
        <span className="for-readers">{name}</span>
        {hides === 'sentence' ? HIDDEN : check.says}
        {missing !== undefined && <p className="check-missing">{hides ? NOT_YET : missing}</p>}
        {check.hint !== undefined && state !== 'held' && (
          <details className="check-hint">
            <summary>Hint</summary>
            <p>{check.hint}</p>
          </details>
        )}
      </div>
    </li>
  );
}
