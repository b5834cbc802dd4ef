import { expect, it } from 'vitest';
import { FakeScreen } from './testing/fake-screen.ts';
import { LineDiscipline } from './line-discipline.ts';
import { LINE_MODE } from './tty-mode.ts';
import { bootTty, encode } from './testing/tty-fixture.ts';

const BEL = '\x07';
const RAW = { ...LINE_MODE, canonical: false, echo: false, signals: false, returnIsNewline: false };

it.each([
  { what: 'text', typed: 'ab\r', sent: 'ab\r\n', lines: ['ab\n'] },
  { what: 'a line feed', typed: 'ab\n', sent: 'ab\r\n', lines: ['ab\n'] },
  { what: 'an unfinished line', typed: 'ab', sent: 'ab', lines: [] },
  { what: 'a backspace', typed: 'ab\x7fc\r', sent: 'ab\b \bc\r\n', lines: ['ac\n'] },
  { what: '^H', typed: 'ab\bc\r', sent: 'ab\b \bc\r\n', lines: ['ac\n'] },
  { what: 'a backspace on nothing', typed: '\x7f\r', sent: '\r\n', lines: ['\n'] },
  { what: 'an erased ideograph', typed: '世\x7f\r', sent: '世\b\b  \b\b\r\n', lines: ['\n'] },
  { what: 'an erased mark', typed: 'e\u0301\x7f\r', sent: 'e\u0301\b \b\r\n', lines: ['\n'] },
  { what: 'a control character', typed: '\x01\x7f\r', sent: '^A\b\b  \b\b\r\n', lines: ['\n'] },
  { what: 'a delivered control', typed: '\x01\x1a\r', sent: '^A^Z\r\n', lines: ['\x01\x1a\n'] },
  { what: 'an erased tab', typed: 'abcdef\t\x7f', sent: 'abcdef\t\b\b  \b\b', lines: [] },
  { what: '^U', typed: 'abcde\x15f\r', sent: 'abcde\x1b[5D\x1b[Kf\r\n', lines: ['f\n'] },
  { what: '^U on nothing', typed: '\x15\r', sent: '\r\n', lines: ['\n'] },
  { what: '^W', typed: 'ab cd\x17\r', sent: 'ab cd\b\b  \b\b\r\n', lines: ['ab \n'] },
  { what: '^W after blanks', typed: 'a b, \x17\r', sent: 'a b, \b\b\b   \b\b\b\r\n', lines: ['a \n'] },
  { what: '^R', typed: 'ab\x12c\r', sent: 'ab^R\r\nabc\r\n', lines: ['abc\n'] },
  { what: '^V before ^C', typed: '\x16\x03\r', sent: '^C\r\n', lines: ['\x03\n'] },
  { what: '^V before Enter', typed: '\x16\r\r', sent: '^M\r\n', lines: ['\r\n'] },
  { what: '^V before Escape', typed: '\x16\x1b[A\r', sent: '^[[A\r\n', lines: ['\x1b[A\n'] },
  { what: '^V before a letter', typed: '\x16é\x7f\r', sent: 'é\b \b\r\n', lines: ['\n'] },
  { what: '^D on an empty line', typed: '\x04', sent: '', lines: ['end of file'] },
  { what: '^D after text', typed: 'ab\x04', sent: 'ab', lines: ['ab'] },
  { what: '^D twice', typed: 'ab\x04\x04c\r', sent: 'abc\r\n', lines: ['ab', 'end of file', 'c\n'] },
  { what: '^S and ^Q', typed: 'a\x13b\x11\r', sent: 'ab\r\n', lines: ['ab\n'] },
  { what: 'several lines', typed: 'a\rb\r\rc', sent: 'a\r\nb\r\n\r\nc', lines: ['a\n', 'b\n', '\n'] },
  { what: 'arrow keys', typed: 'a\x1b[A\x1bOB\x1b[1;5Cb\r', sent: 'ab\r\n', lines: ['ab\n'] },
  { what: 'Alt with a letter', typed: 'a\x1bbc\r', sent: 'ac\r\n', lines: ['ac\n'] },
  { what: 'a bracketed paste', typed: '\x1b[200~x\ry\x1b[201~\r', sent: 'x\r\ny\r\n', lines: ['x\n', 'y\n'] },
  { what: 'a reply of the terminal', typed: '\x1b]11;rgb:0/0/0\x1b\\a\r', sent: 'a\r\n', lines: ['a\n'] },
  { what: 'Enter in a sequence', typed: 'a\x1b[1\rb\r', sent: 'a\r\nb\r\n', lines: ['a\n', 'b\n'] },
  { what: 'a C1 control', typed: '\u009b1A\r', sent: '\ufffd1A\r\n', lines: ['\u009b1A\n'] },
] as const)('$what: echoed and delivered', ({ typed, sent, lines }) => {
  const { type, takeSent, readText } = bootTty();
  type(typed);
  expect(takeSent()).toBe(sent);
  for (const line of lines) expect(readText()).toBe(line);
  expect(readText()).toBe('would-block');
});

