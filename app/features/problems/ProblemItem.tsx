import { CircleX, Info, TriangleAlert } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import type { Diagnostic, Explanation, Place, Severity } from '../../../runtime/protocol/diagnostic.ts';
import { useServices } from '../../services/use-services.ts';
import { followText, isReachable, placeText, sentenceCase, SEVERITY_WORDS } from './problem-text.ts';

/** A diagnostic in the compiler's words and in plain ones, with what follows from it. */
export function ProblemItem({ problem }: { readonly problem: Diagnostic }) {
  return (
    <li className={`problem is-${problem.severity}`}>
      <Jump place={problem.place} className="problem-main">
        <SeverityIcon severity={problem.severity} />
        <span className="problem-message">
          <span className="problem-severity">{SEVERITY_WORDS[problem.severity]}</span> {sentenceCase(problem.message)}
          {problem.flag !== undefined && <code className="problem-flag"> {problem.flag}</code>}
        </span>
        {problem.place && <span className="problem-place">{placeText(problem.place)}</span>}
      </Jump>
      {problem.explanation && <ExplanationPart explanation={problem.explanation} />}
      {problem.notes.length > 0 && (
        <ul className="problem-notes">
          {problem.notes.map((note, index) => (
            <li key={index}>
              <Jump place={note.place} className="problem-note">
                <span className="problem-message">{sentenceCase(note.message)}</span>
                {note.place && (
                  <span className="problem-place">
                    {note.place.file !== problem.place?.file && `${note.place.file} `}
                    {placeText(note.place)}
                  </span>
                )}
              </Jump>
            </li>
          ))}
        </ul>
      )}
      {problem.follow && problem.follow.length > 0 && <FollowPart follow={problem.follow} />}
    </li>
  );
}

function ExplanationPart({ explanation: { meaning, advice, example } }: { readonly explanation: Explanation }) {
  return (
    <div className="problem-explanation">
      <p>{meaning}.</p>
      {advice !== undefined && <p>{advice}.</p>}
      {example && (
        <Opening label={{ closed: 'More', open: 'Less' }}>
          <figure className="problem-example">
            <figcaption>A program with the same mistake</figcaption>
            <pre>{example.wrong}</pre>
          </figure>
          <figure className="problem-example">
            <figcaption>and without it</figcaption>
            <pre>{example.right}</pre>
          </figure>
        </Opening>
      )}
    </div>
  );
}

function FollowPart({ follow }: { readonly follow: readonly Diagnostic[] }) {
  const label = followText(follow.length);
  return (
    <div className="problem-follow">
      <Opening label={{ closed: label, open: label }}>
        <ul className="problem-list" aria-label={label}>
          {follow.map((problem, index) => (
            <ProblemItem key={index} problem={problem} />
          ))}
        </ul>
      </Opening>
    </div>
  );
}

interface OpeningProps {
  readonly label: { readonly closed: string; readonly open: string };
  readonly children: ReactNode;
}

/** A button that shows and hides what follows it. */
function Opening({ label, children }: OpeningProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button
        type="button"
        className="problem-more"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? label.open : label.closed}
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </>
  );
}

interface JumpProps {
  readonly place: Place | undefined;
  readonly className: string;
  readonly children: ReactNode;
}

/** A button where there is somewhere to go, plain text where there is not. */
function Jump({ place, className, children }: JumpProps) {
  const { files } = useServices();
  if (!isReachable(place)) return <div className={className}>{children}</div>;
  return (
    <button type="button" className={className} onClick={() => files.reveal(place.file, place.line, place.column)}>
      {children}
    </button>
  );
}

function SeverityIcon({ severity }: { readonly severity: Severity }) {
  const icons = { error: CircleX, warning: TriangleAlert, note: Info, remark: Info };
  const Icon = icons[severity];
  return <Icon size={14} aria-hidden className="problem-icon" />;
}
