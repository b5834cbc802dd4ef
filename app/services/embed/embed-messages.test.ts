import { expect, it } from 'vitest';
import { parseMessage } from './embed-messages.ts';

it.each<readonly [unknown, unknown]>([
  [
    { preopen: 1, type: 'run' },
    { ok: true, value: { type: 'run' } },
  ],
  [
    { preopen: 1, type: 'stdin', text: 'Ada\n' },
    { ok: true, value: { type: 'stdin', text: 'Ada\n', isEnd: false } },
  ],
  [
    { preopen: 1, type: 'stdin', end: true },
    { ok: true, value: { type: 'stdin', text: '', isEnd: true } },
  ],
  [
    { preopen: 1, type: 'set-files', files: { constructor: '' } },
    { ok: true, value: { type: 'set-files', files: new Map([['constructor', '']]), open: undefined, args: undefined } },
  ],
  [
    { preopen: 1, type: 'set-files', files: { 'a.c': 'x' }, open: 'a.c', args: '1 2' },
    { ok: true, value: { type: 'set-files', files: new Map([['a.c', 'x']]), open: 'a.c', args: '1 2' } },
  ],
])('understands %j', (data, expected) => {
  expect(parseMessage(data)).toEqual(expected);
});

it.each([undefined, null, 7, 'run', {}, { type: 'run' }, { preopen: 2, type: 'run' }])(
  'leaves what is not meant for it to others: %j',
  (data) => {
    expect(parseMessage(data)).toBeUndefined();
  },
);

it.each<readonly [unknown, RegExp]>([
  [{ type: 'fly' }, /no message of the type “fly”/],
  [{ type: 7 }, /no message/],
  [{ type: 'stdin', text: 7 }, /not text/],
  [{ type: 'set-files' }, /object of texts/],
  [{ type: 'set-files', files: { 'a.c': 7 } }, /object of texts/],
  [{ type: 'set-files', files: { '../a.c': '' } }, /not a plain path/],
  [{ type: 'set-files', files: { 'a\u001b.c': '' } }, /cannot be shown/],
  [{ type: 'set-files', files: { a: '', 'a/b': '' } }, /a file and a folder/],
  [{ type: 'set-files', files: { a: 'x'.repeat(3 << 20) } }, /2 MB/],
  [{ type: 'set-files', files: { a: '' }, open: 'b' }, /not one of them/],
  [{ type: 'set-files', files: { a: '' }, args: 7 }, /not text/],
])('says what is wrong with %j', (data, why) => {
  const parsed = parseMessage({ preopen: 1, ...(data as object) });
  expect(parsed && !parsed.ok && parsed.error).toMatch(why);
});
