import type { ShownStop, ShownValue, StopReason } from '../../../runtime/stops/stop.ts';

const REASONS: Readonly<Record<StopReason, string>> = {
  start: 'Stopped at the first line of main',
  step: 'Stopped',
  breakpoint: 'Stopped at a breakpoint',
  pause: 'Paused',
  first: 'Back at the first line of main',
  moved: 'Stopped',
};

/** Why and where the program stands. */
export function reasonText({ reason, frames, position, furthest }: ShownStop): string {
  const [frame] = frames;
  const where = frame ? `, ${frame.file}:${frame.line} in ${frame.function}` : '';
  const past = position < furthest ? ' What came later has happened already; stepping repeats it without effect.' : '';
  return `${REASONS[reason]}${where}.${past}`;
}

/** The names of the variables that have changed since the stop before. */
export function changedNames(now: readonly ShownValue[], before: readonly ShownValue[]): ReadonlySet<string> {
  const known = new Map(before.map(({ name, text }) => [name, text]));
  return new Set(now.flatMap(({ name, text }) => (known.has(name) && known.get(name) !== text ? [name] : [])));
}
