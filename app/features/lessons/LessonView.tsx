import { Fragment, useRef } from 'react';
import { useStore } from 'zustand';
import type { Lesson } from '../../../runtime/lessons/lesson.ts';
import type { Lessons } from '../../services/lessons/lessons.ts';
import { useServices } from '../../services/use-services.ts';
import { selectPrediction } from '../../state/lessons-store.ts';
import { useApp } from '../../state/use-app.ts';
import { Markdown } from '../../ui/Markdown.tsx';
import { Checks } from './Checks.tsx';
import { minutesText } from './lesson-text.ts';
import { PredictionPart } from './PredictionPart.tsx';
import { SolutionPart } from './SolutionPart.tsx';

interface LessonViewProps {
  readonly lessons: Lessons;
  readonly lesson: Lesson;
  readonly number: number;
  readonly next: Lesson | undefined;
}

/** One lesson: its text, and below it what its checks say. */
export function LessonView({ lessons, lesson, number, next }: LessonViewProps) {
  const { actions } = useServices();
  const state = useStore(lessons.store);
  const project = useApp(({ project }) => (project.phase === 'open' ? project.summary.id : undefined));
  const isOpen = lessons.lessonOf(project)?.id === lesson.id;
  const isSolved = state.solved.includes(lesson.id);
  // After what the lesson is about, and before its first step.
  const asked = lesson.steps[0]?.title === undefined ? 1 : 0;
  const isRunnable = useApp(actions.run.isEnabled);
  const { chosen, came } = selectPrediction(lesson.id)(state);
  const text = useRef<HTMLDivElement>(null);
  const showPrediction = () => {
    const question = text.current?.querySelector('fieldset');
    question?.scrollIntoView({ block: 'center' });
    question?.querySelector('input')?.focus({ preventScroll: true });
  };
  return (
    <>
      <div ref={text} className="lessons-scroll" data-keeps-place tabIndex={0} role="group" aria-label="Lesson">
        <h3 className="lesson-title">{lesson.title}</h3>
        <p className="lessons-note">
          Lesson {number}, {minutesText(lesson.minutes)}
          {isSolved && ', solved'}
        </p>
        {lesson.steps.map((step, i) => (
          <Fragment key={step.title ?? ''}>
            {i === asked && lesson.prediction && (
              <PredictionPart lessons={lessons} id={lesson.id} prediction={lesson.prediction} />
            )}
            <section className="lesson-step">
              {step.title !== undefined && <h4>{step.title}</h4>}
              <Markdown html={step.text} />
            </section>
          </Fragment>
        ))}
        {isOpen && <SolutionPart lesson={lesson} onUse={() => void lessons.useSolution(lesson)} />}
      </div>
      <section className="lesson-foot" aria-label="Checks">
        {!isOpen && state.opening === lesson.id ? (
          <p className="lessons-note">Opening the lesson’s project…</p>
        ) : isOpen ? (
          <>
            <Checks
              lesson={lesson}
              missing={state.result?.lesson === lesson.id ? state.result.missing : undefined}
              isRunning={state.isRunning}
            />
            {lesson.prediction && chosen === undefined && came === undefined && (
              <button type="button" className="link-button lesson-predict" onClick={showPrediction}>
                Before you run it: predict what happens
              </button>
            )}
            <div className="lesson-buttons">
              <button
                type="button"
                className={`button is-small ${isSolved ? '' : 'is-primary'}`}
                disabled={!isRunnable}
                onClick={actions.run.run}
              >
                Run and check
              </button>
              {isSolved && next && (
                <button type="button" className="button is-primary is-small" onClick={() => void lessons.begin(next)}>
                  Next: {next.title}
                </button>
              )}
              <button
                type="button"
                className="button is-quiet is-small"
                title="In a fresh project; this one stays"
                onClick={() => void lessons.startOver(lesson)}
              >
                Start over
              </button>
            </div>
          </>
        ) : (
          <>
            <p className="lessons-note">Another project is open.</p>
            <div className="lesson-buttons">
              <button type="button" className="button is-primary" onClick={() => void lessons.begin(lesson)}>
                Continue this lesson
              </button>
            </div>
          </>
        )}
      </section>
    </>
  );
}
