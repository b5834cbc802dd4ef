import { MARKED_PROGRAM, MARKS_DISTANCE } from '../../abi/marked-program.ts';
import { WasmWriter } from '../../wasm/wasm-writer.ts';
import { BULK, forEachInstruction, OP } from '../../wasm/instruction.ts';
import { functionNames, importedFunctions } from '../../wasm/linked-program.ts';
import { contentsOf, extended, readSections, type Section } from '../../wasm/sections.ts';
import { EXTERNAL, SECTION, WasmReader } from '../../wasm/wasm-reader.ts';

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
  const imported = importedFunctions(sections);
  const names = functionNames(sections);
  const clear = [...names].find(([, name]) => name === CLEAR_PARAMETERS)?.[0];
  const defined = new WasmReader(functions).u32();
  const helpers = new Helpers(imported + defined, new WasmReader(types).u32(), stackPointer(sections));

  const reader = new WasmReader(code.contents);
  const count = reader.u32();
  const countBytes = reader.at;
  const bodies = new WasmWriter(code.contents.length * 2);
  for (let i = 0; i < count; i++) {
    const size = reader.u32();
    const start = reader.at;
    const body = code.contents.subarray(start, start + size);
    const isOwn = start < end;
    const isOfThePass = names.get(imported + i)?.startsWith(OF_THE_PASS) ?? false;
    bodies.sized(isOfThePass ? body : isOwn ? withFrames(body, helpers) : withMarks(body, helpers, clear));
    reader.at = start + size;
  }
  for (const body of helpers.bodies) bodies.sized(body);
  const newCode = new WasmWriter(bodies.length + 5).u32(count + helpers.bodies.length);
  const shift = newCode.length - countBytes;
  newCode.bytes(bodies.written);

  const out = new WasmWriter(program.length * 2).bytes(program.subarray(0, 8));
  let ownShift = 0;
  for (const { id, name, contents, at } of sections) {
    if (id === SECTION.custom && name !== 'name') continue;
    const section = new WasmWriter(contents.length + 64);
    if (id === SECTION.type) section.bytes(extended(contents, helpers.types));
    else if (id === SECTION.function) section.bytes(extended(contents, helpers.typeIndices));
    else if (id === SECTION.code) section.bytes(newCode.written);
    else if (id === SECTION.custom) section.name(name).bytes(contents);
    else section.bytes(contents);
    out.code(id).sized(section.written);
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
        .code(OP.local_get, 0, OP.global_get)
        .u32(stack)
        .code(OP.i32_lt_u, OP.if, EMPTY, OP.local_get, 0, OP.i32_const)
        .s32(MARKS_DISTANCE)
        .code(OP.i32_sub, OP.i32_const, 0, OP.global_get)
        .u32(stack)
        .code(OP.local_get, 0, OP.i32_sub, OP.bulk, BULK.memory_fill, 0, OP.end, OP.local_get, 0, OP.global_set)
        .u32(stack),
    );
    this.fill = this.#add([I32, I32, I32], (body) => {
      body.code(OP.local_get, 0, OP.local_get, 1, OP.local_get, 2, OP.bulk, BULK.memory_fill, 0);
      fillMarks(body);
    });
    this.copy = this.#add([I32, I32, I32], (body) => {
      body.code(OP.local_get, 0, OP.local_get, 1, OP.local_get, 2, OP.bulk, BULK.memory_copy, 0, 0);
      fillMarks(body);
    });
  }

  /** The function that does what the store does, and marks what it has stored: of an address, the value, and the offset. */
  store(opcode: number): number {
    const known = this.#stores.get(opcode);
    if (known !== undefined) return known;
    const { value, marks } = STORES.get(opcode) ?? { value: I32, marks: OP.i32_store };
    const made = this.#add([I32, value, I32], (body) => {
      body.code(OP.local_get, 0, OP.local_get, 2, OP.i32_add, OP.local_tee, 0, OP.local_get, 1, opcode, 0, 0);
      body.code(OP.local_get, 0, OP.i32_const).s32(MARKED_PROGRAM).code(I32_GE_U, OP.if, EMPTY);
      body.code(OP.local_get, 0, OP.i32_const).s32(MARKS_DISTANCE).code(OP.i32_sub);
      body.code(I32_STORES.has(marks) ? OP.i32_const : OP.i64_const, 0, marks, 0, 0, OP.end);
    });
    this.#stores.set(opcode, made);
    return made;
  }

  #add(parameters: readonly number[], write: (body: WasmWriter) => void): number {
    const index = this.#first + this.bodies.length;
    this.typeIndices.push(new WasmWriter(5).u32(this.#firstType + this.types.length).written);
    this.types.push(Uint8Array.of(FUNCTION_TYPE, parameters.length, ...parameters, 0));
    const body = new WasmWriter(64).code(0);
    write(body);
    this.bodies.push(body.code(OP.end).written);
    return index;
  }
}

const I32_GE_U = 0x4f;

/** The marks of parameter 2 bytes at parameter 0. */
function fillMarks(body: WasmWriter): void {
  body.code(OP.local_get, 0, OP.i32_const).s32(MARKED_PROGRAM).code(I32_GE_U, OP.if, EMPTY);
  body.code(OP.local_get, 0, OP.i32_const).s32(MARKS_DISTANCE).code(OP.i32_sub, OP.i32_const, 0, OP.local_get, 2);
  body.code(OP.bulk, BULK.memory_fill, 0, OP.end);
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
  return new WasmWriter(PADDED_CALL).byte(OP.call).paddedU32(index).written;
}

function withMarks(body: Uint8Array, helpers: Helpers, clear: number | undefined): Uint8Array {
  const out = new WasmWriter(body.length + 64);
  let copied = 0;
  const replace = (start: number, end: number, by: (out: WasmWriter) => void): void => {
    out.bytes(body.subarray(copied, start));
    by(out);
    copied = end;
  };
  forEachInstruction(body, ({ opcode, operand }, start, end) => {
    if (opcode === OP.global_set && operand === helpers.stackPointer)
      replace(start, end, (to) => to.code(OP.call).u32(helpers.setStackPointer));
    else if (STORES.has(opcode))
      replace(start, end, (to) => to.code(OP.i32_const).s32(operand).code(OP.call).u32(helpers.store(opcode)));
    else if (opcode === OP.bulk && operand === BULK.memory_fill)
      replace(start, end, (to) => to.code(OP.call).u32(helpers.fill));
    else if (opcode === OP.bulk && operand === BULK.memory_copy)
      replace(start, end, (to) => to.code(OP.call).u32(helpers.copy));
    else if (opcode === OP.call_indirect && clear !== undefined)
      replace(start, start, (to) => to.code(OP.call).u32(clear));
  });
  return out.bytes(body.subarray(copied)).written;
}

/** The number of the global, which the program exports. */
function stackPointer(sections: readonly Section[]): number {
  const reader = new WasmReader(contentsOf(sections, SECTION.export) ?? new Uint8Array([0]));
  for (let left = reader.u32(); left > 0; left--) {
    const name = reader.name();
    const kind = reader.byte();
    const index = reader.u32();
    if (kind === EXTERNAL.global && name === '__stack_pointer') return index;
  }
  throw new Error('The program that was built to look for unset values does not export its stack pointer');
}
