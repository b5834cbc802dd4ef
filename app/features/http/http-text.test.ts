import { expect, it } from 'vitest';
import { answerOf, endText, headersProblem, pathProblem } from './http-text.ts';

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
  expect(answerOf(received)).toEqual(answer);
});

it.each([
  [{ ended: 'complete', received: 'x' }, 'Complete after 7 ms.'],
  [{ ended: 'closed', received: 'x' }, 'The program closed the connection after 7 ms.'],
  [{ ended: 'closed', received: '' }, 'The program closed the connection after 7 ms without an answer.'],
  [
    { ended: 'timed-out', received: '' },
    'No answer came in 7 ms. The program may be busy, or waiting for something else.',
  ],
] as const)('%j: %s', (exchange, text) => {
  expect(endText({ sent: '', ms: 7, ...exchange })).toBe(text);
});
