import { CircleCheck } from 'lucide-react';
import { useStore } from 'zustand';
import type { Lessons } from '../../services/lessons/lessons.ts';
import { minutesText, progressText } from './lesson-text.ts';

export function LessonList({ lessons }: { readonly lessons: Lessons }) {
  const { lessons: all, solved } = useStore(lessons.store);
  const count = all.filter(({ id }) => solved.includes(id)).length;
  return (
    <div className="lessons-scroll" data-keeps-place tabIndex={0} role="group" aria-label="All lessons">
      <p className="lessons-note">
        What a program may reach, and why, in {all.length} short lessons. Each opens a project of its own that you
        change and run; every run is checked here. Yours stay as they are.
      </p>
      <p className="lessons-progress">{progressText(count, all.length)}</p>
      <ol className="lesson-list" aria-label="Lessons">
        {all.map((lesson, i) => (
          <li key={lesson.id}>
            <button type="button" className="lesson-row" onClick={() => void lessons.begin(lesson)}>
              <span className="lesson-number">{i + 1}</span>
              <span className="lesson-name">{lesson.title}</span>
              {solved.includes(lesson.id) ? (
                <span className="lesson-solved">
                  <CircleCheck size={14} aria-hidden /> Solved
                </span>
              ) : (
                <span className="lesson-minutes">{minutesText(lesson.minutes)}</span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
