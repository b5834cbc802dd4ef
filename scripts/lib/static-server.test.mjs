import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen, portFrom, staticServer } from './static-server.mjs';

let folder, server, port;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'preopen-serve-'));
  await mkdir(path.join(folder, 'toolchain'));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html>');
  await writeFile(path.join(folder, 'toolchain', 'core-0a1b2c3d.wasm'), 'raw');
  await writeFile(path.join(folder, 'toolchain', 'core-0a1b2c3d.wasm.gz'), gzipSync('raw'));
  await writeFile(path.join(folder, 'toolchain', 'manifest.json'), '{}');
  server = staticServer(folder);
  port = await listen(server, 0);
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** node:http and not fetch, which decodes, and which tidies `..` out of paths. */
function get(target, headers = {}, method = 'GET') {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: target, headers, method }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('the static server', () => {
  it.each(['/', '/toolchain/manifest.json', '/no-such-file'])('isolates %s', async (target) => {
    const { headers } = await get(target);
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'cross-origin',
    });
  });

  it('lets other sites frame what is made for it, and nothing else', async () => {
    const policy = async (target) => (await get(target)).headers['content-security-policy'];
    expect(await policy('/')).toMatch(/^default-src 'none'; .*; frame-ancestors 'self'$/);
    expect(await policy('/?example=embed')).toContain("frame-ancestors 'self'");
    for (const target of ['/?embed', '/?readonly&embed', '/?embed=1']) {
      expect(await policy(target)).toMatch(/^default-src 'none'/);
      expect(await policy(target)).not.toContain('frame-ancestors');
    }
  });

  it('leaves the policy out for a page of another project', async () => {
    const theirs = staticServer(folder, { isOurs: false });
    const theirPort = await listen(theirs, 0);
    const { headers } = await fetch(`http://127.0.0.1:${theirPort}/`);
    theirs.close();
    expect(headers.has('content-security-policy')).toBe(false);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });

  it('sends wasm under its own type, compressed to clients that accept that', async () => {
    const core = '/toolchain/core-0a1b2c3d.wasm';
    expect(await get(core)).toMatchObject({ body: 'raw', headers: { 'content-type': 'application/wasm' } });
    const compressed = await get(core, { 'accept-encoding': 'gzip' });
    expect(compressed.headers).toMatchObject({ 'content-type': 'application/wasm', 'content-encoding': 'gzip' });
  });

  it('lets hashed names be kept without a limit, and nothing else', async () => {
    expect((await get('/toolchain/core-0a1b2c3d.wasm')).headers['cache-control']).toContain('immutable');
    expect((await get('/toolchain/manifest.json')).headers['cache-control']).toBe('no-cache');
    expect((await get('/')).headers['cache-control']).toBe('no-cache');
  });

  it.each(['/../package.json', '/%2e%2e/package.json', '/no-such-file'])('has nothing at %s', async (target) => {
    expect((await get(target)).status).toBe(404);
  });

  it('only reads', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(405);
  });

  it('takes the next port when the first is in use', async () => {
    const second = staticServer(folder);
    expect(await listen(second, port, { orNext: true })).toBeGreaterThan(port);
    second.close();
    await expect(listen(staticServer(folder), port)).rejects.toThrow('EADDRINUSE');
  });
});

describe('portFrom', () => {
  it.each([
    { args: [], expected: undefined },
    { args: ['--port', '8080'], expected: 8080 },
    { args: ['--port=0'], expected: 0 },
  ])('$args → $expected', ({ args, expected }) => {
    expect(portFrom(args)).toBe(expected);
  });
});
