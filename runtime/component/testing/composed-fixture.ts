import { WasmWriter } from '../../wasm/wasm-writer.ts';
import { named, outputImports, section, streamError } from './component-fixture.ts';

const [FUNC, TYPE, INSTANCE] = [1, 3, 5];
const [CORE_FUNC, CORE_MEMORY, CORE_INSTANCE] = [0, 2, 0x12];
const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];
const PAGES = 40;

/**
 * A command of two components. The outer one has standard output, and hands it to `say` of the inner one, which is given
 * no other stream and imports nothing but writing to one. Both are made of modules that export `run` and `say`.
 */
export function composedComponent(app: Uint8Array, library: Uint8Array): Uint8Array<ArrayBuffer> {
  const w = outputImports({});
  w.byte(4).sized(libraryComponent(library));
  // The library is given two types and the function that writes: not the one that gets standard output.
  const args = new WasmWriter()
    .bytes([0, 0, 3])
    .name('error')
    .bytes([TYPE, 1])
    .name('output-stream')
    .bytes([TYPE, 3])
    .name('write')
    .bytes([FUNC, 0]);
  section(w, 5, 1, args);
  section(w, 6, 1, new WasmWriter().bytes([FUNC, 0, 3]).name('say'));
  section(w, 8, 2, [1, 0, 1, 0, 1, 0, 2, 0]);
  section(w, 2, 1, new WasmWriter().bytes([1, 2]).name('get').bytes([CORE_FUNC, 0]).name('say').bytes([CORE_FUNC, 1]));
  w.byte(1).sized(app);
  section(w, 2, 1, new WasmWriter().bytes([0, 0, 1]).name('h').bytes([CORE_INSTANCE, 0]));
  section(w, 6, 1, new WasmWriter().bytes([0, 0, 1, 1]).name('run'));
  section(w, 7, 2, [0x6a, 0, 0, 0x40, 0, 0, 5]);
  section(w, 8, 1, [0, 0, 2, 0, 6]);
  section(w, 5, 1, new WasmWriter().bytes([1, 1, 0]).name('run').bytes([FUNC, 3]));
  section(w, 11, 1, named('wasi:cli/run@0.2.0').bytes([INSTANCE, 4, 0]));
  return w.written.slice();
}

function libraryComponent(library: Uint8Array): Uint8Array {
  const w = new WasmWriter().bytes(PREAMBLE);
  section(
    w,
    10,
    2,
    named('output-stream')
      .bytes([TYPE, 1])
      .bytes(named('error').bytes([TYPE, 1]).written),
  );
  const types = new WasmWriter()
    .bytes([0x69, 1])
    .bytes(streamError(2).written)
    .bytes([0x6a, 0, 1, 3])
    .bytes([0x68, 0, 0x70, 0x7d])
    .bytes([0x40, 2])
    .name('self')
    .byte(5)
    .name('contents')
    .bytes([6, 0, 4])
    .bytes([0x68, 0])
    .bytes([0x40, 1])
    .name('to')
    .bytes([8, 1, 0]);
  section(w, 7, 8, types);
  section(w, 10, 1, named('write').bytes([FUNC, 7]));
  w.byte(1).sized(memoryModule());
  section(w, 2, 1, [0, 0, 0]);
  section(w, 6, 1, new WasmWriter().bytes([0, 2, 1, 0]).name('memory'));
  section(w, 8, 2, [1, 0, 0, 1, 3, 0, 3, 0]);
  section(
    w,
    2,
    2,
    new WasmWriter()
      .bytes([1, 2])
      .name('write')
      .bytes([CORE_FUNC, 0])
      .name('drop')
      .bytes([CORE_FUNC, 1])
      .bytes([1, 1])
      .name('memory')
      .bytes([CORE_MEMORY, 0]),
  );
  w.byte(1).sized(library);
  section(
    w,
    2,
    1,
    new WasmWriter().bytes([0, 1, 2]).name('h').bytes([CORE_INSTANCE, 1]).name('env').bytes([CORE_INSTANCE, 2]),
  );
  section(w, 6, 1, new WasmWriter().bytes([0, 0, 1, 3]).name('say'));
  section(w, 8, 1, [0, 0, 2, 0, 9]);
  section(w, 11, 1, named('say').bytes([FUNC, 1, 0]));
  return w.written;
}

function memoryModule(): Uint8Array {
  const w = new WasmWriter().bytes([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  section(w, 5, 1, [0, PAGES]);
  section(w, 7, 1, new WasmWriter().name('memory').bytes([2, 0]));
  return w.written;
}
