import { MARKED_PROGRAM, MARKS_DISTANCE } from '../../abi/marked-program.ts';
import { ByteReader } from '../../wasm/byte-reader.ts';
import { ByteWriter } from '../../wasm/byte-writer.ts';
import { BULK, OP, readInstruction, type Instruction } from '../../wasm/instruction.ts';
import { contentsOf, customSection, readSections, SECTION, type Section } from '../../wasm/sections.ts';
import { EXTERNAL, WasmReader } from '../../wasm/wasm-reader.ts';

const [I32, I64, F32, F64] = [0x7f, 0x7e, 0x7d, 0x7c];
const EMPTY = 0x40;
const FUNCTION_TYPE = 0x60;
/** What the code of the compiler's pass calls: it knows of marks. */
const OF_THE_PASS = '__msan_';
const CLEAR_PARAMETERS = '__msan_clear_parameters';

/** The stores, by opcode: the type of the value, and the store that sets as many bytes of marks to 0. */
const STORES: ReadonlyMap<number, { readonly value: number; readonly marks: number }> = new Map([
  [0x36, { value: I32, marks: 0x36 }],
  [0x37, { value: I64, marks: 0x37 }],
  [0x38, { value: F32, marks: 0x36 }],
  [0x39, { value: F64, marks: 0x37 }],
  [0x3a, { value: I32, marks: 0x3a }],
  [0x3b, { value: I32, marks: 0x3b }],
  [0x3c, { value: I64, marks: 0x3c }],
  [0x3d, { value: I64, marks: 0x3d }],
  [0x3e, { value: I64, marks: 0x3e }],
]);
const I32_STORES = new Set([0x36, 0x3a, 0x3b]);

export interface MarkedProgram {
  readonly module: Uint8Array<ArrayBuffer>;
  /** How much further back the program's own code lies in it than in the program that was linked, in bytes. */
  readonly shift: number;
}

/**
 * The program with marks kept by code that clang did not instrument: what libraries store is set, and so is what a new frame
 * of the stack holds until clang's code says otherwise. `end`: where in the code the last of the program's own functions ends.
 */
export function markStores(program: Uint8Array, end: number): MarkedProgram {
  const sections = readSections(program);
  const types = contentsOf(sections, SECTION.type) ?? new Uint8Array([0]);
  const functions = contentsOf(sections, SECTION.function) ?? new Uint8Array([0]);
  const code = sections.find(({ id }) => id === SECTION.code);
  if (!code) throw new Error('The program that was built to look for unset values has no code');
  const imported = importedFunctions(contentsOf(sections, SECTION.import));
  const names = functionNames(customSection(sections, 'name'));
  const clear = [...names].find(([, name]) => name === CLEAR_PARAMETERS)?.[0];
  const defined = new ByteReader(functions).uleb();
  const helpers = new Helpers(imported + defined, new ByteReader(types).uleb(), stackPointer(sections));

  const reader = new ByteReader(code.contents);
  const count = reader.uleb();
  const countBytes = reader.at;
  const bodies = new ByteWriter(code.contents.length * 2);
  for (let i = 0; i < count; i++) {
    const size = reader.uleb();
    const start = reader.at;
    const body = code.contents.subarray(start, start + size);
    const isOwn = start < end;
    const isOfThePass = names.get(imported + i)?.startsWith(OF_THE_PASS) ?? false;
    bodies.sized(isOfThePass ? body : isOwn ? withFrames(body, helpers) : withMarks(body, helpers, clear));
    reader.at = start + size;
  }
  for (const body of helpers.bodies) bodies.sized(body);
  const newCode = new ByteWriter(bodies.length + 5).uleb(count + helpers.bodies.length);
  const shift = newCode.length - countBytes;
  newCode.bytes(bodies.written);

  const out = new ByteWriter(program.length * 2).bytes(program.subarray(0, 8));
  let ownShift = 0;
  for (const { id, name, contents, at } of sections) {
    if (id === SECTION.custom && name !== 'name') continue;
    const section = new ByteWriter(contents.length + 64);
    if (id === SECTION.type) section.bytes(longer(contents, helpers.types));
    else if (id === SECTION.function) section.bytes(longer(contents, helpers.typeIndices));
    else if (id === SECTION.code) section.bytes(newCode.written);
    else if (id === SECTION.custom) section.name(name).bytes(contents);
    else section.bytes(contents);
    out.u8(id).sized(section.written);
    if (id === SECTION.code) ownShift = out.length - section.length + shift - at;
  }
  return { module: out.written.slice(), shift: ownShift };
}

