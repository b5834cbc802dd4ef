import { CircleX, Info, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import type { Place, Severity } from '../../../runtime/protocol/diagnostic.ts';
import { useServices } from '../../services/use-services.ts';
import { countBySeverity, groupByFile, type Problem } from '../../state/problems.ts';
import { useApp } from '../../state/use-app.ts';
import { countText, isReachable, placeText, sentenceCase, SEVERITY_WORDS } from './problem-text.ts';
import './problems.css';

/** What the compiler and the linker say. */
export function ProblemsPanel() {
  const problems = useApp((state) => state.problems);
  const { focus } = useServices();
  const list = useRef<HTMLDivElement>(null);
  const counts = countText(countBySeverity(problems));

  useEffect(
    () => focus.register('problems', () => list.current?.querySelector<HTMLElement>('button')?.focus()),
    [focus],
  );

  return (
    <section className="panel problems-panel" aria-label="Problems">
      <div className="panel-bar">
        <h2 className="panel-title">
          Problems <span className="panel-count">{problems.length === 0 ? '0' : counts}</span>
        </h2>
      </div>
      {problems.length === 0 ? (
        <p className="panel-empty">Nothing to report. What the compiler says shows here as you type.</p>
      ) : (
        <div ref={list} className="problems" onKeyDown={moveBetweenButtons}>
          {groupByFile(problems).map(({ file, problems: members }) => (
            <section key={file ?? ''} aria-label={visible(file ?? 'Linker')} className="problem-group">
              <h3 className="problem-file">{visible(file ?? 'Linker')}</h3>
              <ul className="problem-list">
                {members.map((problem, index) => (
                  <ProblemItem key={index} problem={problem} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </section>
  );
}

function ProblemItem({ problem }: { readonly problem: Problem }) {
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
    </li>
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

function moveBetweenButtons(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  buttons[buttons.indexOf(event.target as HTMLElement) + by]?.focus();
}
