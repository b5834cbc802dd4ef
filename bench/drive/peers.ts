import { mkdtempSync, openSync, readFileSync, rmSync, closeSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Memory as a file system where there is one, so that no disk is measured. */
export const MEMORY_FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Runs a program's `_start` under Node's own WASI; answers what it said on stderr. */
export async function measureUnderNodeWasi(program: Uint8Array<ArrayBuffer>, args: readonly string[]): Promise<string> {
  // Its warning that it is experimental is for those who build on it.
  process.removeAllListeners('warning');
  const { WASI } = await import('node:wasi');
  const folder = mkdtempSync(path.join(MEMORY_FOLDER, 'preopen-bench-'));
  const errors = path.join(folder, 'stderr');
  const files = { stdout: openSync('/dev/null', 'w'), stderr: openSync(errors, 'w') };
  try {
    const wasi = new WASI({
      version: 'preview1',
      args: ['main', ...args],
      preopens: { '/tmp': folder },
      returnOnExit: true,
      ...files,
    });
    const module = new WebAssembly.Module(program);
    const code = wasi.start(new WebAssembly.Instance(module, wasi.getImportObject() as WebAssembly.Imports));
    if (code !== 0) throw new Error(`The program ended with ${code} under node:wasi`);
    return readFileSync(errors, 'utf8');
  } finally {
    closeSync(files.stdout);
    closeSync(files.stderr);
    rmSync(folder, { recursive: true });
  }
}

/** What is used of @bjorn3/browser_wasi_shim, which is measured only where somebody has installed it. */
interface Shim {
  readonly WASI: new (
    args: string[],
    env: string[],
    fds: unknown[],
  ) => {
    readonly wasiImport: WebAssembly.ModuleImports;
    start(instance: WebAssembly.Instance): number;
  };
  readonly File: new (data: Uint8Array) => unknown;
  readonly OpenFile: new (file: unknown) => unknown;
  readonly PreopenDirectory: new (name: string, contents: Map<string, unknown>) => unknown;
  readonly ConsoleStdout: new (write: (bytes: Uint8Array) => void) => unknown;
}

/** Runs a program's `_start` under the shim, in this thread; undefined where it is not installed. */
export async function measureUnderShim(
  program: Uint8Array<ArrayBuffer>,
  args: readonly string[],
): Promise<string | undefined> {
  const shim = await loadShim();
  if (!shim) return undefined;
  let said = '';
  const decoder = new TextDecoder();
  const fds = [
    new shim.OpenFile(new shim.File(new Uint8Array())),
    new shim.ConsoleStdout(() => undefined),
    new shim.ConsoleStdout((bytes) => (said += decoder.decode(bytes, { stream: true }))),
    new shim.PreopenDirectory('/tmp', new Map()),
  ];
  const wasi = new shim.WASI(['main', ...args], [], fds);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(program), {
    wasi_snapshot_preview1: wasi.wasiImport,
  });
  const code = wasi.start(instance);
  if (code !== 0) throw new Error(`The program ended with ${code} under browser_wasi_shim: ${said}`);
  return said;
}

async function loadShim(): Promise<Shim | undefined> {
  // Not a literal: the compiler must not want what need not be there.
  const name: string = '@bjorn3/browser_wasi_shim';
  try {
    return (await import(name)) as Shim;
  } catch {
    return undefined;
  }
}