/** The small functions that the new code calls. */
class Helpers {
  readonly types: Uint8Array[] = [];
  readonly typeIndices: Uint8Array[] = [];
  readonly bodies: Uint8Array[] = [];
  readonly #stores = new Map<number, number>();
  readonly #first: number;
  readonly #firstType: number;
  readonly stackPointer: number;
  readonly setStackPointer: number;
  readonly fill: number;
  readonly copy: number;

  constructor(first: number, firstType: number, stack: number) {
    this.#first = first;
    this.#firstType = firstType;
    this.stackPointer = stack;
    // A frame that is new holds nothing of an older one.
    this.setStackPointer = this.#add([I32], (body) =>
      body
        .u8(OP.local_get, 0, OP.global_get)
        .uleb(stack)
        .u8(OP.i32_lt_u, OP.if, EMPTY, OP.local_get, 0, OP.i32_const)
        .sleb(MARKS_DISTANCE)
        .u8(OP.i32_sub, OP.i32_const, 0, OP.global_get)
        .uleb(stack)
        .u8(OP.local_get, 0, OP.i32_sub, OP.bulk, BULK.memory_fill, 0, OP.end, OP.local_get, 0, OP.global_set)
        .uleb(stack),
    );
    this.fill = this.#add([I32, I32, I32], (body) => {
      body.u8(OP.local_get, 0, OP.local_get, 1, OP.local_get, 2, OP.bulk, BULK.memory_fill, 0);
      fillMarks(body);
    });
    this.copy = this.#add([I32, I32, I32], (body) => {
      body.u8(OP.local_get, 0, OP.local_get, 1, OP.local_get, 2, OP.bulk, BULK.memory_copy, 0, 0);
      fillMarks(body);
    });
  }

  /** The function that does what the store does, and marks what it has stored: of an address, the value, and the offset. */
  store(opcode: number): number {
    const known = this.#stores.get(opcode);
    if (known !== undefined) return known;
    const { value, marks } = STORES.get(opcode) ?? { value: I32, marks: OP.i32_store };
    const made = this.#add([I32, value, I32], (body) => {
      body.u8(OP.local_get, 0, OP.local_get, 2, OP.i32_add, OP.local_tee, 0, OP.local_get, 1, opcode, 0, 0);
      body.u8(OP.local_get, 0, OP.i32_const).sleb(MARKED_PROGRAM).u8(I32_GE_U, OP.if, EMPTY);
      body.u8(OP.local_get, 0, OP.i32_const).sleb(MARKS_DISTANCE).u8(OP.i32_sub);
      body.u8(I32_STORES.has(marks) ? OP.i32_const : OP.i64_const, 0, marks, 0, 0, OP.end);
    });
    this.#stores.set(opcode, made);
    return made;
  }

  #add(parameters: readonly number[], write: (body: ByteWriter) => void): number {
    const index = this.#first + this.bodies.length;
    this.typeIndices.push(new ByteWriter(5).uleb(this.#firstType + this.types.length).written);
    this.types.push(Uint8Array.of(FUNCTION_TYPE, parameters.length, ...parameters, 0));
    const body = new ByteWriter(64).u8(0);
    write(body);
    this.bodies.push(body.u8(OP.end).written);
    return index;
  }
}

const I32_GE_U = 0x4f;

/** The marks of parameter 2 bytes at parameter 0. */
function fillMarks(body: ByteWriter): void {
  body.u8(OP.local_get, 0, OP.i32_const).sleb(MARKED_PROGRAM).u8(I32_GE_U, OP.if, EMPTY);
  body.u8(OP.local_get, 0, OP.i32_const).sleb(MARKS_DISTANCE).u8(OP.i32_sub, OP.i32_const, 0, OP.local_get, 2);
  body.u8(OP.bulk, BULK.memory_fill, 0, OP.end);
}

