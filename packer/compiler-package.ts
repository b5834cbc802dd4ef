import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readTar, type TarEntry } from './tar.ts';

const NAME = '@yowasp/clang';

/** The installed compiler package, found but not yet read. */
export type CompilerPackage = { readonly name: string; readonly version: string; readonly folder: string };

export async function findCompilerPackage(): Promise<CompilerPackage> {
  // Its `exports` hide package.json, so start from the entry point: <folder>/gen/bundle.js.
  const entry = createRequire(import.meta.url).resolve(NAME);
  const folder = path.dirname(path.dirname(entry));
  const description = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  return { name: NAME, version: description.version, folder };
}

/** The compiler itself: a plain `wasi_snapshot_preview1` command, run as it is. */
export async function readCore(found: CompilerPackage): Promise<Uint8Array> {
  return readFile(path.join(found.folder, 'gen', 'llvm.core.wasm'));
}

/** What the package expects to see at /usr. */
export async function readSysroot(found: CompilerPackage): Promise<TarEntry[]> {
  return readTar(await readFile(path.join(found.folder, 'gen', 'llvm-resources.tar')));
}

/** The package's own version is a snapshot number; the compiler's is a string in its data section. */
export function clangVersion(core: Uint8Array): string {
  const marker = Buffer.from('clang -cc1 version ');
  const at = Buffer.from(core.buffer, core.byteOffset, core.byteLength).indexOf(marker);
  const text = at < 0 ? '' : new TextDecoder().decode(core.subarray(at + marker.length, at + marker.length + 32));
  const version = /^\d+\.\d+\.\d+/.exec(text)?.[0];
  if (version === undefined) throw new Error('Cannot tell which clang this is: the core holds no version string');
  return version;
}
