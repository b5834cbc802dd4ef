import { WasmWriter } from '../../wasm/wasm-writer.ts';

/** What differs between the components that tests make. */
export interface ComponentShape {
  readonly text?: string;
  /** Names of the interfaces that it imports, and of what it exports. */
  readonly streams?: string;
  readonly stdout?: string;
  readonly run?: string;
  /** The handle that it writes to, in place of the one that it was given. */
  readonly handle?: number;
  /** What `run` does after it has written: returns `ok`, returns `err`, or traps. */
  readonly ends?: 'ok' | 'err' | 'trap';
}

const WRITE = '[method]output-stream.blocking-write-and-flush';
const TEXT_AT = 16;
const RETURNED_AT = 8;
const [U8, I32] = [0x7d, 0x7f];
const [FUNC, TYPE, INSTANCE] = [1, 3, 5];

/**
 * A component that writes a text to standard output: written by hand, item by item, as tools write them. Its memory is in a
 * module of its own, because what lies there is passed to functions that its other module imports.
 */
export function helloComponent(shape: ComponentShape = {}): Uint8Array<ArrayBuffer> {
  const { run = 'wasi:cli/run@0.2.0' } = shape;
  const text = new TextEncoder().encode(shape.text ?? 'Hello from a component\n');
  const w = outputImports(shape);
  w.byte(1).sized(memoryModule(text));
  section(w, 2, 1, [0, 0, 0]);
  section(w, 6, 1, new WasmWriter().bytes([0, 2, 1, 0]).name('memory'));
  // Lowered: what stands for standard output, and then writing to it, with the memory that the bytes lie in.
  section(w, 8, 2, [1, 0, 1, 0, 1, 0, 0, 1, 3, 0]);
  section(w, 2, 1, new WasmWriter().bytes([1, 2]).name('get').bytes([0, 0]).name('write').bytes([0, 1]));
  w.byte(1).sized(runModule(text.length, shape));
  section(w, 2, 1, new WasmWriter().bytes([0, 1, 1]).name('h').bytes([0x12, 1]));
  section(w, 6, 1, new WasmWriter().bytes([0, 0, 1, 2]).name('run'));
  section(w, 7, 2, [0x6a, 0, 0, 0x40, 0, 0, 5]);
  section(w, 8, 1, [0, 0, 2, 0, 6]);
  section(w, 5, 1, new WasmWriter().bytes([1, 1, 0]).name('run').bytes([FUNC, 2]));
  section(w, 11, 1, named(run).bytes([INSTANCE, 3, 0]));
  return w.written.slice();
}

/** The beginning of a component: it imports errors, streams and standard output, and has functions 0, to write, and 1, to get it. */
export function outputImports({
  streams = 'wasi:io/streams@0.2.0',
  stdout = 'wasi:cli/stdout@0.2.3',
}: ComponentShape): WasmWriter {
  const w = new WasmWriter().bytes([0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00]);
  section(w, 7, 1, new WasmWriter().bytes([0x42, 1, 4]).bytes(named('error').written).bytes([TYPE, 1]));
  section(w, 10, 1, named('wasi:io/error@0.2.0').bytes([INSTANCE, 0]));
  section(w, 6, 1, new WasmWriter().bytes([TYPE, 0, 0]).name('error'));
  section(w, 7, 1, streamsType());
  section(w, 10, 1, named(streams).bytes([INSTANCE, 2]));
  section(w, 6, 1, new WasmWriter().bytes([TYPE, 0, 1]).name('output-stream'));
  section(w, 7, 1, stdoutType());
  section(w, 10, 1, named(stdout).bytes([INSTANCE, 4]));
  section(w, 6, 2, new WasmWriter().bytes([FUNC, 0, 1]).name(WRITE).bytes([FUNC, 0, 2]).name('get-stdout'));
  return w;
}