/** Every instruction of a body, with where it begins and ends in it. */
function forEachInstruction(body: Uint8Array, each: (one: Instruction, start: number, end: number) => void): void {
  const reader = new ByteReader(body);
  for (let groups = reader.uleb(); groups > 0; groups--) {
    reader.uleb();
    reader.u8();
  }
  const one: Instruction = { opcode: 0, operand: 0 };
  while (!reader.isAtEnd) {
    const start = reader.at;
    readInstruction(reader, one);
    each(one, start, reader.at);
  }
}

/** The body with calls that set the stack pointer, where they are as long as what they replace: no code moves. */
function withFrames(body: Uint8Array, { stackPointer: stack, setStackPointer }: Helpers): Uint8Array {
  const patched = body.slice();
  forEachInstruction(body, ({ opcode, operand }, start, end) => {
    if (opcode === OP.global_set && operand === stack && end - start === PADDED_CALL)
      patched.set(paddedCall(setStackPointer), start);
  });
  return patched;
}

const PADDED_CALL = 6;

function paddedCall(index: number): Uint8Array {
  const bytes = new Uint8Array(PADDED_CALL);
  bytes[0] = OP.call;
  for (let i = 0; i < 5; i++) bytes[i + 1] = ((index >>> (7 * i)) & 0x7f) | (i < 4 ? 0x80 : 0);
  return bytes;
}

function withMarks(body: Uint8Array, helpers: Helpers, clear: number | undefined): Uint8Array {
  const out = new ByteWriter(body.length + 64);
  let copied = 0;
  const replace = (start: number, end: number, by: (out: ByteWriter) => void): void => {
    out.bytes(body.subarray(copied, start));
    by(out);
    copied = end;
  };
  forEachInstruction(body, ({ opcode, operand }, start, end) => {
    if (opcode === OP.global_set && operand === helpers.stackPointer)
      replace(start, end, (to) => to.u8(OP.call).uleb(helpers.setStackPointer));
    else if (STORES.has(opcode))
      replace(start, end, (to) => to.u8(OP.i32_const).sleb(operand).u8(OP.call).uleb(helpers.store(opcode)));
    else if (opcode === OP.bulk && operand === BULK.memory_fill)
      replace(start, end, (to) => to.u8(OP.call).uleb(helpers.fill));
    else if (opcode === OP.bulk && operand === BULK.memory_copy)
      replace(start, end, (to) => to.u8(OP.call).uleb(helpers.copy));
    else if (opcode === OP.call_indirect && clear !== undefined)
      replace(start, start, (to) => to.u8(OP.call).uleb(clear));
  });
  return out.bytes(body.subarray(copied)).written;
}

function longer(contents: Uint8Array, more: readonly Uint8Array[]): Uint8Array {
  const reader = new ByteReader(contents);
  const out = new ByteWriter(contents.length + 64).uleb(reader.uleb() + more.length);
  out.bytes(contents.subarray(reader.at));
  for (const one of more) out.bytes(one);
  return out.written;
}

function importedFunctions(contents: Uint8Array | undefined): number {
  if (!contents) return 0;
  const reader = new WasmReader(contents);
  return reader.vector((one) => one.importEntry()).filter(({ kind }) => kind === EXTERNAL.function).length;
}

const FUNCTION_NAMES = 1;

function functionNames(contents: Uint8Array | undefined): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  if (!contents) return names;
  const reader = new ByteReader(contents);
  while (!reader.isAtEnd) {
    const kind = reader.u8();
    const end = reader.uleb() + reader.at;
    if (kind === FUNCTION_NAMES)
      for (let left = reader.uleb(); left > 0; left--) names.set(reader.uleb(), reader.name());
    reader.at = end;
  }
  return names;
}

/** The number of the global, which the program exports. */
function stackPointer(sections: readonly Section[]): number {
  const reader = new ByteReader(contentsOf(sections, SECTION.export) ?? new Uint8Array([0]));
  for (let left = reader.uleb(); left > 0; left--) {
    const name = reader.name();
    const kind = reader.u8();
    const index = reader.uleb();
    if (kind === EXTERNAL.global && name === '__stack_pointer') return index;
  }
  throw new Error('The program that was built to look for unset values does not export its stack pointer');
}
