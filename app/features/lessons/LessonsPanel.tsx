import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Lessons } from '../../services/lessons/lessons.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { LessonList } from './LessonList.tsx';
import { LessonView } from './LessonView.tsx';
import './lessons.css';

/** Lessons to read, to begin and to be checked. Loaded when first opened, hence the default export. */
export default function LessonsPanel() {
  const panelClosed = useApp((state) => state.panelClosed);
  const lessons = useLessons();
  return (
    <SidePanel
      label="Lessons"
      closeLabel="Close the lessons"
      className="lessons-panel"
      tools={lessons && <LessonTools lessons={lessons} />}
      onClose={() => panelClosed('lessons')}
    >
      {lessons && <Shown lessons={lessons} />}
    </SidePanel>
  );
}

/** The ways from the lesson that is read to the others. */
function LessonTools({ lessons }: { readonly lessons: Lessons }) {
  const { lessons: all, shown, lessonShown } = useStore(lessons.store);
  const at = all.findIndex(({ id }) => id === shown);
  const next = all[at + 1];
  if (at < 0) return null;
  return (
    <>
      <button
        type="button"
        className="button is-quiet is-small"
        aria-label="All lessons"
        onClick={() => lessonShown(undefined)}
      >
        <ArrowLeft size={14} aria-hidden /> All
      </button>
      {next && (
        <button
          type="button"
          className="button is-quiet is-small"
          aria-label="Next lesson"
          onClick={() => void lessons.begin(next)}
        >
          Next <ArrowRight size={14} aria-hidden />
        </button>
      )}
    </>
  );
}

function Shown({ lessons }: { readonly lessons: Lessons }) {
  const { focus } = useServices();
  const all = useStore(lessons.store, (state) => state.lessons);
  const shown = useStore(lessons.store, (state) => state.shown);
  const body = useRef<HTMLDivElement>(null);
  const at = all.findIndex(({ id }) => id === shown);
  const lesson = all[at];

  useEffect(
    () =>
      focus.register('lessons', () =>
        body.current?.querySelector<HTMLElement>('.lesson-row, .lessons-scroll:not(:has(.lesson-row))')?.focus(),
      ),
    [focus],
  );

  return (
    <div ref={body} className="lessons">
      {lesson ? (
        <LessonView key={lesson.id} lessons={lessons} lesson={lesson} number={at + 1} next={all[at + 1]} />
      ) : (
        <LessonList lessons={lessons} />
      )}
    </div>
  );
}

/** The page's lessons, once they have been fetched. */
function useLessons(): Lessons | undefined {
  const { lessons } = useServices();
  const [part, setPart] = useState<Lessons>();
  useEffect(() => lessons((fetched) => setPart(fetched)), [lessons]);
  return part;
}