it.each([
  { what: 'nothing of a wide character', prompt: '', columns: 4, typed: 'abc世\x7f', left: 'abc' },
  { what: 'a character at the right edge', prompt: '> ', columns: 4, typed: 'ab\x7f', left: 'a' },
  { what: 'back over the right edge', prompt: '> ', columns: 4, typed: 'abcd\x7f\x7f\x7f', left: 'a' },
  { what: 'three rows at once', prompt: '> ', columns: 4, typed: 'abcdefghi\x15', left: '' },
  { what: 'a word across the edge', prompt: '> ', columns: 6, typed: 'a bcdefgh\x17', left: 'a ' },
  { what: 'a tab after a full row', prompt: '> ', columns: 12, typed: 'abcdefghij\t\x7fk', left: 'abcdefghijk' },
  { what: 'a tab at the edge', prompt: '> ', columns: 6, typed: 'a\t\x7fb', left: 'ab' },
  { what: 'a caret pair split by the edge', prompt: '> ', columns: 4, typed: 'a\x01\x7fb', left: 'ab' },
  { what: 'a heart widened at the edge', prompt: '> ', columns: 4, typed: 'a❤\ufe0f\x7fb', left: 'ab' },
  { what: 'after a full row of prompt', prompt: 'abcd', columns: 4, typed: 'x\x7fy', left: 'y' },
  { what: 'a wide character in the prompt', prompt: '名前', columns: 6, typed: 'xyz\x7f\x7f', left: 'x' },
  { what: 'a coloured prompt', prompt: '\x1b[2C$\x1b[1D', columns: 6, typed: 'abcdef\x15z', left: 'z' },
  { what: 'a mark on what an erase uncovered', prompt: '> ', columns: 9, typed: 'ex\x7f\u0301', left: 'e\u0301' },
] as const)('erases on the screen: $what', ({ prompt, columns, typed, left }) => {
  const { type, print, screen } = bootTty(columns);
  print(prompt);
  for (const character of typed) type(character);
  const expected = new FakeScreen(columns);
  expected.write(encode(prompt + left));
  expect(screen.rows).toEqual(expected.rows);
  expect(screen.nextCell).toEqual(expected.nextCell);
});

it('erases a tab back to the column it was typed at', () => {
  const { type, print, screen } = bootTty();
  print('> ');
  type('a\t\x7f');
  expect(screen.nextCell).toEqual([0, 3]);
});

it('draws the line again below program output that came between, and edits it there', () => {
  const { type, print, screen, readText } = bootTty();
  type('abc');
  print('one\ntwo');
  type('\x7f\x7fd\r');
  expect(screen.rows).toEqual(['abcone', 'two', 'ad']);
  expect(readText()).toBe('ad\n');
});

it('leaves program output alone when what is erased was typed after it', () => {
  const { type, print, screen } = bootTty();
  type('ab');
  print('[out]');
  type('cd\x7f\x7f');
  expect(screen.rows).toEqual(['ab[out]']);
});

it('erases in place after a resize that moved nothing, and draws again after one that may have', () => {
  const { type, tty, screen, takeSent } = bootTty(8);
  type('abc');
  tty.resize(6, 24);
  takeSent();
  type('\x7f');
  expect(takeSent()).toBe('\b \b');
  tty.resize(2, 24);
  type('\x7f');
  expect(takeSent()).toBe('\r\na');
  expect(screen.rows.at(-1)).toBe('a');
});

it('delivers invalid UTF-8 as it is, and erases it a byte at a time', () => {
  const { tty, type, takeSent } = bootTty();
  tty.input(Uint8Array.of(0xff, 0xe4, 0xb8, 0x41));
  expect(takeSent()).toBe('\ufffd\ufffd\ufffdA');
  type('\x7f\x7f');
  tty.input(Uint8Array.of(0xc3, 0x0d));
  const target = new Uint8Array(8);
  expect(tty.read(target)).toBe(4);
  expect([...target.subarray(0, 4)]).toEqual([0xff, 0xe4, 0xc3, 0x0a]);
});

it.each([
  { what: 'a character', pieces: [[0xe4], [0xb8, 0x96]], line: '世\n' },
  { what: 'an arrow key after its ESC', pieces: [[0x1b], [0x5b, 0x41]], line: '\n' },
  {
    what: 'an arrow key in its middle',
    pieces: [
      [0x1b, 0x5b],
      [0x31, 0x3b],
      [0x35, 0x41],
    ],
    line: '\n',
  },
  { what: 'the Escape key, then a letter', pieces: [[0x1b], [0x61]], line: 'a\n' },
] as const)('takes input in pieces: $what', ({ pieces, line }) => {
  const { tty, type, readText } = bootTty();
  for (const piece of pieces) tty.input(Uint8Array.from(piece));
  type('\r');
  expect(readText()).toBe(line);
});

it.each([
  { key: '\x03', signal: 'interrupt', shown: '^C' },
  { key: '\x1c', signal: 'quit', shown: '^\\' },
] as const)('$shown drops everything typed and signals $signal', ({ key, signal, shown }) => {
  const { type, takeSent, readText, log } = bootTty();
  type(`ab\rcd${key}`);
  expect(takeSent()).toBe(`ab\r\ncd${shown}\r\n`);
  expect(log).toEqual([signal]);
  expect(readText()).toBe('would-block');
  type('e\r');
  expect(readText()).toBe('e\n');
});

