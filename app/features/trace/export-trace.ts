import type { TraceEvent } from '../../../runtime/trace/event.ts';
import { traceLine } from '../../../runtime/trace/wording.ts';
import { saveByLink } from '../../services/files/downloads.ts';
import type { TraceLog } from '../../services/watch/trace-log.ts';

/** Downloads `events` with their C lines. */
export async function exportTrace(log: TraceLog, events: readonly TraceEvent[], form: 'text' | 'json'): Promise<void> {
  await log.lookUpAll();
  const text = form === 'text' ? traceText(log, events) : traceJson(log, events);
  // No type that a browser would rather show than keep.
  saveByLink(`trace.${form === 'text' ? 'txt' : 'json'}`, new TextEncoder().encode(text), 'application/octet-stream');
}

function traceText(log: TraceLog, events: readonly TraceEvent[]): string {
  return events.map((event) => `${traceLine(event, placeOf(log, event))}\n`).join('');
}

/** Versioned, as everything that leaves the page. */
function traceJson(log: TraceLog, events: readonly TraceEvent[]): string {
  const rows = events.map((event) =>
    JSON.stringify({ ...event, place: placeOf(log, event), stack: log.stackOf(event) }),
  );
  return `{"v":1,"dropped":${log.missing},"policy":${JSON.stringify(log.policy ?? null)},"events":[\n${rows.join(',\n')}\n]}\n`;
}

function placeOf(log: TraceLog, event: TraceEvent): string | undefined {
  const line = log.lineOf(event);
  return line && `${line.file}:${line.line}`;
}
