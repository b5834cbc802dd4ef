import { useState } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import type { Lesson } from '../../../runtime/lessons/lesson.ts';
import { policyInWords } from '../../../runtime/policy/in-words.ts';

/** A way to solve it, for a learner who is stuck: shown only when asked for. */
export function SolutionPart({ lesson, onUse }: { readonly lesson: Lesson; readonly onUse: () => void }) {
  const [isShown, setShown] = useState(false);
  const { files, policy } = lesson.solution;
  return (
    <section className="lesson-step" aria-label="Solution">
      <button
        type="button"
        className="button is-small"
        aria-expanded={isShown}
        onClick={() => setShown((before) => !before)}
      >
        {isShown ? 'Hide the solution' : 'Show a solution'}
      </button>
      {isShown && (
        <div className="solution">
          {[...files].map(([path, text]) => (
            <div key={path}>
              <h4>{visible(path)}</h4>
              <pre className="code-block" tabIndex={0} aria-label={`Solution of ${path}`}>
                <code>{text}</code>
              </pre>
            </div>
          ))}
          {policy && (
            <>
              <h4>Policy</h4>
              <ul className="solution-policy">
                {policyInWords(policy).map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            </>
          )}
          <button type="button" className="button is-small" onClick={onUse}>
            Put it in my project
          </button>
        </div>
      )}
    </section>
  );
}