it('signals in the middle of an input, and goes on in the mode the signal left', () => {
  const { tty, log, readText } = bootTty(80, (signalled) => {
    signalled.setMode(RAW);
  });
  tty.input(encode('ab\x03c\x03'));
  expect(log).toEqual(['interrupt', 'readable']);
  expect(readText()).toBe('c\x03');
});

it('says readable once per input, when there is something to read', () => {
  const { type, log } = bootTty();
  type('ab');
  expect(log).toEqual([]);
  type('\rc\r');
  expect(log).toEqual(['readable']);
});

it('hands out a line in pieces no larger than asked for, and never two lines', () => {
  const { tty, type, readText } = bootTty();
  type('abcd\ref\r\x04');
  expect(tty.readableBytes).toBe(8);
  expect(['', '', '', ''].map(() => readText(3))).toEqual(['abc', 'd\n', 'ef\n', 'end of file']);
  expect(tty.isReadable).toBe(false);
});

it('does not take a read of no bytes for the end of file', () => {
  const { tty, type, readText } = bootTty();
  type('\x04');
  expect(tty.read(new Uint8Array(0))).toBe(0);
  expect(readText()).toBe('end of file');
  expect(readText()).toBe('would-block');
});

it('refuses characters past 4096 bytes with one bell, and still ends the line', () => {
  const { type, takeSent, readText } = bootTty();
  type('x'.repeat(5000));
  expect(takeSent()).toBe('x'.repeat(4095) + BEL);
  type('世\r');
  expect(takeSent()).toBe(`${BEL}\r\n`);
  expect(readText()).toBe(`${'x'.repeat(4095)}\n`);
});

it('holds 64 KiB of unread lines, and refuses more with a bell until they are read', () => {
  const { tty, type, takeSent, readText } = bootTty();
  const line = `${'x'.repeat(1023)}\r`;
  type(line.repeat(64));
  expect(takeSent()).not.toContain(BEL);
  type('y\r\x04');
  expect(takeSent()).toBe(BEL);
  expect(tty.readableBytes).toBe(64 * 1024);
  readText();
  type('y\r');
  expect(takeSent()).toBe('y\r\n');
});

it('bounds ends of file too', () => {
  const { tty, type, readText } = bootTty();
  type('\x04'.repeat(70_000));
  let count = 0;
  while (readText() !== 'would-block') count++;
  expect(count).toBe(64 * 1024);
  expect(tty.isReadable).toBe(false);
});

it('shows nothing of a line typed without echo, then or later', () => {
  const { tty, type, print, takeSent, readText } = bootTty();
  tty.setMode({ ...LINE_MODE, echo: false });
  type('secrex\x7ft');
  tty.setMode(LINE_MODE);
  print('more: ');
  type('y\x12\x7f\x7f\r');
  expect(takeSent()).toBe('more: y^R\r\ny\b \b\r\n');
  expect(readText()).toBe('secre\n');
});

it('delivers every byte at once and unechoed in raw mode', () => {
  const { tty, type, takeSent, readText, log } = bootTty();
  tty.setMode(RAW);
  type('a\x1b[A');
  type('\x03\r\x7f');
  expect(readText(3)).toBe('a\x1b[');
  expect(readText()).toBe('A\x03\r\x7f');
  expect(readText()).toBe('would-block');
  expect(takeSent()).toBe('');
  expect(log).toEqual(['readable', 'readable']);
});

it('delivers a line under way when the mode turns raw, without ends of file', () => {
  const { tty, type, readText, log } = bootTty();
  type('\x04ab');
  tty.input(Uint8Array.of(0xc3));
  log.length = 0;
  tty.setMode(RAW);
  expect(log).toEqual(['readable']);
  expect(readText()).toBe('ab\ufffd');
  expect(readText()).toBe('would-block');
});

it('forgets what was typed on flushInput', () => {
  const { tty, type, readText } = bootTty();
  type('ab\rcd\x16');
  tty.flushInput();
  type('e\r');
  expect(readText()).toBe('e\n');
  expect(readText()).toBe('would-block');
});

it('puts a carriage return before each newline of program output', () => {
  const { print, takeSent } = bootTty();
  print('a\n\nb\r\n');
  expect(takeSent()).toBe('a\r\n\r\nb\r\r\n');
});

it('passes output without a newline on as it is', () => {
  const seen: Uint8Array[] = [];
  const ignore = () => undefined;
  const output = (view: Uint8Array) => seen.push(view);
  const bytes = encode('abc');
  new LineDiscipline({ output, signal: ignore, readable: ignore }).write(bytes);
  expect(seen[0]).toBe(bytes);
});

it('translates output larger than its buffer', () => {
  const { print, takeSent } = bootTty();
  const text = `${'x'.repeat(999)}\n`.repeat(200);
  print(text);
  expect(takeSent()).toBe(text.replaceAll('\n', '\r\n'));
});
