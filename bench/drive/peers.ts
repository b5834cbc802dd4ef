import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../scripts/lib/run.mjs';

/** Memory as a file system where there is one, so that no disk is measured. */
export const MEMORY_FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** In Node 20 its system calls crash the process now and then. */
const ATTEMPTS = 5;

/** Runs a measuring program under Node's own WASI, in a process of its own; undefined where that does not work. */
export function measureUnderNodeWasi(program: Uint8Array, args: readonly string[]): string | undefined {
  const folder = mkdtempSync(path.join(MEMORY_FOLDER, 'preopen-bench-'));
  const [file, errors] = [path.join(folder, 'program.wasm'), path.join(folder, 'stderr')];
  const script = fileURLToPath(new URL('./node-wasi.ts', import.meta.url));
  try {
    writeFileSync(file, program);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const options = ['--no-warnings', '--import', 'tsx', script, file, folder, errors, ...args];
      const { status } = spawnSync(process.execPath, options, { cwd: ROOT });
      if (status === 0) return readFileSync(errors, 'utf8');
    }
    return undefined;
  } finally {
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
