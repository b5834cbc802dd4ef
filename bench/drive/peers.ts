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
