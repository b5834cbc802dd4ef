/** The size of the screen in cells. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** What the numbers of a control sequence may be at most, and what the sequence costs the screen to carry out. */
export interface SequenceRule {
  readonly most: (size: ScreenSize) => number;
  /** In plain bytes that take as long to draw. */
  readonly weight: (size: ScreenSize, count: number) => number;
}

/** Cursor moves and colours take the same time for any number. */
const ANY_NUMBER = 9_999;

const CHEAP: SequenceRule = { most: () => ANY_NUMBER, weight: () => 2 };
/** The terminal adds or removes one line after the other, and copies the rest of the screen each time. */
const LINES: SequenceRule = {
  most: ({ rows }) => rows,
  weight: ({ columns, rows }, count) => Math.max(count, 1) * ((columns + rows) / 12),
};
/** Within one row. */
const CELLS: SequenceRule = { most: ({ columns }) => columns, weight: ({ columns }) => 2 + columns / 8 };
/** In every row of the screen. */
const COLUMNS: SequenceRule = {
  most: ({ columns }) => columns,
  weight: ({ columns, rows }) => 2 + (columns * rows) / 16,
};
const SCREEN: SequenceRule = { most: () => ANY_NUMBER, weight: ({ columns, rows }) => 2 + (columns * rows) / 16 };
/** Draws the character before it once more, `count` times. */
const REPEAT: SequenceRule = {
  most: ({ columns, rows }) => columns * rows,
  weight: (_, count) => 2 + count / 2,
};

/** The bytes that tell one control sequence from another, as one number. 0: none of that kind. */
export function sequenceKey(prefix: number, intermediate: number, final: number): number {
  return (prefix << 16) | (intermediate << 8) | final;
}

/**
 * The control sequences that reach the screen, by what tells them apart: `CSI`, then what is written here with the
 * numbers left out. A sequence that is not here does nothing on the screen, or something that no program may do
 * to the page: it is dropped.
 */
const CONTROL_SEQUENCES: Readonly<Record<string, SequenceRule>> = {
  A: CHEAP,
  B: CHEAP,
  C: CHEAP,
  D: CHEAP,
  E: CHEAP,
  F: CHEAP,
  G: CHEAP,
  '`': CHEAP,
  H: CHEAP,
  f: CHEAP,
  a: CHEAP,
  d: CHEAP,
  e: CHEAP,
  m: CHEAP,
  r: CHEAP,
  s: CHEAP,
  u: CHEAP,
  g: CHEAP,
  '!p': CHEAP,
  ' q': CHEAP,
  '"q': CHEAP,
  '@': CELLS,
  P: CELLS,
  X: CELLS,
  K: CELLS,
  '?K': CELLS,
  I: CELLS,
  Z: CELLS,
  J: SCREEN,
  '?J': SCREEN,
  L: LINES,
  M: LINES,
  S: LINES,
  T: LINES,
  b: REPEAT,
  ' @': COLUMNS,
  ' A': COLUMNS,
  "'}": COLUMNS,
  "'~": COLUMNS,
};

export const SEQUENCE_RULES: ReadonlyMap<number, SequenceRule> = new Map(
  Object.entries(CONTROL_SEQUENCES).map(([written, rule]) => {
    const final = written.charCodeAt(written.length - 1);
    const before = written.length > 1 ? written.charCodeAt(0) : 0;
    return [before >= 0x3c ? sequenceKey(before, 0, final) : sequenceKey(0, before, final), rule];
  }),
);

/** `CSI ? n h` and `l`: modes of the screen that programs may change. All of them are reset when a run ends. */
export const SCREEN_MODES: ReadonlyMap<number, SequenceRule> = new Map([
  [1, CHEAP], // cursor keys send ESC O
  [6, CHEAP], // positions count from the scroll region
  [7, CHEAP], // text wraps at the right edge
  [9, CHEAP], // mouse: presses
  [25, CHEAP], // the cursor is visible
  [45, CHEAP], // backspace goes back to the row above
  [47, SCREEN], // the alternate screen
  [66, CHEAP], // keypad
  [1000, CHEAP], // mouse: presses and releases
  [1002, CHEAP], // mouse: dragging too
  [1003, CHEAP], // mouse: every move
  [1004, CHEAP], // focus
  [1006, CHEAP], // how the mouse is reported
  [1047, SCREEN],
  [1048, CHEAP], // saves the cursor
  [1049, SCREEN],
  [2004, CHEAP], // marks around what is pasted
]);

/** `ESC` and one byte. */
export const ESCAPES: ReadonlySet<number> = new Set(Array.from('78DEHM=>no|}~', (final) => final.charCodeAt(0)));
/** `ESC`, one of these and a letter: which characters the bytes stand for. */
export const CHARACTER_SETS: ReadonlySet<number> = new Set(Array.from('()*+-./', (one) => one.charCodeAt(0)));
