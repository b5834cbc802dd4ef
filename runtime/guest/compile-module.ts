/** Half of it takes Firefox 20 ms, Chromium 9: a larger module would keep the worker that compiles it from all else. */
const AT_ONCE_BYTES = 1 << 20;

/**
 * A guest's module. A small one is compiled here and now: an engine with few threads queues what it is asked to compile
 * behind a module that is still arriving over the network, however long that takes. Rejects with
 * `WebAssembly.CompileError` for bytes that are no module. Not for the page's thread, which it would block.
 */
export async function compileModule(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  return bytes.length <= AT_ONCE_BYTES ? new WebAssembly.Module(bytes) : await WebAssembly.compile(bytes);
}
