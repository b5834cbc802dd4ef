import type { MemoryLimits } from '../abi/module-info.ts';
import { CHECKED_PAGES, MOST_CHECKED_PAGES } from '../abi/checked-program.ts';
import { isCheckedProgram } from './check-report.ts';
import { FIRST_SECTION, SECTION, WasmReader } from '../wasm/wasm-reader.ts';
import { WasmWriter } from '../wasm/wasm-writer.ts';

/** A module that needs more memory at the start than it may have. Pages of 64 KiB. */
export interface TooMuchMemory {
  readonly needsPages: number;
  readonly mayPages: number;
}

/**
 * The module with a maximum of `pages` on its memory, so that growing beyond it fails as the engine's own limit would
 * make it fail. A module that says less keeps what it says, and one without a memory of its own is left alone. The shadow
 * of a checked program does not count, and there is no memory beyond what it covers.
 */
export function limitMemory(bytes: Uint8Array<ArrayBuffer>, pages: number): Uint8Array<ArrayBuffer> | TooMuchMemory {
  const found = findMemory(bytes);
  if (!found) return bytes;
  const { limits, start, end } = found;
  const extra = isCheckedProgram(bytes) ? CHECKED_PAGES : 0;
  const most = extra > 0 ? Math.min(pages + extra, MOST_CHECKED_PAGES) : pages;
  if (limits.minPages > most) return { needsPages: limits.minPages - extra, mayPages: pages };
  if (limits.maxPages !== undefined && limits.maxPages <= most) return bytes;
  const HAS_MAXIMUM = 1;
  const flags = HAS_MAXIMUM | (limits.isShared ? 2 : 0);
  const content = new WasmWriter(16).byte(1).byte(flags).u32(limits.minPages).u32(most).written;
  const section = new WasmWriter(32).byte(SECTION.memory).sized(content).written;
  const limited = new Uint8Array(bytes.length - (end - start) + section.length);
  limited.set(bytes.subarray(0, start));
  limited.set(section, start);
  limited.set(bytes.subarray(end), start + section.length);
  return limited;
}

/** The memories that a module has of its own: not those that it imports. */
export function memoriesOf(bytes: Uint8Array): readonly MemoryLimits[] {
  const reader = new WasmReader(bytes, FIRST_SECTION);
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const end = reader.u32() + reader.at;
    if (id === SECTION.memory) return reader.vector(() => reader.limits(false));
    reader.at = end;
  }
  return [];
}

/** Why the module cannot be started, in words. */
export function tooMuchMemoryText({ needsPages, mayPages }: TooMuchMemory): string {
  const megabytes = (pages: number): number => Math.ceil(pages / 16);
  return `The program is out of memory before it starts: it needs ${megabytes(needsPages)} MB for its data, and its policy grants ${megabytes(mayPages)} MB`;
}

/** The memory section with exactly one memory, which is all that WASI programs have; undefined for anything else. */
function findMemory(
  bytes: Uint8Array,
): { readonly limits: MemoryLimits; readonly start: number; readonly end: number } | undefined {
  const reader = new WasmReader(bytes, FIRST_SECTION);
  while (reader.at < bytes.length) {
    const start = reader.at;
    const id = reader.byte();
    const end = reader.u32() + reader.at;
    if (id === SECTION.memory) {
      const count = reader.u32();
      const limits = count === 1 ? reader.limits(false) : undefined;
      return limits && !limits.is64Bit ? { limits, start, end } : undefined;
    }
    reader.at = end;
  }
  return undefined;
}
