import { MAGIC } from '../../wasm/wasm-reader.ts';

const COMPAT_LIBRARY = '-lpreopen-compat';
/** All that printf() and scanf() and their relatives come down to (sysroot/src/windows-formats.c). */
const WRAPS = ['vfprintf', 'vfscanf', 'vfwprintf', 'vfwscanf'].map((name) => `--wrap=${name}`);

const [I, SIX, FOUR] = [0x49, 0x36, 0x34];
const CONVERSIONS = new Set(Array.from('diouxX', (char) => char.charCodeAt(0)));
const WIDE_BYTES = 4;

/**
 * `argv` of a link, with which formats like %I64d work if one of `objects` holds a part of one. Whether that is a format is
 * seen when it is used, so a text too many costs a little size and does no harm.
 */
export function withWindowsFormats(argv: readonly string[], objects: Iterable<Uint8Array>): readonly string[] {
  const [tool = '', ...rest] = argv;
  if (!rest.includes(COMPAT_LIBRARY)) return argv;
  for (const bytes of objects) if (mayHoldFormat(bytes)) return [tool, ...WRAPS, ...rest];
  return argv;
}

/** What is not WebAssembly yet (-flto) does not show its texts. */
function mayHoldFormat(bytes: Uint8Array): boolean {
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) return true;
  for (let at = bytes.indexOf(I); at !== -1; at = bytes.indexOf(I, at + 1))
    if (isFormat(bytes, at, 1) || isFormat(bytes, at, WIDE_BYTES)) return true;
  return false;
}

function isFormat(bytes: Uint8Array, at: number, unit: number): boolean {
  return bytes[at + unit] === SIX && bytes[at + 2 * unit] === FOUR && CONVERSIONS.has(bytes[at + 3 * unit] ?? 0);
}
