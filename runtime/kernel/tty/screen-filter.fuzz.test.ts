import { expect, it } from 'vitest';
import { bootScreen } from './testing/screen-fixture.ts';

const PIECES = 100_000;
/** As the kernel's worker and the page cut it. */
const MESSAGE_BYTES = 8 << 10;
const MESSAGE_WEIGHT = 4 << 10;
/** Hundreds of times what the slowest takes on a quiet machine, and far less than one sequence that is not bounded. */
const MOST_MS = 2_000;

/** The same pieces every time: Mulberry32. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides);
  };
}

function generator(seed: number): () => string {
  const roll = dice(seed);
  const one = <T>(of: readonly T[]): T => of[roll(of.length)] as T;
  const number = (): string =>
    one(['', '', '0', '1', '2', '5', '24', '80', '255', '9999', '65536', '2147483647', '4294967296', '9'.repeat(30)]);
  const numbers = (): string =>
    Array.from({ length: one([0, 1, 1, 1, 2, 2, 3, 40, 400]) }, number).join(one([';', ';', ':']));
  const final = (): string => String.fromCharCode(0x40 + roll(0x3f));
  const mode = (): string =>
    one([
      '1',
      '3',
      '4',
      '5',
      '6',
      '7',
      '12',
      '25',
      '45',
      '47',
      '66',
      '1000',
      '1003',
      '1006',
      '1047',
      '1048',
      '1049',
      '2004',
      '2026',
      '4860',
      '48001',
    ]);
  const kinds: readonly (() => string)[] = [
    () => one(['text', 'x', 'line\n', '\r\n', '\t', '\b', '\x0e', '\x0f', '\x05', '\x0b', '\x7f']),
    () =>
      one([
        'é',
        '世',
        '😀',
        'e\u0301',
        '\u0301',
        '👨\u200d👩\u200d👧',
        '🇫🇷',
        '\u1112\u1161',
        '\ufeff',
        '\u0085',
        '\u008d',
      ]),
    () => `\x1b[${numbers()}${one(['L', 'M', 'S', 'T', 'I', 'Z', 'b', '@', 'P', 'X', 'J', 'K'])}`,
    () =>
      `\x1b[${numbers()}${one(["'}", "'~", ' @', ' A', '!p', ' q', '"q', '$p', 'n', 'c', 't', 'r', 's', 'u', 'g', 'm', 'H'])}`,
    () => `\x1b[${one(['', '?', '>', '=', '<'])}${numbers()}${one(['', '', ' ', '!', '$', '"', "'", '**'])}${final()}`,
    () => `\x1b[?${mode()};${mode()}${one(['h', 'l'])}`,
    () => `A\x1b[${number()}b`,
    () =>
      `\x1b${one(['7', '8', 'D', 'E', 'H', 'M', 'c', '=', '>', 'n', 'o', '|', '}', '~', '#8', '(0', ')0', '*A', '+B', '-A', '%G', final()])}`,
    () =>
      `\x1b${one([']0;', ']8;;x:', ']4;1;', ']52;c;', 'P$q', '_G', '^', 'X'])}${one(['t', '?', number()])}${one(['\x07', '\x1b\\', '\u009c', '', '\x18'])}`,
    () => one(['\x1b', '\x1b[', '\x1b[1', '\x1b[1;2\r', '\x1b]', '\u009b3', '\u009b2147483647L', '\u009d', '\u0090']),
  ];
  return () => Array.from({ length: 1 + roll(3) }, () => one(kinds)()).join('');
}

const SEQUENCE = /\x1b(?:\[([<-?]?)([0-9;:]*)([ !"'$]?)([@-~])|[()*+\-./#][ -~]|[78DEHM=>no|}~])/g;
const LOOPS: Readonly<Record<string, number>> = { L: 24, M: 24, S: 24, T: 24, I: 80, Z: 80, P: 80, X: 80, b: 1920 };

/** The sequences in what was let through that no terminal should be given, and escapes that begin none. */
function faults(text: string): readonly string[] {
  const found: string[] = [];
  const rest = text.replace(SEQUENCE, (sequence, _prefix, numbers = '', _intermediate, final = '') => {
    const values = String(numbers).split(/[;:]/).map(Number);
    if (values.length > 32 || Math.max(...values) > (LOOPS[String(final)] ?? 9_999)) found.push(sequence);
    return '';
  });
  return rest.includes('\x1b') ? [...found, rest] : found;
}

it(`lets through nothing unbounded of ${PIECES} pieces, and the terminal draws each message in time`, async () => {
  const piece = generator(20261130);
  const screen = bootScreen();
  let [messages, longestMs] = [0, 0];
  for (let index = 1; index <= PIECES; index++) {
    screen.write(piece());
    const { bytes, weight } = screen.waiting;
    if (index < PIECES && bytes < MESSAGE_BYTES && weight < MESSAGE_WEIGHT) continue;
    expect(faults(screen.takeSent())).toEqual([]);
    const before = performance.now();
    await screen.draw();
    longestMs = Math.max(longestMs, performance.now() - before);
    messages++;
  }
  expect(screen.answers).toEqual([]);
  expect(messages).toBeGreaterThan(100);
  expect(longestMs).toBeLessThan(MOST_MS);
}, 120_000);

it('lets the same through however the bytes are cut', () => {
  const piece = generator(7);
  const roll = dice(8);
  for (let round = 0; round < 300; round++) {
    const bytes = new TextEncoder().encode(Array.from({ length: 10 }, piece).join(''));
    const [whole, cut] = [bootScreen(), bootScreen()];
    whole.write(bytes);
    for (let at = 0; at < bytes.length;) {
      const end = Math.min(bytes.length, at + 1 + roll(9));
      cut.write(bytes.subarray(at, end));
      at = end;
    }
    expect(cut.takeSent()).toBe(whole.takeSent());
    expect(cut.queries).toEqual(whole.queries);
    expect(cut.modes).toEqual(whole.modes);
  }
});

it('leaves the terminal as new after anything', async () => {
  const piece = generator(99);
  for (let round = 0; round < 100; round++) {
    const { write, filter, draw, terminal, screen } = bootScreen(40, 10);
    for (let count = 0; count < 30; count++) write(piece());
    filter.restore();
    await draw();
    expect(terminal.modes).toEqual(bootScreen(40, 10).terminal.modes);
    expect(terminal.buffer.active.type).toBe('normal');
    write('\x1b[H\x1b[2J\x1b[3Jq\tq' + '\r\n'.repeat(12) + 'end');
    await draw();
    expect(screen()[0]).toBe('q       q');
    expect(terminal.buffer.active.baseY).toBe(3);
    expect(screen().at(-1)).toBe('end');
  }
});
