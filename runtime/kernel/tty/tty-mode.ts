/** How the terminal treats what is typed and what is written: the part of `termios` that there is. */
export interface TtyMode {
  /** Lines are edited and handed over whole (ICANON). Otherwise every byte is delivered at once. */
  readonly canonical: boolean;
  readonly echo: boolean;
  /** ^C and ^\ stop the program (ISIG). */
  readonly signals: boolean;
  /** Enter arrives as \n (ICRNL); otherwise as \r. */
  readonly returnIsNewline: boolean;
  /** \n goes to the start of the next row (OPOST). */
  readonly processesOutput: boolean;
  /** Not canonical: a read waits until there is a byte (VMIN > 0). */
  readonly waits: boolean;
  /** Where it waits with a limit: how long it waits at most, in tenths of a second (VTIME). */
  readonly tenths: number;
}

/** As every program finds it. */
export const LINE_MODE: TtyMode = {
  canonical: true,
  echo: true,
  signals: true,
  returnIsNewline: true,
  processesOutput: true,
  waits: true,
  tenths: 0,
};

/**
 * The private modes by which a program changes the terminal, `CSI ? n h` and `CSI ? n l`; terminals that do not know
 * a private mode ignore it. src/terminal.c of the compat library sends the same numbers.
 */
const SWITCHES: ReadonlyMap<number, keyof TtyMode> = new Map([
  [4860, 'canonical'],
  [4861, 'echo'],
  [4862, 'signals'],
  [4863, 'returnIsNewline'],
  [4864, 'processesOutput'],
  [4866, 'waits'],
]);
/** `CSI ? 4865 h`: the next read returns the size of the screen. */
export const REPORT_SIZE = 4865;
/** `CSI ? 4867 h`: the next read returns where the cursor is. */
export const REPORT_CURSOR = 4867;
/** And so many tenths of a second. */
const TENTHS = 48_000;
const MOST_TENTHS = 255;

/** `mode` with the private mode `number` set or reset; undefined where there is none of that number. */
export function withPrivateMode(mode: TtyMode, number: number, isSet: boolean): TtyMode | undefined {
  const name = SWITCHES.get(number);
  if (name !== undefined) return { ...mode, [name]: isSet };
  const tenths = number - TENTHS;
  return tenths >= 0 && tenths <= MOST_TENTHS ? { ...mode, tenths } : undefined;
}
