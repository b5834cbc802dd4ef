import type { ProgramOutcome } from '../../../runtime/project/program-outcome.ts';
import { outcomeText, trapSentence } from '../../text/outcome-text.ts';
import type { DebugState } from '../../state/debug-slice.ts';
import type { ShownStop, ShownValue, StopReason } from '../../../runtime/stops/stop.ts';

const REASONS: Readonly<Record<StopReason, string>> = {
  start: 'Stopped at the first line of main',
  step: 'Stopped',
  breakpoint: 'Stopped at a breakpoint',
  pause: 'Paused',
  first: 'Back at the first line of main',
  moved: 'Stopped',
  written: 'Stopped',
  changed: 'Stopped at a change',
  ended: 'The program ends here',
};

/** What else is to be known of the run. */
interface RunFacts {
  /** Its standard input is the terminal. */
  readonly isTyped: boolean;
  /** It waits for the answer to a question about a permission. */
  readonly isAsking: boolean;
}

/** What the program does, or why and where it stands. */
export function stateText(debug: DebugState, { isTyped, isAsking }: RunFacts): string {
  switch (debug.phase) {
    case 'stopped':
      return reasonText(debug.stop, debug.outcome, isTyped);
    case 'running':
      if (debug.goesBack !== undefined)
        return `Going back: the run is repeated up to that moment, ${Math.round(100 * Math.min(1, debug.goesBack))} %.`;
      if (isAsking) return 'Waiting for your answer: the program asks for a permission.';
      return debug.isWaiting
        ? 'Waiting for input: the program reads the keyboard. Type in the terminal.'
        : 'Running. Pause stops it where it is.';
    case 'off':
      return 'Press Debug to run the program line by line. Click a line number, or press F9, to stop there.';
  }
}

/** Why and where the program stands. */
function reasonText(
  { reason, frames, position, furthest, note }: ShownStop,
  outcome: ProgramOutcome | undefined,
  isTyped: boolean,
): string {
  const [frame] = frames;
  if (outcome) {
    const last = frame ? ` Its last line is ${frame.file}:${frame.line} in ${frame.function}.` : '';
    return `${endText(outcome)}${last} Step back to see how it came to this; Continue or Stop ends it.`;
  }
  const where = frame ? `, ${frame.file}:${frame.line} in ${frame.function}` : '';
  const past =
    position < furthest
      ? ` What came later has happened already; stepping repeats it without effect. ${isTyped ? 'Typing in the terminal, or changing a value,' : 'Changing a value'} begins a new future.`
      : '';
  return `${REASONS[reason]}${where}.${note === undefined ? '' : ` ${note}`}${past}`;
}

function endText(outcome: ProgramOutcome): string {
  if (outcome.kind === 'trapped') return trapSentence(outcome);
  const leaks = outcome.kind === 'exited' ? (outcome.leaks ?? []).map((sentence) => ` ${sentence}.`) : [];
  return `The program has ended: ${outcomeText(outcome)}.${leaks.join('')}`;
}

/** The names of the variables that have changed since the stop before. */
export function changedNames(now: readonly ShownValue[], before: readonly ShownValue[]): ReadonlySet<string> {
  const known = new Map(before.map(({ name, text }) => [name, text]));
  return new Set(now.flatMap(({ name, text }) => (known.has(name) && known.get(name) !== text ? [name] : [])));
}
