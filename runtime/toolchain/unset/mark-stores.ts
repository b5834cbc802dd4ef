import { BULK, forEachInstruction, OP } from '../../wasm/instruction.ts';
import { functionNames, importedFunctions } from '../../wasm/linked-program.ts';
import { contentsOf, extended, readSections, type Section } from '../../wasm/sections.ts';
import { EXTERNAL, SECTION, WasmReader } from '../../wasm/wasm-reader.ts';
import { WasmWriter } from '../../wasm/wasm-writer.ts';
import { AddedFunctions, STORES } from './added-functions.ts';
import { CheckedCalls } from './checked-calls.ts';

/** What the code of the compiler's pass calls: it knows of marks. */
const OF_THE_PASS = '__msan_';
const CLEAR_PARAMETERS = '__msan_clear_parameters';
const CLEAR_RESULT = '__msan_clear_result';
const CHECK_PARAMETERS = '__msan_check_parameters';

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
  const named = (wanted: string): number | undefined => [...names].find(([, name]) => name === wanted)?.[0];
  const around = { before: named(CLEAR_PARAMETERS), after: named(CLEAR_RESULT) };
  const defined = new WasmReader(functions).u32();
  const helpers = new AddedFunctions(imported + defined, new WasmReader(types).u32(), stackPointer(sections));
  const checks = new CheckedCalls(named(CHECK_PARAMETERS), helpers, { names, types, functions, imported });

  const reader = new WasmReader(code.contents);
  const count = reader.u32();
  const countBytes = reader.at;
  const bodies = new WasmWriter(code.contents.length * 2);
  let ownFunctions = imported;
  for (let i = 0; i < count; i++) {
    const size = reader.u32();
    const start = reader.at;
    const body = code.contents.subarray(start, start + size);
    const isOwn = start < end;
    if (isOwn) ownFunctions = imported + i + 1;
    const isOfThePass = names.get(imported + i)?.startsWith(OF_THE_PASS) ?? false;
    bodies.sized(
      isOfThePass
        ? body
        : isOwn
          ? withFrames(body, helpers, checks)
          : withMarks(body, helpers, around, [imported, ownFunctions]),
    );
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

/** The body with calls that set the stack pointer, and others that check what is passed, where they are as long as what they replace: no code moves. */
function withFrames(
  body: Uint8Array,
  { stackPointer: stack, setStackPointer }: AddedFunctions,
  checks: CheckedCalls,
): Uint8Array {
  const patched = body.slice();
  forEachInstruction(body, ({ opcode, operand }, start, end) => {
    if (end - start !== PADDED_CALL) return;
    const call =
      opcode === OP.global_set && operand === stack
        ? setStackPointer
        : opcode === OP.call
          ? checks.of(operand)
          : undefined;
    if (call !== undefined) patched.set(paddedCall(call), start);
  });
  return patched;
}

const PADDED_CALL = 6;

function paddedCall(index: number): Uint8Array {
  return new WasmWriter(PADDED_CALL).byte(OP.call).paddedU32(index).written;
}

/** `own`: the numbers of the program's own functions, which libraries of C++ may call by their names. */
function withMarks(
  body: Uint8Array,
  helpers: AddedFunctions,
  { before, after }: { readonly before: number | undefined; readonly after: number | undefined },
  [firstOwn, endOfOwn]: readonly [number, number],
): Uint8Array {
  const out = new WasmWriter(body.length + 64);
  let copied = 0;
  const replace = (start: number, end: number, by: (out: WasmWriter) => void): void => {
    out.bytes(body.subarray(copied, start));
    by(out);
    copied = end;
  };
  const isOwnCall = (opcode: number, callee: number): boolean =>
    opcode === OP.call && callee >= firstOwn && callee < endOfOwn;
  forEachInstruction(body, ({ opcode, operand }, start, end) => {
    if (opcode === OP.global_set && operand === helpers.stackPointer)
      replace(start, end, (to) => to.code(OP.call).u32(helpers.setStackPointer));
    else if (STORES.has(opcode))
      replace(start, end, (to) => to.code(OP.i32_const).s32(operand).code(OP.call).u32(helpers.store(opcode)));
    else if (opcode === OP.bulk && operand === BULK.memory_fill)
      replace(start, end, (to) => to.code(OP.call).u32(helpers.fill));
    else if (opcode === OP.bulk && operand === BULK.memory_copy)
      replace(start, end, (to) => to.code(OP.call).u32(helpers.copy));
    else if (
      before !== undefined &&
      after !== undefined &&
      (opcode === OP.call_indirect || isOwnCall(opcode, operand))
    ) {
      replace(start, start, (to) => to.code(OP.call).u32(before));
      replace(end, end, (to) => to.code(OP.call).u32(after));
    }
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
