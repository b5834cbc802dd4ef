import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  ASSET_NAMES,
  hashedName,
  parseManifest,
  type Asset,
  type AssetName,
  type Manifest,
} from '../runtime/toolchain/manifest.ts';

type FileName = { readonly stem: string; readonly extension: string };

const FILE_OF: Record<AssetName, FileName> = {
  coreFirst: { stem: 'core-first', extension: 'wasm' },
  coreUsual: { stem: 'core-usual', extension: 'wasm' },
  coreRare: { stem: 'core-rare', extension: 'wasm' },
  sysrootC: { stem: 'sysroot-c', extension: 'tar' },
  sysrootCxx: { stem: 'sysroot-cxx', extension: 'tar' },
  plans: { stem: 'plans', extension: 'json' },
};

export type Publication = {
  readonly about: Pick<Manifest, 'package' | 'version' | 'clang' | 'inputs'>;
  readonly contents: Readonly<Record<AssetName, Uint8Array>>;
  readonly adapters?: Uint8Array | undefined;
};

/**
 * Writes the assets and their manifest into `scratch`, then swaps that folder in for `target` by renaming.
 * Interrupted at any point, `target` is the old set, the new set or absent, never a mixture.
 */
export async function publish(target: string, scratch: string, publication: Publication): Promise<Manifest> {
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  const write = async (bytes: Uint8Array, { stem, extension }: FileName): Promise<Asset> => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = hashedName(stem, sha256, extension);
    await writeFile(path.join(scratch, file), bytes);
    return { file, bytes: bytes.length, sha256 };
  };
  const assets: Partial<Record<AssetName, Asset>> = {};
  for (const name of ASSET_NAMES) assets[name] = await write(publication.contents[name], FILE_OF[name]);
  const { adapters } = publication;
  const manifest: Manifest = {
    v: 1,
    ...publication.about,
    // Complete: the loop went through every name.
    assets: {
      ...(assets as Record<AssetName, Asset>),
      ...(adapters && { adapters: await write(adapters, { stem: 'adapters', extension: 'bin' }) }),
    },
  };
  await writeFile(path.join(scratch, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

  await mkdir(path.dirname(target), { recursive: true });
  const old = `${scratch}.old`;
  await rm(old, { recursive: true, force: true });
  if (await exists(target)) await rename(target, old);
  await rename(scratch, target);
  await rm(old, { recursive: true, force: true });
  return manifest;
}

/** The manifest in `target`, if it was made from `inputs` and every file it lists is there in full. */
export async function published(target: string, inputs: string): Promise<Manifest | undefined> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path.join(target, 'manifest.json'), 'utf8'));
  } catch {
    return undefined; // Absent or damaged: either way it has to be made again.
  }
  const manifest = parseManifest(json);
  if (!manifest.ok || manifest.value.inputs !== inputs) return undefined;
  for (const asset of Object.values(manifest.value.assets)) {
    const size = await stat(path.join(target, asset.file)).then(
      (found) => found.size,
      () => -1,
    );
    if (size !== asset.bytes) return undefined;
  }
  return manifest.value;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
