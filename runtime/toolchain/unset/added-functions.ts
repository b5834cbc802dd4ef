import { MARKED_PROGRAM, MARKS_DISTANCE } from '../../abi/marked-program.ts';
import { WasmWriter } from '../../wasm/wasm-writer.ts';
import { BULK, OP } from '../../wasm/instruction.ts';

const [I32, I64, F32, F64] = [0x7f, 0x7e, 0x7d, 0x7c];
const EMPTY = 0x40;
const FUNCTION_TYPE = 0x60;

/** The stores, by opcode: the type of the value, and the store that sets as many bytes of marks to 0. */
export const STORES: ReadonlyMap<number, { readonly value: number; readonly marks: number }> = new Map([
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

/** Small functions, behind those of the program, that its new code calls. */
export class AddedFunctions {
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

  /** A function of one of the program's types. */
  addOf(type: number, write: (body: WasmWriter) => void): number {
    this.typeIndices.push(new WasmWriter(5).u32(type).written);
    return this.#addBody(write);
  }

  #add(parameters: readonly number[], write: (body: WasmWriter) => void): number {
    this.typeIndices.push(new WasmWriter(5).u32(this.#firstType + this.types.length).written);
    this.types.push(Uint8Array.of(FUNCTION_TYPE, parameters.length, ...parameters, 0));
    return this.#addBody(write);
  }

  #addBody(write: (body: WasmWriter) => void): number {
    const index = this.#first + this.bodies.length;
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
