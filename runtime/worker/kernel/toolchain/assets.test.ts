import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AssetError, Assets } from './assets.ts';

const BASE = 'https://example.org/toolchain/';
const BYTES = new TextEncoder().encode('what the compiler needs');
const ASSET = {
  file: 'image.tar',
  bytes: BYTES.length,
  sha256: createHash('sha256').update(BYTES).digest('hex'),
};
const WATCH = { progress: () => undefined };

const kept = new Map<string, Response>();
const answers: Uint8Array<ArrayBuffer>[] = [];
const asked: string[] = [];

beforeEach(() => {
  kept.clear();
  asked.length = 0;
  answers.length = 0;
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    return Promise.resolve(new Response(answers.shift() ?? BYTES));
  });
  vi.stubGlobal('caches', {
    open: () => Promise.resolve({ put: (url: string, response: Response) => Promise.resolve(kept.set(url, response)) }),
    match: (url: string) => Promise.resolve(kept.get(url)?.clone()),
  });
});
afterEach(() => void vi.unstubAllGlobals());

it('keeps what was downloaded in idle time, and finds it from then on', async () => {
  const assets = new Assets(BASE);
  expect(await assets.load(ASSET, WATCH)).toEqual({ value: BYTES, isFromCache: false });
  await settled();
  expect(kept.size).toBe(0);
  assets.keepArrived();
  expect(await assets.keeps([ASSET])).toBe('all');
  expect(await new Assets(BASE).load(ASSET, WATCH)).toEqual({ value: BYTES, isFromCache: true });
  expect(asked).toEqual([BASE + ASSET.file]);
});

it('does not download again what is not kept yet', async () => {
  const assets = new Assets(BASE);
  await assets.load(ASSET, WATCH);
  expect((await assets.load(ASSET, WATCH)).isFromCache).toBe(true);
  expect(asked).toHaveLength(1);
});

it('keeps at once what is brought for later', async () => {
  const assets = new Assets(BASE);
  await assets.bring(ASSET);
  expect([...kept.keys()]).toEqual([BASE + ASSET.file]);
});

it('keeps nothing that arrived damaged', async () => {
  answers.push(BYTES.map((byte) => byte ^ 1));
  const assets = new Assets(BASE);
  await expect(assets.load(ASSET, WATCH)).rejects.toThrow(AssetError);
  assets.keepArrived();
  await settled();
  expect(kept.size).toBe(0);
});

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
