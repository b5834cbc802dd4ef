import { Hand } from 'lucide-react';
import { Fragment, useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import type { Answer } from '../../../runtime/policy/question.ts';
import { consequences, wishOf } from '../../../runtime/policy/question-words.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import './permission.css';

const ANSWERS: readonly { readonly answer: Answer; readonly label: string }[] = [
  { answer: 'once', label: 'Allow once' },
  { answer: 'run', label: 'Allow for this run' },
  { answer: 'refuse', label: 'Refuse' },
  { answer: 'never', label: 'Refuse for this run' },
];

/**
 * A program waits for a permission. Nothing is covered: the terminal stays in sight, and Stop works. The keyboard
 * comes to the question, not to an answer, so that keys typed just then answer nothing.
 */
export default function QuestionBanner() {
  const { live, focus } = useServices();
  const questions = useApp((state) => state.questions);
  const place = useRef<HTMLElement>(null);
  const question = questions[0];
  const questionId = question?.id;
  const id = useId();

  useEffect(() => focus.register('question', () => place.current?.focus()), [focus]);

  // The question takes the focus from a person who watches the program, and not from one who edits.
  useEffect(() => {
    if (questionId === undefined) return;
    const { activeElement: at } = document;
    if (at === null || at === document.body || at.closest('.terminal-panel, .run-buttons')) place.current?.focus();
  }, [questionId]);

  if (!question) return null;
  const { program, preopen, folder, call } = question;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.shiftKey) return;
    // The question stays: to look away is no answer.
    event.preventDefault();
    focus.take('terminal');
  }

  return (
    <section
      ref={place}
      className="question"
      aria-labelledby={`${id}-asks`}
      aria-describedby={`${id}-note`}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <Hand size={20} aria-hidden className="question-icon" />
      <div className="question-text" role="alert">
        <p id={`${id}-asks`} className="question-asks">
          The program <code>{visible(program)}</code> wants to
          {wishOf(question).map(({ text, isPath }, i) => (
            // The pieces of one sentence do not move.
            <Fragment key={i}>
              {!text.startsWith(',') && ' '}
              {isPath ? <code className="question-path">{text}</code> : text}
            </Fragment>
          ))}
        </p>
        <p id={`${id}-note`} className="question-note">
          It called <code>{call}</code> through <code>{visible(preopen)}</code>
          {folder !== preopen && (
            <>
              , which is <code>{visible(folder)}</code>
            </>
          )}
          , and waits. {consequences(question).join(' ')}
          {questions.length > 1 && ` ${questions.length - 1} more to come.`}
        </p>
      </div>
      <div className="question-answers">
        {ANSWERS.map(({ answer, label }) => (
          <button
            key={answer}
            type="button"
            className="button"
            onClick={() => {
              live((part) => part.answer(question.id, answer));
              focus.take('terminal');
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </section>
  );
}
