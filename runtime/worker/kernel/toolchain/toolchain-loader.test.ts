import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ToolchainState } from '../../../protocol/kernel.ts';
import { DIGEST_HEADER } from '../../../protocol/kept.ts';
import { NO_STORE } from '../../../toolchain/build/build-store.ts';
import { ASSET_NAMES, type AssetName } from '../../../toolchain/manifest.ts';
import type { Line } from '../../../wire/wire.ts';
import { DELAYS_MS } from '../../../protocol/delays.ts';
import { Attention } from '../attention/attention.ts';
import { Assets } from './assets.ts';
import { BrowserMachine } from '../machine/browser-machine.ts';
import { ToolchainLoader } from './toolchain-loader.ts';

const BASE = 'https://example.org/toolchain/';
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const EMPTY_IMAGE = new Uint8Array(1024);
const NO_PLANS = new TextEncoder().encode('{}');

const isModule = (name: AssetName): boolean => name.startsWith('core');
const bytesOf = (name: AssetName): Uint8Array<ArrayBuffer> => {
  if (isModule(name)) return EMPTY_MODULE;
  return name === 'plans' ? NO_PLANS : EMPTY_IMAGE;
};
const assetOf = (name: AssetName) => {
  const sha256 = createHash('sha256').update(bytesOf(name)).digest('hex');
  return { file: `${name.toLowerCase()}-${sha256.slice(0, 8)}.bin`, bytes: bytesOf(name).length, sha256 };
};
const MANIFEST = {
  v: 1,
  package: 'a compiler',
  version: '1.2.3',
  clang: 'clang version 22.0.0',
  inputs: 'these',
  assets: Object.fromEntries(ASSET_NAMES.map((name) => [name, assetOf(name)])),
};

const kept = new Map<string, Response>();
/** What the server does not have. */
const lost = new Set<string>();

beforeEach(() => {
  kept.clear();
  lost.clear();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('fetch', (url: string) => {
    const name = ASSET_NAMES.find((each) => url === BASE + assetOf(each).file);
    if (lost.has(url)) return Promise.resolve(new Response(null, { status: 404 }));
    return Promise.resolve(new Response(name ? bytesOf(name) : JSON.stringify(MANIFEST)));
  });
  vi.stubGlobal('caches', {
    open: () => Promise.resolve({ put: () => Promise.resolve() }),
    match: (url: string) => Promise.resolve(kept.get(url)?.clone()),
  });
  vi.stubGlobal('navigator', { connection: { saveData: true } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('starts a compiler that has to be fetched at once', async () => {
  const { loader, phases } = boot(true);
  await loader.getEarly();
  await vi.waitFor(() => expect(phases.at(-1)).toBe('ready'));
  expect(phases).not.toContain('kept');
});

it('starts one that lies here at once where nothing was built', async () => {
  keepAll();
  const { loader, phases } = boot(false);
  await loader.getEarly();
  await vi.waitFor(() => expect(phases.at(-1)).toBe('ready'));
  expect(phases).not.toContain('kept');
});

it('puts one off that lies here where there is a program, until the machine has been idle for a while', async () => {
  keepAll();
  const { loader, phases, attention } = boot(true);
  await loader.getEarly();
  await vi.waitFor(() => expect(phases.at(-1)).toBe('kept'));
  const finish = attention.urgent();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(phases.at(-1)).toBe('kept');
  finish();
  await vi.advanceTimersByTimeAsync(DELAYS_MS.startCompiler - 1);
  expect(phases.at(-1)).toBe('kept');
  await vi.advanceTimersByTimeAsync(1);
  await vi.waitFor(() => expect(phases.at(-1)).toBe('ready'));
});

it.each([
  [
    'something was changed',
    async (loader: ToolchainLoader, attention: Attention) => {
      attention.edited();
      await loader.getEarly();
    },
  ],
  ['a tool is to run', async (loader: ToolchainLoader) => (await loader.getEarly()).tools.ready()],
  ['it is asked for', (loader: ToolchainLoader) => loader.get()],
])('puts it off no longer when %s', async (_why, want) => {
  keepAll();
  const { loader, phases, attention } = boot(true);
  await loader.getEarly();
  await vi.waitFor(() => expect(phases.at(-1)).toBe('kept'));
  await want(loader, attention);
  await vi.waitFor(() => expect(phases.at(-1)).toBe('ready'));
});

it('says for good that it failed, when something that it needs cannot be had while it rests', async () => {
  keepAll();
  kept.delete(BASE + assetOf('plans').file);
  const { loader, phases } = boot(true);
  lost.add(BASE + assetOf('plans').file);
  await expect(loader.getEarly()).rejects.toThrow('could not be downloaded');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(phases.at(-1)).toBe('failed');
  lost.clear();
  await loader.get();
  expect(phases.at(-1)).toBe('ready');
});

it('does not put off what was wanted before it could be', async () => {
  keepAll();
  const { loader, phases, attention } = boot(true);
  attention.edited();
  await loader.get();
  expect(phases).not.toContain('kept');
});

function keepAll(): void {
  for (const name of ASSET_NAMES) {
    const { file, sha256 } = assetOf(name);
    const headers = { [DIGEST_HEADER]: sha256, ...(isModule(name) && { 'content-type': 'application/wasm' }) };
    kept.set(BASE + file, new Response(bytesOf(name), { headers }));
  }
}

/** `isBuilt`: there is a program of what is open. */
function boot(isBuilt: boolean) {
  const nothing = (): void => undefined;
  const host = {
    wallNs: () => 0,
    monotonicNs: () => 0,
    random: nothing,
    timer: () => ({ dispose: nothing }),
  };
  const workers = { start: () => ({ port: { post: nothing, listen: nothing }, end: nothing }) };
  const end: Line['end'] = { kind: 'suspending', port: new MessageChannel().port1 };
  const line: Line = { end, attach: nothing, settle: nothing, close: nothing };
  const attention = new Attention({
    ...host,
    timer(ms, due) {
      const timer = setTimeout(due, ms);
      return { dispose: () => clearTimeout(timer) };
    },
  });
  const machine = new BrowserMachine(host, attention, workers, () => line, { hardwareConcurrency: 2 });
  const phases: ToolchainState['phase'][] = [];
  const loader = new ToolchainLoader(
    machine,
    attention,
    new Assets(BASE),
    () => NO_STORE,
    () => Promise.resolve(isBuilt),
    ({ phase }) => void phases.push(phase),
  );
  return { loader, phases, attention };
}
