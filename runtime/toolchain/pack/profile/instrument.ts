import { assemble } from '../wasm/assemble.ts';
import { readBodies, writeBodies } from '../wasm/declarations.ts';
import { skipLocals } from '../wasm/instructions.ts';
import { Reader } from '../wasm/reader.ts';
import { writeSections, type Sections } from '../wasm/sections.ts';
import { Writer } from '../wasm/writer.ts';

/**
 * Where the marks lie: one byte for each defined function. wasm-ld puts the stack first, and it grows down from
 * 8 MiB: its last few hundred kilobytes are memory that nobody uses.
 */
const MARKS = 0x10000;
/** Unmarked memory on both sides; if it is not zero the stack came too near, or the layout is another. */
const GUARD = 0x8000;

/** The module with a mark set at the start of every function. */
export function instrument(sections: Sections): Uint8Array<ArrayBuffer> {
  const bodies = readBodies(sections).map((body, i) => {
    const reader = new Reader(body);
    skipLocals(reader);
    const mark = assemble([
      ['i32_const', MARKS + i],
      ['i32_const', 1],
      ['i32_store8', 0],
    ]);
    const head = body.subarray(0, reader.at);
    return new Writer(body.length + mark.length).bytes(head).bytes(mark).bytes(body.subarray(reader.at)).written;
  });
  return writeSections(new Map([...sections, ['code', writeBodies(bodies)]] as const));
}

/** Adds the functions that an instance has marked so far to `touched`. */
export function collectMarks(memory: WebAssembly.Memory, touched: Uint8Array): void {
  const bytes = new Uint8Array(memory.buffer);
  const end = MARKS + touched.length;
  const isZero = (byte: number): boolean => byte === 0;
  if (!bytes.subarray(MARKS - GUARD, MARKS).every(isZero) || !bytes.subarray(end, end + GUARD).every(isZero)) {
    throw new Error('Cannot profile the core: something else writes where the marks are');
  }
  for (let i = 0; i < touched.length; i++) if (bytes[MARKS + i] !== 0) touched[i] = 1;
}
