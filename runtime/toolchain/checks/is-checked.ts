import type { ProjectSettings } from '../../project/settings.ts';
import { words } from '../../project/words.ts';
import { hasTooLargeStack } from './checked-flags.ts';

/** Whether the program is built with checks: by the project's setting, or by flags that ask for the same. */
export function isChecked({ checks, extraFlags }: Pick<ProjectSettings, 'checks' | 'extraFlags'>): boolean {
  const flags = words(extraFlags);
  return (checks === 'on' || asksForReports(flags)) && !hasTooLargeStack(flags);
}

/** Do the flags ask for reports of mistakes? A program that is to trap instead needs no library for that. */
function asksForReports(flags: readonly string[]): boolean {
  const isDecided = flags.some((flag) => /^-fsanitize-(trap|minimal-runtime)/.test(flag));
  return flags.some((flag) => flag.startsWith('-fsanitize=')) && !isDecided;
}
