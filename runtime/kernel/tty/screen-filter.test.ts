import { describe, expect, it } from 'vitest';
import { bootScreen } from './testing/screen-fixture.ts';

const HUGE = '2147483647';

describe('what reaches the screen', () => {
  it.each([
    { what: 'text', written: 'plain\ttext\r\n', sent: 'plain\ttext\r\n' },
    { what: 'characters of several bytes', written: 'é世😀', sent: 'é世😀' },
    { what: 'colours', written: '\x1b[1;31mred\x1b[0m\x1b[m', sent: '\x1b[1;31mred\x1b[0m\x1b[m' },
    { what: 'a colour in parts', written: '\x1b[38:2::1:2:3m', sent: '\x1b[38:2::1:2:3m' },
    { what: 'a position', written: '\x1b[2;4H\x1b[;5f', sent: '\x1b[2;4H\x1b[;5f' },
    { what: 'inserted lines', written: `\x1b[${HUGE}L`, sent: '\x1b[24L' },
    { what: 'deleted lines', written: `\x1b[${HUGE}M`, sent: '\x1b[24M' },
    { what: 'lines scrolled up', written: `\x1b[${HUGE}S`, sent: '\x1b[24S' },
    { what: 'lines scrolled down', written: `\x1b[${HUGE}T`, sent: '\x1b[24T' },
    { what: 'tabs', written: `\x1b[${HUGE}I\x1b[${HUGE}Z`, sent: '\x1b[80I\x1b[80Z' },
    { what: 'a repeated character', written: `A\x1b[${HUGE}b`, sent: 'A\x1b[1920b' },
    { what: 'a repeated cell of several', written: `e\u0301\x1b[${HUGE}b`, sent: 'e\u0301\x1b[80b' },
    { what: 'cells', written: `\x1b[${HUGE}@\x1b[${HUGE}P\x1b[${HUGE}X`, sent: '\x1b[80@\x1b[80P\x1b[80X' },
    { what: 'columns', written: `\x1b[${HUGE}'}\x1b[${HUGE}'~`, sent: "\x1b[80'}\x1b[80'~" },
    { what: 'sideways', written: `\x1b[${HUGE} @\x1b[${HUGE} A`, sent: '\x1b[80 @\x1b[80 A' },
    { what: 'a move', written: `\x1b[${HUGE}C\x1b[999999999999999999B`, sent: '\x1b[9999C\x1b[9999B' },
    { what: 'no more than 32 numbers', written: `\x1b[${'1;'.repeat(5000)}m`, sent: `\x1b[${'1;'.repeat(31)}1m` },
    { what: 'each mode by itself', written: '\x1b[?25;1049;9999l', sent: '\x1b[?25l\x1b[?1049l' },
    { what: 'no title, however long', written: `\x1b]0;${'t'.repeat(99_999)}\x07after`, sent: 'after' },
    { what: 'no link with a text of its own', written: '\x1b]8;;x:y\x1b\\text\x1b]8;;\x1b\\', sent: 'text' },
    { what: 'no device strings', written: '\x1bP$qm\x1b\\\x1b_app\x1b\\\x1b^pm\u009ca', sent: 'a' },
    { what: 'nothing of a string without an end', written: 'a\x1bPnever\r\nended', sent: 'a' },
    { what: 'nothing of an unfinished sequence', written: 'a\x1b[12;3', sent: 'a' },
    { what: 'text after an aborted sequence', written: '\x1b[12\x18a\x1b[3\x1b[1mb', sent: 'a\x1b[1mb' },
    { what: 'a control within a sequence', written: '\x1b[1\r2m', sent: '\r\x1b[12m' },
    { what: 'a sequence of the C1 set', written: '\u009b5L\u0085\u009d0;title\u009cx', sent: '\x1b[5L\x1bEx' },
    { what: 'character sets', written: '\x1b(0q\x1b(B\x0eq\x0f', sent: '\x1b(0q\x1b(B\x0eq\x0f' },
    { what: 'nothing unknown', written: '\x1b[5y\x1b[>4;2m\x1b[1$}\x1b%G\x1b[<1m\x1bZ', sent: '' },
    { what: 'a reset as what it does', written: '\x1bc', sent: '\x1b[!p\x1b[H\x1b[2J\x1b[3J' },
    {
      what: 'U+FFFD for bytes that are no character',
      written: Uint8Array.of(0x61, 0xff, 0xe4, 0x62),
      sent: 'a\ufffd\ufffdb',
    },
  ])('$what', ({ written, sent }) => {
    const whole = bootScreen();
    whole.write(written);
    expect(whole.takeSent()).toBe(sent);
    const bytewise = bootScreen();
    const bytes = typeof written === 'string' ? new TextEncoder().encode(written) : written;
    for (const byte of bytes) bytewise.write(Uint8Array.of(byte));
    expect(bytewise.takeSent()).toBe(sent);
  });

  it('has no more marks in a cell than a terminal can draw', () => {
    const { write, takeSent } = bootScreen();
    write(`e${'\u0301'.repeat(100_000)}x`);
    expect(takeSent()).toBe(`e${'\u0301'.repeat(24)}x`);
  });
});

