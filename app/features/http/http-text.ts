import { assertNever } from '../../../runtime/base/assert-never.ts';
import { hex } from '../../../runtime/base/hex.ts';
import type { HttpExchange } from '../../../runtime/protocol/kernel.ts';
import { headerLines } from '../../services/run/http-requests.ts';
import { durationText } from '../../text/outcome-text.ts';

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

/** More of an answer is not shown: laying it out would take the page too long. */
const MOST_SHOWN = 64 << 10;
/** Of what is not text, so much is shown. */
const MOST_DUMPED = 512;

export function answerOf(bytes: Uint8Array): Answer {
  const received = responseText(bytes);
  const found = /^HTTP\/\d(?:\.\d)? (\d)\d\d[^\r\n]*/.exec(received);
  if (!found) return { statusLine: undefined, tone: 'quiet', rest: received };
  const [statusLine, digit] = found;
  const tone = digit === '2' ? 'good' : digit === '4' ? 'amber' : digit === '5' ? 'red' : 'quiet';
  return { statusLine, tone, rest: received.slice(statusLine.length).replace(/^\r?\n/, '') };
}

/** A response as text. A body that is none, and what is too long, is described and begun. */
export function responseText(bytes: Uint8Array): string {
  const head = headLength(bytes);
  const body = bytes.subarray(head);
  const lines = new TextDecoder().decode(bytes.subarray(0, Math.min(head, MOST_SHOWN)));
  const text = decoded(body.subarray(0, MOST_SHOWN));
  if (text === undefined) return `${lines}${bytesText(body.length)} that are not text:\n${dump(body)}`;
  const rest = body.length - MOST_SHOWN;
  return lines + text + (rest > 0 ? `\n… and ${bytesText(rest)} more` : '');
}

function bytesText(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'byte' : 'bytes'}`;
}

/** Bytes up to the empty line and with it; all of them where there is none and they begin like HTTP. */
function headLength(bytes: Uint8Array): number {
  const latin1 = new TextDecoder('latin1').decode(bytes.subarray(0, MOST_SHOWN));
  if (!latin1.startsWith('HTTP/')) return 0;
  const end = latin1.indexOf('\r\n\r\n');
  return end === -1 ? bytes.length : end + 4;
}

/** The bytes as UTF-8, of which the last character may be cut; undefined: they are no text. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Sixteen bytes a line, as hexadecimal numbers. */
function dump(bytes: Uint8Array): string {
  const shown = bytes.subarray(0, MOST_DUMPED);
  const lines: string[] = [];
  for (let at = 0; at < shown.length; at += 16) lines.push(hex(shown.subarray(at, at + 16), ' '));
  return lines.join('\n') + (bytes.length > MOST_DUMPED ? '\n…' : '');
}

/** How long it took and why nothing more came. */
export function endText({ ended, ms, received }: HttpExchange): string {
  const time = durationText(ms);
  const isEmpty = received.length === 0;
  switch (ended) {
    case 'complete':
      return `Complete after ${time}: ${bytesText(received.length)}.`;
    case 'closed':
      return isEmpty
        ? `The program closed the connection after ${time} without an answer.`
        : `The program closed the connection after ${time}: ${bytesText(received.length)}.`;
    case 'cut-short':
      return `The program closed the connection after ${time}, before all that its answer promises had come.`;
    case 'too-long':
      return `The answer is longer than 1 MB, so the rest of it was not read.`;
    case 'timed-out':
      return isEmpty
        ? `No answer came in ${time}. The program may be busy, or waiting for something else.`
        : `Nothing more came in ${time}: the answer promises more than this, or the program did not close the connection.`;
    case 'not-taken':
      return `The program did not read the whole request in ${time}. It may be busy, or not read from the connection.`;
    case 'cancelled':
      return `Cancelled after ${time}.`;
    default:
      return assertNever(ended, 'end of an exchange');
  }
}
