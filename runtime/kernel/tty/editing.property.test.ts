import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FakeScreen } from './testing/fake-screen.ts';
import { bootTty, encode } from './testing/tty-fixture.ts';

type Key =
  | { readonly kind: 'cluster'; readonly text: string }
  | { readonly kind: 'mark'; readonly text: string }
  | { readonly kind: 'erase' | 'word' | 'kill' | 'arrow' };

const CONTROL = { erase: '\x7f', word: '\x17', kill: '\x15', arrow: '\x1b[1;5D' };

const CLUSTERS = [
  ...['a', 'b', '7', '_', ' ', '.', 'é', 'e\u0301', '世', '가', 'が', 'か\u3099', '😀', '👍🏽'],
  ...['👨\u200d👩\u200d👧', '❤\ufe0f', '❤', '🇫🇷', '\u1112\u1161\u11ab', 'कि', '\t', '\x01', '\x1f'],
];

const keyArbitrary: fc.Arbitrary<Key> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('cluster'), text: fc.constantFrom(...CLUSTERS) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('mark'), text: fc.constantFrom('\u0301', '\ufe0f', '🏽') }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('erase', 'word', 'kill', 'arrow') }) },
);

const sessionArbitrary = fc.record({
  columns: fc.integer({ min: 4, max: 20 }),
  prompt: fc.array(fc.constantFrom('>', ' ', '名', '\t', '\n', '😀'), { maxLength: 24 }),
  // Killing is rare enough here for lines to grow over several rows.
  keys: fc.array(keyArbitrary, { maxLength: 80, size: 'max' }),
  cuts: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 10 }),
});

it('keeps the line and its image on the screen as a simple model says, however the bytes are split', () => {
  fc.assert(
    fc.property(sessionArbitrary, ({ columns, prompt, keys, cuts }) => {
      const { tty, print, type, screen, readText } = bootTty(columns);
      const model: string[] = [];
      const typed = keys.map((key) => press(model, key)).join('');
      print(prompt.join(''));
      for (const piece of split(encode(typed), cuts)) tty.input(piece);

      const expected = new FakeScreen(columns);
      expected.write(encode(prompt.join('').replaceAll('\n', '\r\n')));
      for (const cluster of model) draw(expected, cluster);
      expect(screen.rows).toEqual(expected.rows);
      expect(screen.nextCell).toEqual(expected.nextCell);
      type('\r');
      expect(readText()).toBe(`${model.join('')}\n`);
    }),
    { numRuns: 500 },
  );
});

/** Does to the model what the key does to the line, and returns the bytes to type. */
function press(model: string[], key: Key): string {
  const last = model.length - 1;
  switch (key.kind) {
    case 'cluster':
      model.push(key.text);
      return key.text;
    case 'mark':
      // With nothing typed before it a mark would be drawn on the prompt.
      if (last < 0) return '';
      if (model[last] === '\t') model.push(key.text);
      else model[last] = `${model[last] ?? ''}${key.text}`;
      return key.text;
    case 'erase':
      model.pop();
      break;
    case 'word':
      while (model.length > 0 && !isWord(model.at(-1))) model.pop();
      while (model.length > 0 && isWord(model.at(-1))) model.pop();
      break;
    case 'kill':
      model.length = 0;
      break;
    case 'arrow':
      break;
  }
  return CONTROL[key.kind];
}

function isWord(cluster = ''): boolean {
  return /^[\w\u0080-\u{10ffff}]/u.test(cluster);
}

function draw(screen: FakeScreen, cluster: string): void {
  // A terminal ignores a tab after a full row; the echo starts the next row first.
  const wrap = cluster === '\t' && screen.isWrapPending ? ' \b' : '';
  const text = cluster.replace(/[\x01-\x08\x0a-\x1f]/g, (control) => {
    return `^${String.fromCharCode(control.charCodeAt(0) + 0x40)}`;
  });
  screen.write(encode(wrap + text));
}

/** Pieces of the given lengths, over and over; an empty one now and then does no harm. */
function split(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0, turn = 0; start < bytes.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    pieces.push(bytes.subarray(start, start + length));
    start += length;
  }
  return pieces;
}
