import { MAGIC, SECTION } from '../../wasm/wasm-reader.ts';
import { WasmWriter } from '../../wasm/wasm-writer.ts';
import { typeOfFunction, type FunctionType } from './function-type.ts';
import { symbolsOf } from './object-symbols.ts';

/** What a link needs so that the start-up code can call a `main` of an unusual type. */
export interface MainAdapter {
  /** A further object. */
  readonly object: Uint8Array;
  /** What to link in place of the object with the main. */
  readonly program: Uint8Array;
}

/** clang's name for a main with the two usual parameters, which is also the one that libc's start-up code calls. */
const USUAL = '__main_argc_argv';
/** Of the same length, so that it can be written over the other. */
const RENAMED = '__main_with_args';
const I32 = 0x7f;
const ZERO: Readonly<Record<number, readonly number[]>> = {
  0x7f: [0x41, 0],
  0x7e: [0x42, 0],
  0x7d: [0x43, 0, 0, 0, 0],
  0x7c: [0x44, 0, 0, 0, 0, 0, 0, 0, 0],
};
/** From each type to the i32 that is the exit status, as a conversion in C would make it. */
const TO_STATUS: Readonly<Record<number, readonly number[]>> = {
  0x7f: [],
  0x7e: [0xa7],
  0x7d: [0xfc, 0],
  0x7c: [0xfc, 2],
};

/**
 * An adapter for `void main()`, `int main(int)` and the like. WebAssembly checks the type of a function when it is
 * called, so start-up code that calls `int (int, char **)` traps on them, where a processor would not notice.
 * Undefined: the object has no main, or a usual one.
 */
export function adapterOf(object: Uint8Array): MainAdapter | undefined {
  const functions = symbolsOf(object)?.functions;
  // A main without parameters that returns int comes with this alias.
  if (!functions || functions.has('__main_void')) return undefined;
  const name = functions.has('main') ? 'main' : USUAL;
  const index = functions.get(name);
  const type = index === undefined ? undefined : typeOfFunction(object, index);
  if (!type || isUsual(type, name) || type.results.length > 1) return undefined;
  if (name === 'main') return { object: adapter(type, 'main'), program: object };
  // Start-up code and program use the same name for different types, which the linker refuses.
  return { object: adapter(type, RENAMED), program: withRenamed(object) };
}

function withRenamed(object: Uint8Array): Uint8Array {
  const [from, to] = [text(USUAL), text(RENAMED)];
  const renamed = object.slice();
  // The names that count stand in the section that the linker reads, which is one of the last.
  for (let at = lastIndex(renamed, text('linking')); at + from.length <= renamed.length; at++)
    if (from.every((byte, i) => renamed[at + i] === byte)) renamed.set(to, at);
  return renamed;
}

function lastIndex(bytes: Uint8Array, wanted: Uint8Array): number {
  let at = bytes.length - wanted.length;
  while (at > 0 && !wanted.every((byte, i) => bytes[at + i] === byte)) at--;
  return at;
}

/** Those that start-up code or the compat library (argc, argv, envp) call. */
function isUsual({ params, results }: FunctionType, name: string): boolean {
  const isPlain = [...params, ...results].every((type) => type === I32) && results.length === 1;
  return isPlain && params.length === (name === 'main' ? 3 : 2);
}

/** A relocatable object: the usual main, which calls the function named `main`. */
function adapter(type: FunctionType, main: string): Uint8Array {
  const passed = type.params.flatMap((param, i) => (param === I32 && i < 2 ? [0x20, i] : (ZERO[param] ?? [])));
  const status = type.results[0] === undefined ? [0x41, 0] : (TO_STATUS[type.results[0]] ?? []);
  const beforeCall = [0, ...passed];
  // The call's operand has the full width of a relocation.
  const body = writer().bytes(beforeCall).byte(0x10).paddedU32(0).bytes(status).byte(0x0b).written;
  const code = writer().u32(1).sized(body).written;
  // Behind the count, the body's length, and the opcode.
  const operandAt = code.length - body.length + beforeCall.length + 1;
  const usual: FunctionType = { params: [I32, I32], results: [I32] };
  return writer()
    .bytes([...MAGIC, 1, 0, 0, 0])
    .byte(SECTION.type)
    .sized(writer().vector([type, usual], writeType).written)
    .byte(SECTION.import)
    .sized(writer().u32(1).name('env').name(main).byte(0).u32(0).written)
    .byte(SECTION.function)
    .sized(writer().u32(1).u32(1).written)
    .byte(SECTION.code)
    .sized(code)
    .byte(SECTION.custom)
    .sized(writer().name('linking').u32(2).byte(8).sized(symbols()).written)
    .byte(SECTION.custom)
    .sized(relocations(operandAt)).written;
}

/** Symbol 0 is the undefined main, called after its import; symbol 1 the adapter, which is not exported. */
function symbols(): Uint8Array {
  return writer().u32(2).byte(0).u32(0x10).u32(0).byte(0).u32(0x04).u32(1).name(USUAL).written;
}

/** R_WASM_FUNCTION_INDEX_LEB at the operand, of symbol 0, in the fourth section. */
function relocations(operandAt: number): Uint8Array {
  return writer().name('reloc.CODE').u32(3).u32(1).byte(0).u32(operandAt).u32(0).written;
}

function writeType(to: WasmWriter, { params, results }: FunctionType): void {
  to.byte(0x60).sized(params).sized(results);
}

function text(name: string): Uint8Array {
  return writer().name(name).written;
}

function writer(): WasmWriter {
  return new WasmWriter(64);
}
