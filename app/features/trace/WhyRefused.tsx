import type { WalkStep } from '../../../runtime/abi/walk.ts';
import { visible } from '../../../runtime/base/visible-text.ts';
import type { TracedWalk } from '../../../runtime/trace/event.ts';
import type { Explanation } from '../../../runtime/trace/explain.ts';
import { useServices } from '../../services/use-services.ts';
import { stepText, WHY_TITLES } from './trace-text.ts';

interface WhyRefusedProps {
  readonly why: Explanation;
  /** The guest's name of the folder where the path began. */
  readonly granted: string | undefined;
}

/** One of the explanations, and the button that makes it work. */
export function WhyRefused({ why, granted }: WhyRefusedProps) {
  const { policy } = useServices();
  const { kind, because, rights, walk, evidence, remedy } = why;
  return (
    <div className={kind === 'not-there' || kind === 'wrong-kind' ? 'trace-why is-plain' : 'trace-why'}>
      <h4 className="trace-heading">{WHY_TITLES[kind]}</h4>
      {because.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {walk && walk.steps.length > 0 && <WalkDrawing walk={walk} granted={granted} />}
      {rights && (
        <dl className="trace-fields">
          <div className="trace-field">
            <dt>needs</dt>
            <dd>{rights.need.join(', ')}</dd>
          </div>
          <div className="trace-field">
            <dt>has</dt>
            <dd>{rights.have.length === 0 ? 'none' : rights.have.join(', ')}</dd>
          </div>
        </dl>
      )}
      {evidence !== undefined && <p className="trace-hint">{evidence}</p>}
      {remedy.kind === 'none' ? (
        <p>{remedy.why}</p>
      ) : (
        <div className="trace-remedy">
          <button
            type="button"
            className="button is-primary"
            onClick={() => policy((part) => part.allow(remedy.change))}
          >
            Allow this and run again
          </button>
          <span>{`This ${remedy.words}, from now on.`}</span>
        </div>
      )}
    </div>
  );
}

/** The path as a stair: each component a step down, `..` a step up, and where it went over the edge. */
function WalkDrawing({ walk, granted }: { readonly walk: TracedWalk; readonly granted: string | undefined }) {
  return (
    <ol className="trace-walk" aria-label="The path, step by step">
      <li>
        <code>{visible(walk.from)}</code>
        <span>
          {granted === undefined ? 'where it starts' : `where it starts: ${visible(granted)} for the program`}
        </span>
      </li>
      {walk.steps.map((step, index) => (
        <li
          key={index}
          className={step.did === 'stepped-out' || step.did === 'found-nothing' ? 'is-end' : undefined}
          style={{ marginInlineStart: 16 * Math.min(12, depthAt(walk.steps, index)) }}
        >
          <code>{visible(step.name)}</code>
          <span>{stepText(step)}</span>
        </li>
      ))}
      {walk.beyond && (
        <li className="is-beyond">
          <code>{visible(walk.beyond.path)}</code>
          <span>where it would have gone</span>
        </li>
      )}
    </ol>
  );
}

/** How far below its start a walk is drawn at one of its steps. */
function depthAt(steps: readonly WalkStep[], index: number): number {
  let depth = 0;
  for (const { did } of steps.slice(0, index)) {
    if (did === 'entered') depth++;
    if (did === 'went-back') depth--;
  }
  const did = steps[index]?.did;
  return did === 'stepped-out' ? 0 : did === 'went-back' ? depth : depth + 1;
}