/** A component that declares a type of an instance for each of `imports`, and imports one where it has a name. */
export function importingComponent(
  imports: readonly { readonly name?: string; readonly decls: readonly (readonly number[])[] }[],
): Uint8Array<ArrayBuffer> {
  const w = new WasmWriter().bytes([0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00]);
  for (const [i, { name, decls }] of imports.entries()) {
    section(
      w,
      7,
      1,
      new WasmWriter().byte(0x42).vector(decls, (to, decl) => to.bytes(decl)),
    );
    if (name !== undefined) section(w, 10, 1, named(name).byte(INSTANCE).u32(i));
  }
  return w.written.slice();
}

/** A declaration, in an instance, of something under a name. */
export function exported(name: string, sort: 'func' | 'type' | 'instance', rest: number): readonly number[] {
  return [4, ...named(name).written, { func: FUNC, type: TYPE, instance: INSTANCE }[sort], rest];
}

export function section(to: WasmWriter, id: number, count: number, content: WasmWriter | readonly number[]): void {
  const bytes = content instanceof WasmWriter ? content.written : content;
  to.byte(id).sized(new WasmWriter().u32(count).bytes(bytes).written);
}

/** The name of an import or export. */
export function named(name: string): WasmWriter {
  return new WasmWriter().byte(0).name(name);
}

/** Why a stream failed; `error`: the type of an error that is handed over. */
export function streamError(error: number): WasmWriter {
  return new WasmWriter()
    .bytes([0x71, 2])
    .name('last-operation-failed')
    .bytes([1, error, 0])
    .name('closed')
    .bytes([0, 0]);
}

/** An instance with a resource and its method, and the resource of another one for what the method returns. */
function streamsType(): WasmWriter {
  return new WasmWriter()
    .bytes([0x42, 9])
    .bytes(exported('output-stream', 'type', 1))
    .bytes([2, TYPE, 2, 1, 1])
    .bytes([1, 0x69, 1])
    .byte(1)
    .bytes(streamError(2).written)
    .bytes([1, 0x6a, 0, 1, 3])
    .bytes([1, 0x68, 0])
    .bytes([1, 0x70, U8])
    .bytes([1, 0x40, 2])
    .name('self')
    .byte(5)
    .name('contents')
    .bytes([6, 0, 4])
    .bytes(exported(WRITE, 'func', 7));
}

/** An instance with a function that returns the resource of the other one. */
function stdoutType(): WasmWriter {
  return new WasmWriter()
    .bytes([0x42, 4])
    .bytes([2, TYPE, 2, 1, 3])
    .bytes([1, 0x69, 0])
    .bytes([1, 0x40, 0, 0, 1])
    .bytes([4, ...named('get-stdout').written, FUNC, 2]);
}

const MODULE = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

function memoryModule(text: Uint8Array): Uint8Array {
  const w = new WasmWriter().bytes(MODULE);
  section(w, 5, 1, [0, 1]);
  section(w, 7, 1, new WasmWriter().name('memory').bytes([2, 0]));
  section(w, 11, 1, new WasmWriter().bytes([0, 0x41, TEXT_AT, 0x0b]).sized(text));
  return w.written;
}

function runModule(length: number, { handle, ends = 'ok' }: ComponentShape): Uint8Array {
  const w = new WasmWriter().bytes(MODULE);
  section(w, 1, 2, [0x60, 0, 1, I32, 0x60, 4, I32, I32, I32, I32, 0]);
  section(w, 2, 2, new WasmWriter().name('h').name('get').bytes([0, 0]).name('h').name('write').bytes([0, 1]));
  section(w, 3, 1, [0]);
  section(w, 7, 1, new WasmWriter().name('run').bytes([0, 2]));
  const body = new WasmWriter().bytes([0, 0x10, 0]);
  if (handle !== undefined) body.bytes([0x1a, 0x41]).s32(handle);
  body.bytes([0x41, TEXT_AT, 0x41]).s32(length).bytes([0x41, RETURNED_AT, 0x10, 1]);
  if (ends === 'trap') body.byte(0x00);
  body.bytes([0x41, ends === 'err' ? 1 : 0, 0x0b]);
  section(w, 10, 1, new WasmWriter().sized(body.written));
  return w.written;
}
