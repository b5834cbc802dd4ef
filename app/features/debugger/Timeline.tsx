import type { MarkKind, ShownStop } from '../../../runtime/stops/stop.ts';
import { useServices } from '../../services/use-services.ts';

const MARKS: Readonly<Record<MarkKind, string>> = {
  call: 'system calls',
  input: 'input',
  output: 'output',
  breakpoint: 'breakpoints',
  mistake: 'a mistake',
};
/** Those that are drawn last lie on top. */
const KINDS = Object.keys(MARKS) as readonly MarkKind[];

interface TimelineProps {
  readonly stop: ShownStop;
  readonly isStopped: boolean;
}

/** All moments of the run so far, with marks of what happened when. */
export function Timeline({ stop, isStopped }: TimelineProps) {
  const { debugCommand } = useServices();
  const { first, furthest, position, marks } = stop;
  const isAlone = furthest === first;
  const there = KINDS.filter((kind) => marks.some((mark) => mark.kind === kind));
  const go = (to: number | undefined): void => {
    if (isStopped && to !== undefined) debugCommand({ type: 'go', position: to });
  };
  return (
    <div className="debugger-timeline">
      <label>
        <span>Timeline</span>
        <span className="debugger-track">
          <input
            type="range"
            aria-label="Timeline"
            aria-valuetext={`Place ${position - first} of ${furthest - first}`}
            min={first}
            max={Math.max(furthest, first + 1)}
            value={position}
            disabled={isAlone}
            onChange={({ target }) => go(target.valueAsNumber)}
          />
          <svg className="debugger-marks" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden>
            {KINDS.flatMap((kind) =>
              marks
                .filter((mark) => mark.kind === kind)
                .map((mark) => {
                  const x = isAlone ? 0 : ((mark.position - first) / (furthest - first)) * 996;
                  return (
                    <rect key={`${kind} ${mark.position}`} className={`is-${kind}`} x={x} y="0" width="4" height="8" />
                  );
                }),
            )}
          </svg>
        </span>
        <span className="debugger-place">
          {position - first} of {furthest - first}
        </span>
      </label>
      {there.length > 0 && (
        <ul className="debugger-legend" aria-label="Marks of the timeline">
          {there.map((kind) => {
            const own = marks.filter((mark) => mark.kind === kind).map((mark) => mark.position);
            const before = own.findLast((one) => one < position);
            const after = own.find((one) => one > position);
            return (
              <li key={kind}>
                <span className={`debugger-swatch is-${kind}`} aria-hidden />
                {MARKS[kind]}
                <Jump label={`Back to ${MARKS[kind]}`} to={before} isStopped={isStopped} onGo={go}>
                  ‹
                </Jump>
                <Jump label={`On to ${MARKS[kind]}`} to={after} isStopped={isStopped} onGo={go}>
                  ›
                </Jump>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

interface JumpProps {
  readonly label: string;
  readonly to: number | undefined;
  readonly isStopped: boolean;
  readonly onGo: (to: number | undefined) => void;
  readonly children: string;
}

function Jump({ label, to, isStopped, onGo, children }: JumpProps) {
  return (
    <button
      type="button"
      className="icon-button is-small"
      aria-label={label}
      title={label}
      aria-disabled={to === undefined || !isStopped}
      onClick={() => onGo(to)}
    >
      {children}
    </button>
  );
}
