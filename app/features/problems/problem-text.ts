import type { Place, Severity } from '../../../runtime/protocol/diagnostic.ts';
import { count } from '../../text/outcome-text.ts';

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  error: 'Error',
  warning: 'Warning',
  note: 'Note',
  remark: 'Remark',
};

/** `3:14`, or only the line where the column says nothing. */
export function placeText(place: Place): string {
  return place.endColumn === Number.MAX_SAFE_INTEGER ? `line ${place.line}` : `${place.line}:${place.column}`;
}

/** `2 errors, 1 warning`; empty for none. */
export function countText(counts: Readonly<Record<Severity, number>>): string {
  return (['error', 'warning'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => count(counts[severity], severity))
    .join(', ');
}

/** What the button says that shows the errors and warnings which go away with their cause. */
export function followText(count: number): string {
  return count === 1 ? '1 more follows from it' : `${count} more follow from it`;
}

/** clang's messages begin in lower case, because they follow `error:`. Here they stand alone; a name of C keeps its case. */
export function sentenceCase(message: string): string {
  return message.replace(/^[a-z](?!\w*(?:\(|_))/, (letter) => letter.toUpperCase());
}

/** Whether the editor can show it: a file of the project, not one of the system. */
export function isReachable(place: Place | undefined): place is Place {
  return place !== undefined && !place.file.startsWith('/');
}
