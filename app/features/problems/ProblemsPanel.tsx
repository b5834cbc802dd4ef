import { useEffect, useRef, type KeyboardEvent } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import { useServices } from '../../services/use-services.ts';
import { countBySeverity, groupByFile } from '../../state/problems.ts';
import { useApp } from '../../state/use-app.ts';
import { ProblemItem } from './ProblemItem.tsx';
import { countText } from './problem-text.ts';
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
        <p className="panel-empty">No problems. Compiler messages appear here as you type.</p>
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

function moveBetweenButtons(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  buttons[buttons.indexOf(event.target as HTMLElement) + by]?.focus();
}
