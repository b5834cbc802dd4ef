import { OP } from '../../wasm/instruction.ts';
import { functionNames, importedFunctions } from '../../wasm/linked-program.ts';
import { contentsOf, readSections, type Section } from '../../wasm/sections.ts';
import { FIRST_SECTION, SECTION, WasmReader } from '../../wasm/wasm-reader.ts';
import { WasmWriter } from '../../wasm/wasm-writer.ts';
import { PLACED } from './checked-names.ts';

/** What the functions of our library are told by. */
const TELL = '__preopen_at';

/**
 * The program with a small function in the way of each call of a function whose name begins with `__placed_`, which says
 * where the call stands before it makes it: as an offset in the code section, as debug information counts. No code moves, because
 * the linker writes the number of a called function in five bytes, whatever it is.
 */
export function withCallPlaces(program: Uint8Array): Uint8Array {
  const sections = readSections(program);
  const types = contentsOf(sections, SECTION.type);
  const functions = contentsOf(sections, SECTION.function);
  const code = sections.find(({ id }) => id === SECTION.code);
  const names = functionNames(sections);
  const tell = [...names].find(([, name]) => name === TELL)?.[0];
  const placed = [...names].filter(([, name]) => name.startsWith(PLACED)).map(([index]) => index);
  if (!types || !functions || !code || tell === undefined || placed.length === 0) return program;

  const imported = importedFunctions(sections);
  const typeIndices = new WasmReader(functions).vector((reader) => reader.u32());
  const codeEnd = code.at + code.contents.length;
  const parameters = parameterCounts(types);
  const patched = program.slice();
  /** The new functions: the numbers of their types, and their bodies. */
  const newTypes = new WasmWriter();
  const newBodies = new WasmWriter();
  let added = 0;
  for (const index of placed) {
    const type = typeIndices[index - imported] ?? 0;
    const passed = new WasmWriter(32);
    for (let i = 0; i < (parameters[type] ?? 0); i++) passed.byte(OP.local_get).u32(i);
    const call = new WasmWriter(6).byte(OP.call).paddedU32(index).written;
    for (let at = find(program, call, code.at, codeEnd); at !== -1; at = find(program, call, at + 6, codeEnd)) {
      patched.set(new WasmWriter(5).paddedU32(imported + typeIndices.length + added).written, at + 1);
      const body = new WasmWriter(64)
        .byte(0)
        .byte(OP.i32_const)
        .s32(at - code.at)
        .byte(OP.call)
        .u32(tell)
        .bytes(passed.written)
        .byte(OP.call)
        .u32(index)
        .byte(OP.end);
      newTypes.u32(type);
      newBodies.sized(body.written);
      added++;
    }
  }
  const longer = ({ id, at, contents }: Section, more: Uint8Array): Uint8Array => {
    const reader = new WasmReader(patched.subarray(at, at + contents.length));
    const count = reader.u32();
    const written = new WasmWriter(5 + contents.length + more.length)
      .u32(count + added)
      .bytes(reader.bytes.subarray(reader.at))
      .bytes(more).written;
    return new WasmWriter(written.length + 6).byte(id).sized(written).written;
  };
  const parts: Uint8Array[] = [];
  let start = FIRST_SECTION;
  for (const section of sections) {
    const end = section.at + section.contents.length;
    if (section.id === SECTION.function) parts.push(longer(section, newTypes.written));
    else if (section === code) parts.push(longer(section, newBodies.written));
    else parts.push(patched.subarray(start, end));
    start = end;
  }
  return joined(parts, patched.subarray(0, FIRST_SECTION));
}

function find(bytes: Uint8Array, wanted: Uint8Array, from: number, end: number): number {
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first, from); at !== -1 && at + wanted.length <= end; at = bytes.indexOf(first, at + 1))
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  return -1;
}

/** Of each type of a function. */
function parameterCounts(types: Uint8Array): readonly number[] {
  return new WasmReader(types).vector((reader) => {
    reader.byte();
    const parameters = reader.take(reader.u32()).length;
    reader.take(reader.u32());
    return parameters;
  });
}

function joined(parts: readonly Uint8Array[], head: Uint8Array): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, { length }) => sum + length, head.length));
  result.set(head);
  let at = head.length;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
