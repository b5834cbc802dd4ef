import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publish, published, type Publication } from './publish.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'preopen-publish-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

function publication(inputs: string, byte = 1): Publication {
  const bytes = new Uint8Array([byte, 2, 3]);
  return {
    about: { package: 'p', version: '1.0.0', clang: '22.1.0', inputs },
    contents: { coreFirst: bytes, coreUsual: bytes, coreRare: bytes, sysrootC: bytes, sysrootCxx: bytes, plans: bytes },
  };
}

describe('publish', () => {
  it('puts down the assets and a manifest that `published` accepts', async () => {
    const target = path.join(folder, 'public', 'toolchain');
    const manifest = await publish(target, path.join(folder, 'scratch'), publication('one'));
    expect(await published(target, 'one')).toEqual(manifest);
    expect((await readdir(target)).sort()).toEqual(
      ['manifest.json', ...Object.values(manifest.assets).map((asset) => asset.file)].sort(),
    );
  });

  it('replaces an older set as a whole and leaves no scratch files', async () => {
    const target = path.join(folder, 'toolchain');
    const scratch = path.join(folder, 'scratch');
    const old = await publish(target, scratch, publication('one', 1));
    await publish(target, scratch, publication('two', 9));
    expect(await readdir(folder)).toEqual(['toolchain']);
    expect(await readdir(target)).not.toContain(old.assets.coreFirst.file);
  });
});

describe('published', () => {
  it('is undefined where there is nothing, or something damaged', async () => {
    const target = path.join(folder, 'toolchain');
    expect(await published(target, 'one')).toBeUndefined();
    await mkdir(target);
    await writeFile(path.join(target, 'manifest.json'), '{"v":1');
    expect(await published(target, 'one')).toBeUndefined();
  });

  it('is undefined when the inputs changed or an asset is cut short', async () => {
    const target = path.join(folder, 'toolchain');
    const manifest = await publish(target, path.join(folder, 'scratch'), publication('one'));
    expect(await published(target, 'two')).toBeUndefined();
    await truncate(path.join(target, manifest.assets.sysrootC.file), 1);
    expect(await published(target, 'one')).toBeUndefined();
  });
});
