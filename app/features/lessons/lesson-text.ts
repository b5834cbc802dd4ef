import type { Missing } from '../../../runtime/lessons/check-run.ts';

export function minutesText(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

export function progressText(solved: number, all: number): string {
  if (solved === 0) return 'None solved yet.';
  return solved === all ? `All ${all} solved.` : `${solved} of ${all} solved.`;
}

/** How the last run went, in a sentence; `missing` undefined: there was none, or one is under way. */
export function resultText(missing: readonly Missing[] | undefined, isRunning = false): string {
  if (isRunning) return 'Running. Checked when it ends.';
  if (!missing) return 'Run the program to have it checked.';
  const held = missing.filter((one) => one === undefined).length;
  return held === missing.length ? 'Solved. All checks passed.' : `${held} of ${missing.length} checks passed.`;
}

/** What was predicted, compared with what happened; `chosen` undefined: nothing was. */
export function verdictText(chosen: number | undefined, came: number): string {
  if (chosen === undefined) return 'The program has run.';
  return chosen === came ? 'It went as you predicted.' : 'It did not go as you predicted.';
}
