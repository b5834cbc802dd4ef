import type { TraceEvent } from './event.ts';
import { callName, mainFd, outcomeKind } from './query.ts';

/** Whether a capability was missing or a path stepped outside, rather than anything else that makes a call fail. */
export function isRefusal(event: TraceEvent): boolean {
  return outcomeKind(event) === 'refused';
}

/** The same for refusals that say the same: the call, what it named, and what was missing. The C line may differ. */
export function refusalKey(event: TraceEvent): string {
  if (event.kind === 'unmatched') return `unmatched ${event.path}`;
  const paths = Object.entries(event.args).flatMap(([name, value]) => (name.endsWith('path') ? [value] : []));
  const failure = event.outcome.kind === 'failed' ? event.outcome.failure : undefined;
  const need = failure && 'need' in failure ? failure.need : undefined;
  return JSON.stringify([callName(event), mainFd(event)?.path, ...paths, failure?.kind, need]);
}
