import { Hand } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { printable, type Answer } from '../../../runtime/policy/question.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { wishText } from './question-text.ts';
import './asking.css';

const ANSWERS: readonly { readonly answer: Answer; readonly label: string }[] = [
  { answer: 'once', label: 'Allow once' },
  { answer: 'run', label: 'Allow for this run' },
  { answer: 'refuse', label: 'Refuse' },
  { answer: 'never', label: 'Refuse for this run' },
];

/**
 * A program waits to be told whether it may. Nothing is covered: the terminal stays in sight, and Stop works. The keyboard
 * comes to the question, not to an answer, so that what somebody just types answers nothing.
 */
export default function QuestionBanner() {
  const { live, focus } = useServices();
  const questions = useApp((state) => state.questions);
  const place = useRef<HTMLElement>(null);
  const question = questions[0];
  const questionId = question?.id;
  const id = useId();

  useEffect(() => focus.register('question', () => place.current?.focus()), [focus]);

  // Whoever watches the program is brought to the question; whoever edits meanwhile is not torn away.
  useEffect(() => {
    if (questionId === undefined) return;
    const { activeElement: at } = document;
    if (at === null || at === document.body || at.closest('.terminal-panel, .run-buttons')) place.current?.focus();
  }, [questionId]);

  if (!question) return null;
  const { program, preopen, folder, path, call } = question;

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
          The program <code>{program}</code> wants to {wishText(question)}{' '}
          <code className="question-path">{printable(path)}</code>
        </p>
        <p id={`${id}-note`} className="question-note">
          It called <code>{call}</code> through <code>{preopen}</code>
          {folder !== preopen && (
            <>
              , which is <code>{folder}</code>
            </>
          )}
          , and waits. Once: this call, and the file it opens until that is closed.
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
