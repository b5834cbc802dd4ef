import { useId } from 'react';
import { useStore } from 'zustand';
import type { Prediction } from '../../../runtime/lessons/lesson.ts';
import type { Lessons } from '../../services/lessons/lessons.ts';
import { selectPrediction } from '../../state/lessons-store.ts';
import { Markdown } from '../../ui/Markdown.tsx';
import { verdictText } from './lesson-text.ts';

interface PredictionPartProps {
  readonly lessons: Lessons;
  readonly id: string;
  readonly prediction: Prediction;
}

/** Asks what the program will do; after its run, what was chosen stands beside what happened. */
export function PredictionPart({ lessons, id, prediction }: PredictionPartProps) {
  const { chosen, came } = useStore(lessons.store, selectPrediction(id));
  const predicted = useStore(lessons.store, (state) => state.predicted);
  const name = useId();
  const { asks, choices, because } = prediction;
  return (
    <fieldset className="prediction" disabled={came !== undefined}>
      <legend>Before you run it</legend>
      <p>{asks}</p>
      {choices.map(({ says }, i) => (
        <label key={says} className={i === came ? 'prediction-choice is-came' : 'prediction-choice'}>
          <input type="radio" name={name} checked={i === chosen} onChange={() => predicted(id, i)} />
          <span>
            {says}
            {i === came && <strong className="prediction-came"> This happened.</strong>}
          </span>
        </label>
      ))}
      {came !== undefined && (
        <div className="prediction-result">
          <p>{verdictText(chosen, came)}</p>
          <Markdown html={because} />
        </div>
      )}
    </fieldset>
  );
}