describe('a terminal’s answers', () => {
  it.each([
    { asked: '\x1b[c', query: { kind: 'attributes' } },
    { asked: '\x1b[>c', query: { kind: 'secondary-attributes' } },
    { asked: '\x1b[5n', query: { kind: 'status' } },
    { asked: '\x1b[6n', query: { kind: 'cursor' } },
    { asked: '\x1b[?6n', query: { kind: 'private-cursor' } },
    { asked: '\x1b[18t', query: { kind: 'size' } },
    { asked: '\x1b[?25$p', query: { kind: 'mode', mode: 25, isPrivate: true } },
  ])('$asked is a question to the kernel, and the screen says nothing', async ({ asked, query }) => {
    const { write, draw, queries, answers, takeSent } = bootScreen();
    write(asked);
    await draw();
    expect(queries).toEqual([query]);
    expect(takeSent()).toBe('');
    expect(answers).toEqual([]);
  });

  it.each(['\x1b]10;?\x07', '\x1b]4;1;?\x07', '\x1bP$qr\x1b\\', '\x1b[>q', '\x1b[21t', '\x05'])(
    'none comes to %j',
    async (asked) => {
      const { write, draw, queries, answers } = bootScreen();
      write(asked);
      await draw();
      expect(queries).toEqual([]);
      expect(answers).toEqual([]);
    },
  );
});

describe('after a program', () => {
  it.each([
    { left: 'line drawing', written: '\x1b(0' },
    { left: 'a shifted character set', written: '\x1b)0\x0e' },
    { left: 'a scroll region', written: '\x1b7\x1b[3;5r\x1b8' },
    { left: 'no cursor', written: '\x1b[?25l' },
    { left: 'the alternate screen', written: '\x1b[?1049h\x1b[2J\x1b[3;5rmenu' },
    { left: 'another alternate screen', written: '\x1b[?47hmenu' },
    { left: 'marks around pastes', written: '\x1b[?2004h' },
    { left: 'the mouse', written: '\x1b[?1003;1006h' },
    { left: 'focus reports', written: '\x1b[?1004h' },
    { left: 'application keys', written: '\x1b[?1;66h\x1b=' },
    { left: 'insert mode and no wrapping', written: '\x1b[4h\x1b[?7l' },
    { left: 'origin mode', written: '\x1b[3;8r\x1b[?6h\x1b[3;1H', row: 4 },
    { left: 'colours', written: '\x1b[1;7;31;44m' },
    { left: 'other tab stops', written: '\x1b[3g\x1b[3C\x1bH\r' },
    { left: 'an unfinished sequence', written: '\x1b[12;' },
    { left: 'an unfinished string', written: '\x1b]0;title' },
    { left: 'an unfinished character', written: Uint8Array.of(0xe4, 0xb8) },
    { left: 'a cursor style', written: '\x1b[4 q' },
  ] as readonly { left: string; written: string | Uint8Array; row?: number }[])(
    'with $left, the next one finds the terminal as new, and what was printed',
    async ({ written, row = 1 }) => {
      const { write, filter, draw, screen, terminal } = bootScreen(40, 10);
      write('first line\r\n');
      await draw();
      write(written);
      filter.restore();
      await draw();
      expect(terminal.modes).toEqual(bootScreen(40, 10).terminal.modes);
      expect(terminal.buffer.active.type).toBe('normal');
      expect(screen()[0]).toBe('first line');
      expect(terminal.buffer.active.cursorY).toBe(row);
      write('\r\x1b[Kq\tq\x1b[31mred\x1b[0m\r\n');
      write('\n'.repeat(30));
      write('\rend');
      await draw();
      expect(screen()[row]).toBe('q       qred');
      // Scrolling moves the whole screen.
      expect(terminal.buffer.active.cursorY).toBe(9);
      expect(screen()[0]).toBe('first line');
      expect(terminal.buffer.active.getLine(terminal.buffer.active.baseY + 9)?.translateToString(true)).toBe('end');
      const cell = terminal.buffer.active.getLine(row)?.getCell(0);
      expect([cell?.isFgDefault(), cell?.isBgDefault(), cell?.isBold(), cell?.isInverse()]).toEqual([true, true, 0, 0]);
    },
  );

  it('sends nothing when nothing was changed', () => {
    const { write, filter, takeSent } = bootScreen();
    write('text\r\n');
    filter.restore();
    expect(takeSent()).toBe('text\r\n');
  });
});
