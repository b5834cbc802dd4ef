import type { CType } from '../c-type.ts';
import type { ValueSource } from './json-value.ts';
import { readInteger } from './read-scalar.ts';
import { MOST_TEXT, NOT_SET } from './text-at.ts';

/** What C writes before a text of each of these. */
const PREFIXES: Readonly<Record<string, string>> = { wchar_t: 'L', char32_t: 'U', char16_t: 'u', char8_t: 'u8' };

/** `wchar_t` and its like, which C has as whole numbers. */
export function isWide(type: CType): boolean {
  return type.kind === 'integer' && Object.hasOwn(PREFIXES, plainName(type));
}

/** The number, and the character where it is one. */
export function wideText(value: number): string {
  return `${value} '${characterText(value)}'`;
}

/** Up to its end, as C writes it. */
export function wideTextAt({ memory }: ValueSource, type: CType, address: number, most: number): string {
  const { bytes } = type;
  const prefix = PREFIXES[plainName(type)] ?? '';
  let text = '';
  for (let i = 0; i < most; i++) {
    const at = address + i * bytes;
    if (!memory.holds(at, bytes)) break;
    if (!memory.isWritten(at, bytes)) return i === 0 ? NOT_SET : `${prefix}"${text}" and then not set`;
    const value = Number(readInteger(memory, at, bytes, false));
    if (value === 0) break;
    if (text.length >= MOST_TEXT) return `${prefix}"${text}…"`;
    text += bytes === 4 ? characterText(value) : String.fromCharCode(value);
  }
  return `${prefix}"${text}"`;
}

function characterText(value: number): string {
  if (value === 0) return '\\0';
  const isCharacter = value >= 32 && value !== 127 && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
  return isCharacter ? String.fromCodePoint(value) : `\\x${(value >>> 0).toString(16)}`;
}

function plainName({ name }: CType): string {
  return name.replace(/\b(?:const|volatile) /g, '');
}
