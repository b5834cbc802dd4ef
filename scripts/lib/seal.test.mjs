import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sealSite } from './seal.mjs';

const FILES = {
  'index.html': '<title>Preopen</title>',
  'conformance.html': '',
  'embed.js': 'embed',
  'assets/index-1.js': '',
  'assets/index-1.js.map': '',
  'assets/conformance-1.js': '',
  'toolchain/manifest.json': '{"v":1}',
  'toolchain/core-0a1b2c3d.wasm': '',
};

let folder;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'preopen-seal-'));
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
});
afterEach(() => rm(folder, { recursive: true }));

const read = (name) => readFile(path.join(folder, name), 'utf8');

it('tells the service worker of the files that visitors need, and the page its build', async () => {
  await sealSite(folder, { hasGzipCopies: false });
  const worker = await read('sw.js');
  for (const name of ['assets/index-1.js', 'embed.js', 'toolchain/manifest.json']) expect(worker).toContain(name);
  for (const name of ['index-1.js.map', 'conformance', 'core-0a1b2c3d', '__SITE_FILES__']) {
    expect(worker).not.toContain(name);
  }
  const [, build] = /<meta name="preopen-build" content="([0-9a-f]{8})"/.exec(await read('index.html')) ?? [];
  expect(build).toBeDefined();
  expect(worker).toContain(build);
});

it('makes a worker that imports nothing', async () => {
  await sealSite(folder, { hasGzipCopies: false });
  expect(await read('sw.js')).not.toMatch(/\bimport\b|\bexport\b/);
});

it('calls it another build when a file changes, whatever its name', async () => {
  const builds = [];
  for (const text of ['one', 'one', 'two']) {
    await writeFile(path.join(folder, 'embed.js'), text);
    await writeFile(path.join(folder, 'index.html'), FILES['index.html']);
    await sealSite(folder, { hasGzipCopies: false });
    builds.push(/content="(\w+)"/.exec(await read('index.html'))[1]);
  }
  expect(builds[1]).toBe(builds[0]);
  expect(builds[2]).not.toBe(builds[0]);
});

it('says in the manifest that there will be copies', async () => {
  await sealSite(folder, { hasGzipCopies: true });
  expect(JSON.parse(await read('toolchain/manifest.json'))).toEqual({ v: 1, gzip: true });
});
