import { Circle, CircleCheck, CircleX } from 'lucide-react';
import type { Missing } from '../../../runtime/lessons/check-run.ts';
import type { Lesson, LessonCheck } from '../../../runtime/lessons/lesson.ts';
import { resultText } from './lesson-text.ts';

/** What is to be reached, each with what the last run lacks of it. */
export function Checks({
  lesson,
  missing,
}: {
  readonly lesson: Lesson;
  readonly missing: readonly Missing[] | undefined;
}) {
  return (
    <>
      <p className="lesson-result" role="status">
        {resultText(missing)}
      </p>
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
    </>
  );
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
