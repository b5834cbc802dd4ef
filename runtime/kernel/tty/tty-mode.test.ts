import { expect, it } from 'vitest';
import { bootTty, encode } from './testing/tty-fixture.ts';

const SINGLE_KEYS = '\x1b[?4860;4861l';
const SIZE = '\x1b[?4865h';
const CURSOR = '\x1b[?4867h';

it('is switched to single keys by what a program writes, and nothing of that reaches the screen', () => {
  const { print, type, readText, takeSent } = bootTty();
  print(SINGLE_KEYS);
  type('a');
  expect(readText()).toBe('a');
  type('\x1b[A\r');
  expect(readText()).toBe('\x1b[A\n');
  expect(takeSent()).toBe('');
});

it('stops the program by ^C while keys are single, unless it asked for that key too', () => {
  const { print, type, readText, log } = bootTty();
  print(SINGLE_KEYS);
  type('ab\x03c');
  expect(log).toContain('interrupt');
  expect(readText()).toBe('c');
  print('\x1b[?4862;4863l');
  log.length = 0;
  type('\x03\r');
  expect(readText()).toBe('\x03\r');
  expect(log).not.toContain('interrupt');
});

it('echoes single keys where that is left on, and leaves newlines alone where it is asked to', () => {
  const { print, type, takeSent } = bootTty();
  print('\x1b[?4860l');
  type('a\x01\r');
  expect(takeSent()).toBe('a^A\r\n');
  print('\x1b[?4864lx\ny');
  expect(takeSent()).toBe('x\ny');
});

it('waits for a byte as long as the program says', () => {
  const { print, tty } = bootTty();
  expect(tty.readWaitMs).toBeUndefined();
  print(`${SINGLE_KEYS}\x1b[?4866l`);
  expect(tty.readWaitMs).toBe(0);
  print('\x1b[?48003h');
  expect(tty.readWaitMs).toBe(300);
});

it('answers ahead of what was typed, with so many bytes that a program knows them', () => {
  const { print, type, readText, tty } = bootTty();
  type('typed\r');
  print(SIZE);
  expect(tty.readableBytes).toBe(12);
  expect(readText(12)).toBe('\x1b[8;024;080t');
  expect(readText()).toBe('typed\n');
});

it('answers where the cursor is when the screen has said it, and not to the program after', () => {
  const { print, type, readText, tty } = bootTty();
  const seen: string[] = [];
  print(CURSOR);
  type('typed\r');
  expect(tty.isReadable).toBe(false);
  expect(readText()).toBe('would-block');
  tty.located(1, 3, 40);
  seen.push(readText(), readText());
  expect(seen).toEqual(['\x1b[003;040R', 'typed\n']);
  print(CURSOR);
  tty.programEnded();
  tty.located(2, 1, 1);
  expect(readText()).toBe('would-block');
});

it('answers a terminal’s questions to a program that reads single keys, and to no other', () => {
  const { print, readText, tty } = bootTty();
  print('\x1b[c\x1b[6n');
  tty.located(1, 1, 1);
  expect(readText()).toBe('would-block');
  print(`${SINGLE_KEYS}\x1b[c\x1b[5n\x1b[18t\x1b[?25$p\x1b[6n`);
  tty.located(1, 2, 3);
  expect(readText()).toBe('\x1b[?1;2c\x1b[0n\x1b[8;24;80t\x1b[?25;0$y\x1b[2;3R');
});

it('bounds what a program can ask without reading', () => {
  const { print, tty } = bootTty();
  print(SINGLE_KEYS);
  print(`${SIZE}\x1b[c\x1b[6n`.repeat(50_000));
  let bytes = 0;
  for (const target = new Uint8Array(4096); tty.isReadable;) bytes += Number(tty.read(target));
  expect(bytes).toBeLessThanOrEqual(16 * 12 + 64 * 1024);
});

it('edits lines again after the program, with nothing of what was typed', () => {
  const { print, type, readText, tty, takeSent } = bootTty();
  print(`${SINGLE_KEYS}\x1b[?4866l`);
  type('left');
  tty.programEnded();
  takeSent();
  tty.input(encode('ab\x7fc\r'));
  expect(readText()).toBe('ac\n');
  expect(takeSent()).toBe('ab\b \bc\r\n');
  expect(tty.readWaitMs).toBeUndefined();
});
