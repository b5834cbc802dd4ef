import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Relative to the checkout. */
const SOURCE_FOLDERS = [
  'packer',
  'runtime/sysroot',
  'runtime/toolchain/checks',
  'runtime/toolchain/driver',
  'runtime/toolchain/split',
  'runtime/toolchain/unset',
  'runtime/wasm',
];
const SOURCE_FILES = [
  'runtime/abi/checked-program.ts',
  'runtime/component/export/adapters.ts',
  'runtime/component/export/library.ts',
  'runtime/project/settings-table.ts',
  'runtime/project/settings.ts',
  'runtime/project/words.ts',
  'runtime/toolchain/layout.ts',
  'runtime/toolchain/manifest.ts',
];

/**
 * What the prepared assets depend on, short of reading 100 MB: the exact package version (npm has checked
 * its contents against the lock) and the text of every source that takes part in packing.
 */
export async function fingerprint(checkout: string, packageId: string): Promise<string> {
  const hash = createHash('sha256').update(`${packageId}\n`);
  const files = [
    ...SOURCE_FILES,
    ...(await Promise.all(SOURCE_FOLDERS.map((name) => listSources(checkout, name)))).flat(),
  ];
  for (const file of files) {
    hash.update(`${file}\0`).update(await readFile(path.join(checkout, file)));
  }
  return hash.digest('hex').slice(0, 32);
}

async function listSources(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true, recursive: true }).catch(
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    },
  );
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.ts$|\.md$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}
