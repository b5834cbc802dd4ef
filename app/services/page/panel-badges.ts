import { selectLive } from '../../state/live-slice.ts';
import { countBySeverity } from '../../state/problems.ts';
import { selectSettings } from '../../state/project-slice.ts';
import type { AppState } from '../../state/store.ts';
import type { Badge } from './panel.ts';

/** Errors count before warnings; notes and remarks do not call for a look. */
export function problemsBadge({ problems }: AppState): Badge | undefined {
  const { error, warning } = countBySeverity(problems);
  if (error + warning === 0) return undefined;
  return { text: String(error + warning), tone: error > 0 ? 'red' : 'amber' };
}

/** What the running program holds, as far as the page follows it. */
export function descriptorsBadge(state: AppState): Badge | undefined {
  const live = selectLive(state);
  const held = live?.isEnded === false ? (live.moments.at(-1)?.rows.length ?? 0) : 0;
  return held === 0 ? undefined : { text: `${held} held`, tone: 'quiet' };
}

/** Of the program that runs, or ran last. */
export function traceBadge({ refused }: AppState): Badge | undefined {
  return refused && { text: `${refused.count} refused`, tone: 'amber' };
}

/** Where standard input comes from, unless it is the keyboard. */
export function inputBadge(state: AppState): Badge | undefined {
  const kind = selectSettings(state)?.policy.stdin.kind ?? 'terminal';
  return kind === 'terminal' ? undefined : { text: kind === 'empty' ? 'none' : kind, tone: 'quiet' };
}

/** Not before a lesson has been begun. */
export function lessonsBadge({ lessonsSolved }: AppState): Badge | undefined {
  return lessonsSolved && { text: `${lessonsSolved.solved} of ${lessonsSolved.of}`, tone: 'quiet' };
}
