import type { ValueSource } from './json-value.ts';

export const NOT_SET = 'not set';
export const FREED = 'freed';
/** Characters of a text that are shown. */
export const MOST_TEXT = 200;

const ESCAPES: Readonly<Record<number, string>> = { 0: '\\0', 9: '\\t', 10: '\\n', 13: '\\r', 34: '\\"', 92: '\\\\' };

function byteText(byte: number): string {
  return ESCAPES[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`);
}

export function charText(value: number): string {
  return `${value} '${byteText(value & 255)}'`;
}

/** Up to its end, as C writes it. `isWhole`: it may have no end in the `most` bytes that are its own, which is said. */
export function textAt({ memory }: ValueSource, address: number, most: number, isWhole = false): string {
  let text = '';
  for (let i = 0; i < most; i++) {
    if (!memory.holds(address + i, 1)) return `"${text}"`;
    if (!memory.isWritten(address + i, 1)) return i === 0 ? NOT_SET : `"${text}" and then not set`;
    const byte = memory.view.getUint8(address + i);
    if (byte === 0) return `"${text}"`;
    if (text.length >= MOST_TEXT) return `"${text}…"`;
    text += byteText(byte);
  }
  return isWhole && most > 0 ? `"${text}" without a \\0` : `"${text}"`;
}

/** The text that a pointer leads to, which does not go beyond its block. */
export function textBehind(source: ValueSource, pointer: number): string {
  const block = source.heap.at(pointer);
  const most = block ? block.address + block.bytes - pointer : Infinity;
  return textAt(source, pointer, Math.min(most, MOST_TEXT + 1), block !== undefined && most <= MOST_TEXT);
}

/** All of its bytes, as C writes them: `std::string` may hold a zero. */
export function stringText({ memory, heap }: ValueSource, address: number, bytes: number): string {
  if (heap.at(address)?.freedAt !== undefined) return FREED;
  let text = '';
  for (let i = 0; i < bytes; i++) {
    if (!memory.isWritten(address + i, 1)) return i === 0 ? NOT_SET : `"${text}" and then not set`;
    if (text.length >= MOST_TEXT) return `"${text}…"`;
    text += byteText(memory.view.getUint8(address + i));
  }
  return `"${text}"`;
}
