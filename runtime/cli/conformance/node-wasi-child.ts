import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WASI } from 'node:wasi';

/** A program and its standard input, to be run in an empty folder. */
export interface NodeWasiRun {
  readonly wasm: Uint8Array;
  readonly stdin: string;
}
export type NodeWasiAnswer = { readonly code: number; readonly stdout: string } | { readonly failure: string };

/** Node's own WASI, in a process of its own: what others make of the same program. */
process.on('message', (run: NodeWasiRun) => process.send?.(answer(run)));

function answer({ wasm, stdin }: NodeWasiRun): NodeWasiAnswer {
  const folder = mkdtempSync(path.join(tmpdir(), 'preopen-'));
  const inside = path.join(folder, 'inside');
  const input = path.join(folder, 'stdin');
  const output = path.join(folder, 'stdout');
  mkdirSync(inside);
  writeFileSync(input, stdin);
  const open = [openSync(input, 'r'), openSync(output, 'w')] as const;
  try {
    const wasi = new WASI({
      version: 'preview1',
      preopens: { '/': inside },
      stdin: open[0],
      stdout: open[1],
      returnOnExit: true,
    });
    const instance = new WebAssembly.Instance(
      new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>),
      wasi.getImportObject() as WebAssembly.Imports,
    );
    const code = wasi.start(instance);
    return { code, stdout: readFileSync(output, 'utf8') };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    for (const fd of open) closeSync(fd);
    rmSync(folder, { recursive: true });
  }
}
