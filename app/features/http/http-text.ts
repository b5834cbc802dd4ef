import { assertNever } from '../../../runtime/base/assert-never.ts';
import type { HttpExchange } from '../../../runtime/protocol/kernel.ts';
import { headerLines } from '../../services/http-requests.ts';
import { durationText } from '../../services/outcome-text.ts';

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** What is wrong with a path, as a sentence; undefined: nothing. */
export function pathProblem(path: string): string | undefined {
  if (!path.startsWith('/')) return 'A path begins with /';
  if (/\s/.test(path)) return 'A path has no blanks in it; write %20 for one';
  return undefined;
}

const HEADER = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:/;

/** What is wrong with the header lines, as a sentence; undefined: nothing. */
export function headersProblem(text: string): string | undefined {
  const wrong = headerLines(text).find((line) => !HEADER.test(line));
  return wrong === undefined ? undefined : `“${wrong}” is not Name: value`;
}

/** How an answer begins, and what follows. */
export interface Answer {
  /** `HTTP/1.1 404 Not Found`; undefined where it does not begin like HTTP. */
  readonly statusLine: string | undefined;
  readonly tone: 'good' | 'amber' | 'red' | 'quiet';
  readonly rest: string;
}

export function answerOf(received: string): Answer {
  const found = /^HTTP\/\d(?:\.\d)? (\d)\d\d[^\r\n]*/.exec(received);
  if (!found) return { statusLine: undefined, tone: 'quiet', rest: received };
  const [statusLine, digit] = found;
  const tone = digit === '2' ? 'good' : digit === '4' ? 'amber' : digit === '5' ? 'red' : 'quiet';
  return { statusLine, tone, rest: received.slice(statusLine.length).replace(/^\r?\n/, '') };
}

/** How long it took and why nothing more came. */
export function endText({ ended, ms, received }: HttpExchange): string {
  const time = durationText(ms);
  switch (ended) {
    case 'complete':
      return `Complete after ${time}.`;
    case 'closed':
      return received === ''
        ? `The program closed the connection after ${time} without an answer.`
        : `The program closed the connection after ${time}.`;
    case 'timed-out':
      return received === ''
        ? `No answer came in ${time}. The program may be busy, or waiting for something else.`
        : `Nothing more came in ${time}: the answer promises more than this, or the program did not close the connection.`;
    default:
      return assertNever(ended, 'end of an exchange');
  }
}
