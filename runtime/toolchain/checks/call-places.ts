import { FIRST_SECTION, SECTION, WasmReader } from '../../wasm/wasm-reader.ts';
import { WasmWriter } from '../../wasm/wasm-writer.ts';
import { PLACED } from './checked-names.ts';

/** What the functions of our library are told by. */
const TELL = '__preopen_at';
const [CALL, END, LOCAL_GET, I32_CONST] = [0x10, 0x0b, 0x20, 0x41];
const FUNCTION_NAMES = 1;

interface Section {
  readonly id: number;
  /** With its header. */
  readonly start: number;
  readonly contents: number;
  readonly end: number;
}

/**
 * The program with a small function in the way of each call of a function whose name begins with `__placed_`, which says
 * where the call stands before it makes it: as an offset in the code section, as debug information counts. No code moves, because
 * the linker writes the number of a called function in five bytes, whatever it is.
 */
export function withCallPlaces(program: Uint8Array): Uint8Array {
  const sections = sectionsOf(program);
  const of = (id: number): Section | undefined => sections.find((section) => section.id === id);
  const [types, functions, code] = [of(SECTION.type), of(SECTION.function), of(SECTION.code)];
  const names = functionNames(program, sections);
  const tell = [...names].find(([, name]) => name === TELL)?.[0];
  const placed = [...names].filter(([, name]) => name.startsWith(PLACED)).map(([index]) => index);
  if (!types || !functions || !code || tell === undefined || placed.length === 0) return program;

  const imported = importedFunctions(program, of(SECTION.import));
  const typeOf = new WasmReader(program, functions.contents);
  const typeIndices = Array.from({ length: typeOf.u32() }, () => typeOf.u32());
  const parameters = parameterCounts(program, types);
  const patched = program.slice();
  /** The new functions: the numbers of their types, and their bodies. */
  const newTypes = new WasmWriter();
  const newBodies = new WasmWriter();
  let added = 0;
  for (const index of placed) {
    const type = typeIndices[index - imported] ?? 0;
    const passed = new WasmWriter(32);
    for (let i = 0; i < (parameters[type] ?? 0); i++) passed.byte(LOCAL_GET).u32(i);
    const call = new WasmWriter(6).byte(CALL).paddedU32(index).written;
    for (let at = find(program, call, code.contents, code.end); at !== -1; at = find(program, call, at + 6, code.end)) {
      patched.set(new WasmWriter(5).paddedU32(imported + typeIndices.length + added).written, at + 1);
      const body = new WasmWriter(64)
        .byte(0)
        .byte(I32_CONST)
        .s32(at - code.contents)
        .byte(CALL)
        .u32(tell)
        .bytes(passed.written)
        .byte(CALL)
        .u32(index)
        .byte(END);
      newTypes.u32(type);
      newBodies.sized(body.written);
      added++;
    }
  }
  const longer = (section: Section, more: Uint8Array): Uint8Array => {
    const reader = new WasmReader(patched, section.contents);
    const count = reader.u32();
    const old = patched.subarray(reader.at, section.end);
    const contents = new WasmWriter(5 + old.length + more.length)
      .u32(count + added)
      .bytes(old)
      .bytes(more);
    return new WasmWriter(contents.written.length + 6).byte(section.id).sized(contents.written).written;
  };
  return joined(
    sections.map((section) => {
      if (section === functions) return longer(section, newTypes.written);
      if (section === code) return longer(section, newBodies.written);
      return patched.subarray(section.start, section.end);
    }),
    patched.subarray(0, FIRST_SECTION),
  );
}

function find(bytes: Uint8Array, wanted: Uint8Array, from: number, end: number): number {
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first, from); at !== -1 && at + wanted.length <= end; at = bytes.indexOf(first, at + 1))
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  return -1;
}

function sectionsOf(program: Uint8Array): readonly Section[] {
  const sections: Section[] = [];
  const reader = new WasmReader(program, FIRST_SECTION);
  while (reader.at < program.length) {
    const start = reader.at;
    const id = reader.byte();
    const size = reader.u32();
    sections.push({ id, start, contents: reader.at, end: reader.at + size });
    reader.at += size;
  }
  return sections;
}

function functionNames(program: Uint8Array, sections: readonly Section[]): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const section of sections) {
    if (section.id !== SECTION.custom) continue;
    const reader = new WasmReader(program, section.contents);
    if (reader.name() !== 'name') continue;
    while (reader.at < section.end) {
      const kind = reader.byte();
      const end = reader.u32() + reader.at;
      if (kind === FUNCTION_NAMES)
        for (let left = reader.u32(); left > 0; left--) {
          const index = reader.u32();
          names.set(index, reader.name());
        }
      reader.at = end;
    }
  }
  return names;
}

function importedFunctions(program: Uint8Array, section: Section | undefined): number {
  if (!section) return 0;
  const reader = new WasmReader(program, section.contents);
  let count = 0;
  for (let left = reader.u32(); left > 0; left--) if (reader.importEntry().type !== undefined) count++;
  return count;
}

/** Of each type of a function. */
function parameterCounts(program: Uint8Array, section: Section): readonly number[] {
  const reader = new WasmReader(program, section.contents);
  return Array.from({ length: reader.u32() }, () => {
    reader.byte();
    const parameters = reader.u32();
    reader.at += parameters;
    const results = reader.u32();
    reader.at += results;
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
