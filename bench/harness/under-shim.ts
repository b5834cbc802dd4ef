import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from '@bjorn3/browser_wasi_shim';

/**
 * Runs a measuring program's `_start` under @bjorn3/browser_wasi_shim, in this thread; answers what it said. What it writes
 * to its terminal goes nowhere.
 */
export function runUnderShim(module: WebAssembly.Module, args: readonly string[]): string {
  let said = '';
  const decoder = new TextDecoder();
  const fds = [
    new OpenFile(new File(new Uint8Array())),
    new ConsoleStdout(() => undefined),
    new ConsoleStdout((bytes) => (said += decoder.decode(bytes, { stream: true }))),
    new PreopenDirectory('/tmp', new Map()),
  ];
  const wasi = new WASI(['main', ...args], [], fds, { debug: false });
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport });
  const code = wasi.start(instance as Parameters<typeof wasi.start>[0]);
  if (code !== 0) throw new Error(`The program ended with ${code} under browser_wasi_shim: ${said}`);
  return said;
}
