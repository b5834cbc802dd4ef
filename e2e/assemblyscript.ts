import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

/** Relative, as the compiler wants it. */
const SHIM = path.relative('.', fileURLToPath(import.meta.resolve('@assemblyscript/wasi-shim/asconfig.json')));

/** A WASI command made by another language's compiler: AssemblyScript, whose system calls go through a shim of its own. */
export async function assembleCommand(source: string): Promise<Buffer> {
  let binary: Uint8Array | undefined;
  const stderr = asc.createMemoryStream();
  const { error } = await asc.main(['program.ts', '--outFile', 'program.wasm', '--config', SHIM, '--optimize'], {
    stderr,
    readFile: async (name, base) => {
      if (name === 'program.ts') return source;
      return readFile(path.resolve(base, name), 'utf8').catch(() => null);
    },
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  if (!binary) throw new Error('The compiler wrote nothing');
  return Buffer.from(binary);
}
