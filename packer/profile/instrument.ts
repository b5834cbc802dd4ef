import { assemble } from '../wasm/assemble.ts';
import { endsBlock } from '../wasm/code.ts';
import { readBodies, writeBodies } from '../wasm/declarations.ts';
import { walkBody } from '../wasm/instructions.ts';
import { skipLocals } from '../../runtime/wasm/instruction.ts';
import { WasmReader } from '../../runtime/wasm/wasm-reader.ts';
import { writeSections, type Sections } from '../wasm/sections.ts';
import { WasmWriter } from '../../runtime/wasm/wasm-writer.ts';

/**
 * Where the marks lie: one byte for each block of each function. wasm-ld puts the stack first, and it grows down from
 * 8 MiB: most of it is unused memory.
 */
const MARKS = 0x10000;
/** Unmarked memory on both sides; if it is not zero, the stack has grown into it or the layout has changed. */
const GUARD = 0x8000;

export interface Instrumented {
  readonly module: Uint8Array<ArrayBuffer>;
  /** How many marks there are. */
  readonly blocks: number;
}

/** The module with a mark set at the start of every block. */
export function instrument(sections: Sections): Instrumented {
  let blocks = 0;
  const bodies = readBodies(sections).map((body) => {
    const head = new WasmReader(body);
    skipLocals(head);
    const marked = new WasmWriter(2 * body.length + 16).bytes(body.subarray(0, head.at));
    let copied = head.at;
    const mark = (): void => {
      marked.bytes(assemble([['i32_const', MARKS + blocks++], ['i32_const', 1], ['i32_store8', 0]])); // prettier-ignore
    };
    mark();
    const reader = new WasmReader(body);
    walkBody(reader, (opcode) => {
      if (!endsBlock(opcode) || reader.isAtEnd) return;
      marked.bytes(body.subarray(copied, reader.at));
      copied = reader.at;
      mark();
    });
    return marked.bytes(body.subarray(copied)).written.slice();
  });
  return { module: writeSections(new Map([...sections, ['code', writeBodies(bodies)]] as const)), blocks };
}

/** Adds the blocks that an instance has marked so far to `touched`. */
export function collectMarks(memory: WebAssembly.Memory, touched: Uint8Array): void {
  const bytes = new Uint8Array(memory.buffer);
  const end = MARKS + touched.length;
  const isZero = (byte: number): boolean => byte === 0;
  if (!bytes.subarray(MARKS - GUARD, MARKS).every(isZero) || !bytes.subarray(end, end + GUARD).every(isZero)) {
    throw new Error('Cannot profile the core: something else writes where the marks are');
  }
  for (let i = 0; i < touched.length; i++) if (bytes[MARKS + i] !== 0) touched[i] = 1;
}
