import { expect, it } from 'vitest';
import { answerOf, endText, headersProblem, pathProblem, responseText } from './http-text.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

it.each([
  ['/', undefined],
  ['/a?b=c%20d', undefined],
  ['', 'A path begins with /'],
  ['time', 'A path begins with /'],
  ['/a b', 'A path has no blanks in it; write %20 for one'],
])('the path %j: %s', (path, problem) => {
  expect(pathProblem(path)).toBe(problem);
});

it.each([
  ['', undefined],
  ['Accept: text/html\n\nX-Count: 1', undefined],
  ['Accept: a\nnonsense', '“nonsense” is not Name: value'],
  ['Bad Name: x', '“Bad Name: x” is not Name: value'],
])('the headers %j: %s', (headers, problem) => {
  expect(headersProblem(headers)).toBe(problem);
});

it.each([
  ['HTTP/1.1 200 OK\r\nA: b\r\n\r\nhi', { statusLine: 'HTTP/1.1 200 OK', tone: 'good', rest: 'A: b\r\n\r\nhi' }],
  ['HTTP/1.0 404 Not Found\r\n\r\n', { statusLine: 'HTTP/1.0 404 Not Found', tone: 'amber', rest: '\r\n' }],
  ['HTTP/1.1 500 Oh', { statusLine: 'HTTP/1.1 500 Oh', tone: 'red', rest: '' }],
  ['hello', { statusLine: undefined, tone: 'quiet', rest: 'hello' }],
  ['', { statusLine: undefined, tone: 'quiet', rest: '' }],
])('%j is taken apart', (received, answer) => {
  expect(answerOf(bytesOf(received))).toEqual(answer);
});

it.each([
  ['complete', 'x', 'Complete after 7 ms: 1 byte.'],
  ['closed', 'xy', 'The program closed the connection after 7 ms: 2 bytes.'],
  ['closed', '', 'The program closed the connection after 7 ms without an answer.'],
  ['timed-out', '', 'No answer came in 7 ms. The program may be busy, or waiting for something else.'],
  ['cut-short', 'x', 'The program closed the connection after 7 ms, before all that its answer promises had come.'],
  [
    'not-taken',
    '',
    'The program did not read the whole request in 7 ms. It may be busy, or not read from the connection.',
  ],
  ['cancelled', '', 'Cancelled after 7 ms.'],
] as const)('%s with %j: %s', (ended, received, text) => {
  expect(endText({ sent: '', ms: 7, ended, received: bytesOf(received) })).toBe(text);
});

it('shows a body that is no text as its first bytes, and how many there are', () => {
  const head = bytesOf('HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n');
  const all = new Uint8Array(head.length + 40_000).fill(0xff);
  all.set(head);
  const shown = responseText(all);
  expect(shown).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Length: 40000\r\n\r\n40,000 bytes that are not text:\nff ff/);
  expect(shown.length).toBeLessThan(2000);
});

it('shows the beginning of a long text, also where a character is cut', () => {
  const shown = responseText(bytesOf('é'.repeat(50_000) + 'x'));
  expect(shown.startsWith('é'.repeat(32_000))).toBe(true);
  expect(shown).toMatch(/… and 34,465 bytes more$/);
});
