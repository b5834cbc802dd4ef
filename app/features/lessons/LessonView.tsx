import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useStore } from 'zustand';
import type { Lesson } from '../../../runtime/lessons/lesson.ts';
import type { Lessons } from '../../services/lessons/lessons.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { Markdown } from '../../ui/Markdown.tsx';
import { Checks } from './Checks.tsx';
import { minutesText } from './lesson-text.ts';
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
  const isBegun = useApp(({ projects }) => projects.some(({ id }) => id === state.projects[lesson.id]));
  const isSolved = state.solved.includes(lesson.id);
  const isRunnable = useApp(actions.run.isEnabled);
  return (
    <>
      <div className="lessons-bar">
        <button type="button" className="button is-quiet is-small" onClick={() => state.lessonShown(undefined)}>
          <ArrowLeft size={14} aria-hidden /> All lessons
        </button>
        {next && (
          <button type="button" className="button is-quiet is-small" onClick={() => state.lessonShown(next.id)}>
            Next lesson <ArrowRight size={14} aria-hidden />
          </button>
        )}
      </div>
      <div className="lessons-scroll" tabIndex={0} role="group" aria-label="Lesson">
        <h3 className="lesson-title">{lesson.title}</h3>
        <p className="lessons-note">
          Lesson {number}, {minutesText(lesson.minutes)}
          {isSolved && ', solved'}
        </p>
        {lesson.steps.map(({ title, text }) => (
          <section key={title ?? ''} className="lesson-step">
            {title !== undefined && <h4>{title}</h4>}
            <Markdown text={text} />
          </section>
        ))}
        {isOpen && <SolutionPart lesson={lesson} onUse={() => void lessons.useSolution(lesson)} />}
      </div>
      <section className="lesson-foot" aria-label="Checks">
        {isOpen ? (
          <>
            <Checks lesson={lesson} missing={state.result?.lesson === lesson.id ? state.result.missing : undefined} />
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
                <button type="button" className="button is-primary is-small" onClick={() => state.lessonShown(next.id)}>
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
            <p className="lessons-note">The lesson is a project of its own. Yours stay as they are.</p>
            <div className="lesson-buttons">
              <button type="button" className="button is-primary" onClick={() => void lessons.start(lesson)}>
                {isBegun ? 'Continue this lesson' : 'Start this lesson'}
              </button>
            </div>
          </>
        )}
      </section>
    </>
  );
}
