import { REPORT_SYMBOL } from '../abi/checked-program.ts';
import { contentsOf, readSections } from '../wasm/sections.ts';
import { SECTION, WasmReader } from '../wasm/wasm-reader.ts';

/** The most that is read of a report, in bytes. */
const MOST_BYTES = 4096;

/** What a checked program has found out about a mistake; undefined for a program that found none, or is not checked. */
export function reportOf({ exports }: WebAssembly.Instance): string | undefined {
  const symbol = exports[REPORT_SYMBOL];
  const { memory } = exports;
  if (!(symbol instanceof WebAssembly.Global) || !(memory instanceof WebAssembly.Memory)) return undefined;
  const address: unknown = symbol.value;
  if (typeof address !== 'number') return undefined;
  const bytes = new Uint8Array(memory.buffer).subarray(address >>> 0, (address >>> 0) + MOST_BYTES);
  const end = bytes.indexOf(0);
  // A copy: the memory may be shared, and goes with its program.
  return end > 0 ? new TextDecoder().decode(bytes.slice(0, end)) : undefined;
}

/** Was the module built with checks? */
export function isCheckedProgram(module: Uint8Array): boolean {
  const reader = new WasmReader(contentsOf(readSections(module), SECTION.export) ?? Uint8Array.of(0));
  for (let left = reader.u32(); left > 0; left--) {
    if (reader.name() === REPORT_SYMBOL) return true;
    reader.byte();
    reader.u32();
  }
  return false;
}
