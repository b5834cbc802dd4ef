import { assertNever } from '../../../runtime/base/assert-never.ts';
import type { Uses } from '../../../runtime/policy/uses.ts';
import type { Comparison } from '../../../runtime/protocol/run.ts';
import { sizeText } from '../../text/file-text.ts';
import { outcomeText } from '../../text/outcome-text.ts';
import type { LastRun } from '../../state/run-slice.ts';

/** The repetition went the same way. */
export function isProof(comparison: Comparison | undefined): boolean {
  return comparison?.kind === 'same';
}

export function endText({ outcome, report }: LastRun): string {
  const under = report.comparison ? ' under the smaller policy' : '';
  return `It ended${under}: ${outcomeText(outcome)}.`;
}

/** Whether it asked what it was started with. */
export function startText({ args, environ }: Uses): string {
  if (args && environ) return 'It read its arguments and its environment.';
  if (args) return 'It read its arguments, and not its environment.';
  return environ
    ? 'It read its environment, and not its arguments.'
    : 'It read neither its arguments nor its environment.';
}

/** How the repetition went, and why it may have gone another way. */
export function comparisonText(comparison: Comparison, uses: Uses): string {
  switch (comparison.kind) {
    case 'same': {
      const output =
        comparison.bytes === 0 ? 'no output either time' : `the same ${sizeText(comparison.bytes)} of output`;
      return comparison.isWhole
        ? `It ran the same: the same end, and ${output}. So this is all that it needs.`
        : `It ran the same: the same end, and as much output (only its beginning was compared). So this is all that it needs.`;
    }
    case 'other-end':
      return `It ended in another way than before, which was “${outcomeText(comparison.before)}”. ${whyOther(uses)}`;
    case 'other-output':
      return `Line ${comparison.line} of its output differs: it was “${comparison.before}” and is “${comparison.after}”. ${whyOther(uses)}`;
    case 'other-program':
      return 'The program or its arguments have changed since, so there is nothing to compare. Run it again first.';
    default:
      return assertNever(comparison, 'comparison');
  }
}

const WRITES = [
  'fd_write',
  'path_create_file',
  'path_create_directory',
  'path_unlink_file',
  'path_rename_source',
] as const;

function whyOther(uses: Uses): string {
  const wrote = uses.preopens.some(({ base, inheriting }) =>
    WRITES.some((right) => base.includes(right) || inheriting.includes(right)),
  );
  if (uses.clocks || uses.random) return 'It also reads the clock or random numbers, so two runs may differ anyway.';
  if (wrote) return 'It also changes files, and the second run found what the first had left.';
  return 'It asks the system what it was granted, so it needs more than its calls show.';
}
