import type { Policy } from '../policy/policy.ts';
import { isLeast } from '../policy/least.ts';
import type { RunOutcome, RunReport } from '../protocol/run.ts';
import type { TraceEvent } from '../trace/event.ts';
import type { ShownFrame, ShownStop, ShownValue } from '../stops/stop.ts';
import { valuePath } from '../stops/value-path.ts';
import { matches, outcomeKind } from '../trace/query.ts';
import type { CheckRule, LessonQuery } from './lesson.ts';
import { queryInWords } from './query-in-words.ts';

/** What checks look at where a debugged program stopped. */
export type SeenStop = Pick<ShownFrame, 'file' | 'line' | 'variables'> & Pick<ShownStop, 'globals'>;

/** All that checks look at: how a run ended, what it showed and what it called. */
export interface Evidence {
  readonly outcome: RunOutcome;
  readonly report: RunReport | undefined;
  /** What the terminal showed while it ran. */
  readonly output: string;
  readonly trace: readonly TraceEvent[];
  /** Where it stood still, under the debugger. */
  readonly stops: readonly SeenStop[];
  /** Events are missing: what is not found may still have happened. */
  readonly isTraceCut: boolean;
}

/** The status that a trap has. */
const TRAPPED = 134;

/** Undefined: it holds. Otherwise a sentence that says what is missing. */
export type Missing = string | undefined;

/** What `evidence` lacks of what `rule` asks. */
export function missingFor(rule: CheckRule, evidence: Evidence): Missing {
  const { outcome, report, output } = evidence;
  if (report === undefined) return 'No program ran.';
  switch (rule.kind) {
    case 'exit':
      return statusOf(outcome) === rule.code
        ? undefined
        : `The program should end with exit status ${rule.code}, and ${endInWords(outcome)}.`;
    case 'output-contains':
      return screenText(output).includes(rule.text) ? undefined : `The terminal did not show “${rule.text}”.`;
    case 'output-lacks':
      return screenText(output).includes(rule.text) ? `The terminal showed “${rule.text}”.` : undefined;
    case 'output-matches':
      return rule.pattern.test(screenText(output)) ? undefined : 'The terminal did not show what was asked for.';
    case 'value':
      return missingValue(rule, evidence.stops);
    case 'trace-has':
      return missingEvent(rule.events, evidence.trace);
    case 'trace-lacks':
      return strangeEvent(rule.event, evidence);
    case 'policy-within':
      return surplusOf(report.policy, rule.folders);
    case 'policy-least':
      return isLeast(report.policy, report.uses) ? undefined : 'The run was granted more than it needed.';
  }
}

/** Lines end in one character, not in the two that the terminal needs; escape sequences are gone. */
export function screenText(output: string): string {
  return output.replace(/\r\n?/g, '\n').replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '');
}

/** The part of a stop that checks look at; undefined: it is at no line. */
export function seenStop({ frames: [frame], globals }: ShownStop): SeenStop | undefined {
  return frame && { file: frame.file, line: frame.line, variables: frame.variables, globals };
}

function missingValue(
  { file, line, of, is }: Extract<CheckRule, { readonly kind: 'value' }>,
  stops: readonly SeenStop[],
): Missing {
  const there = stops.filter((stop) => stop.file === file && stop.line === line);
  if (there.length === 0)
    return `The program did not stop at line ${line}. Press Debug, go there, and then to the end.`;
  const values = there.map(({ variables, globals }) => valueAt([...variables, ...globals], of)?.text);
  if (values.some((value) => value !== undefined && is.test(value))) return undefined;
  const last = values.at(-1);
  return last === undefined ? `At line ${line} there is no ${of}.` : `At line ${line}, ${of} was “${last}”.`;
}

/** The value that C writes as `path`. */
function valueAt(values: readonly ShownValue[], path: string, whole = ''): ShownValue | undefined {
  for (const value of values) {
    const here = whole === '' ? value.name : valuePath(whole, value.name);
    const found = here === path ? value : valueAt(value.parts, path, here);
    if (found) return found;
  }
  return undefined;
}

function missingEvent(queries: readonly LessonQuery[], trace: readonly TraceEvent[]): Missing {
  let from = 0;
  let before: LessonQuery | undefined;
  for (const query of queries) {
    const at = trace.findIndex((event, position) => position >= from && isLike(event, query));
    if (at < 0)
      return `${before ? `After a ${queryInWords(before)}, the` : 'The'} trace has no ${queryInWords(query)}.`;
    from = at + 1;
    before = query;
  }
  return undefined;
}

function strangeEvent(query: LessonQuery, { trace, isTraceCut }: Evidence): Missing {
  if (trace.some((event) => isLike(event, query))) return `The trace has a ${queryInWords(query)}.`;
  return isTraceCut ? 'The trace is too long to be kept whole, so this cannot be known.' : undefined;
}

function isLike(event: TraceEvent, query: LessonQuery): boolean {
  const { failure, need, through, ...rest } = query;
  if (!matches(event, rest)) return false;
  if (failure === undefined && need === undefined && through === undefined) return outcomeKind(event) !== 'waiting';
  if (event.kind === 'unmatched') return false;
  const failed = event.outcome.kind === 'failed' ? event.outcome.failure : undefined;
  if (failure !== undefined && failed?.kind !== failure) return false;
  if (need !== undefined && !(failed && 'need' in failed && failed.need.includes(need))) return false;
  return through === undefined || event.fds[0]?.path === through;
}

function surplusOf({ preopens }: Policy, folders: ReadonlyMap<string, readonly string[]>): Missing {
  for (const { folder, guest, base, inheriting } of preopens) {
    const most = folders.get(folder);
    if (!most) return `The folder ${folder} was granted, as ${guest}.`;
    const surplus = [...base, ...inheriting].find((right) => !most.includes(right));
    if (surplus !== undefined) return `On ${guest} the right ${surplus} was granted.`;
  }
  return undefined;
}

/** As a shell shows it; undefined: it did not end by itself. */
function statusOf(outcome: Evidence['outcome']): number | undefined {
  if (outcome.kind === 'trapped') return TRAPPED;
  return outcome.kind === 'exited' ? outcome.code : undefined;
}

function endInWords(outcome: RunOutcome): string {
  switch (outcome.kind) {
    case 'exited':
      return `it ended with ${outcome.code}`;
    case 'signalled':
      return `it was ended by ${outcome.signal}`;
    case 'trapped':
      return 'it trapped';
    case 'faulted':
      return 'Preopen itself failed';
    case 'stopped':
      return 'it was stopped';
    case 'not-compiled':
      return 'it was not compiled';
    case 'compiler-crashed':
    case 'not-started':
      return 'it did not start';
  }
}
