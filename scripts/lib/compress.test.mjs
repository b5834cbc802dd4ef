import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compressFolder } from './compress.mjs';

let root;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'preopen-compress-'));
  await mkdir(path.join(root, 'dist', 'assets'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

function compress(options = {}) {
  return compressFolder({
    folder: path.join(root, 'dist'),
    cache: path.join(root, 'cache'),
    isBest: () => false,
    say: () => {},
    ...options,
  });
}

describe('compressFolder', () => {
  it('puts both encodings beside a file, and they decode to it', async () => {
    const file = path.join(root, 'dist', 'assets', 'app.js');
    await writeFile(file, 'export const x = 1;\n'.repeat(200));
    await compress();
    const original = await readFile(file);
    expect(brotliDecompressSync(await readFile(`${file}.br`))).toEqual(original);
    expect(gunzipSync(await readFile(`${file}.gz`))).toEqual(original);
  });

  it('leaves alone what does not shrink or is compressed already', async () => {
    await writeFile(path.join(root, 'dist', 'tiny.json'), '{}');
    await writeFile(path.join(root, 'dist', 'picture.png'), 'x'.repeat(1000));
    await compress();
    expect((await readdir(path.join(root, 'dist'))).sort()).toEqual(['assets', 'picture.png', 'tiny.json']);
  });

  it('compresses nothing twice, even after the folder was emptied', async () => {
    const file = path.join(root, 'dist', 'a.css');
    await writeFile(file, 'body{}'.repeat(100));
    expect((await compress()).fresh).toBe(2);
    await rm(`${file}.br`);
    expect((await compress()).fresh).toBe(0);
    expect(await readdir(path.join(root, 'dist'))).toContain('a.css.br');
  });

  it('keeps the best quality apart from the usual one', async () => {
    await writeFile(path.join(root, 'dist', 'a.svg'), '<svg/>'.repeat(100));
    await compress();
    expect((await compress({ isBest: (name) => name === 'a.svg' })).fresh).toBe(1);
  });

  it('forgets what no build has used for a month', async () => {
    const file = path.join(root, 'dist', 'a.css');
    await writeFile(file, 'body{}'.repeat(100));
    await compress();
    await writeFile(file, 'main{}'.repeat(100));
    const monthAgo = new Date(Date.now() - 31 * 24 * 60 * 60 * 1000);
    const kept = (await readdir(path.join(root, 'cache'))).sort();
    for (const name of kept) await utimes(path.join(root, 'cache', name), monthAgo, monthAgo);
    await compress();
    const now = await readdir(path.join(root, 'cache'));
    expect(now).toHaveLength(2);
    expect(now.filter((name) => kept.includes(name))).toEqual([]);
  });
});
