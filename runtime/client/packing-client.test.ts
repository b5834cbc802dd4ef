import { unzipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import type { LinkedProject } from '../links/linked-project.ts';
import { DEFAULT_SETTINGS } from '../protocol/project.ts';
import { PackingClient, type ZipEntry } from './packing-client.ts';
import { LocalPackingWorker } from './testing/packing-fixture.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

const PROJECT: LinkedProject = {
  name: 'Hello',
  settings: { ...DEFAULT_SETTINGS, openFile: 'main.c' },
  files: new Map([['main.c', bytes('int main;')]]),
  folders: ['empty'],
};

function boot() {
  const workers: LocalPackingWorker[] = [];
  const client = new PackingClient(() => {
    const worker = new LocalPackingWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  });
  return { client, workers, ended: () => workers.map(({ isTerminated }) => isTerminated) };
}

describe('links', () => {
  it('come back as the project that they were made of, and each worker ends with its task', async () => {
    const { client, ended } = boot();
    const made = await client.makeLink(PROJECT);
    expect(ended()).toEqual([true]);
    expect(await client.readLink(made.ok ? made.value : '')).toEqual({ ok: true, value: PROJECT });
    expect(ended()).toEqual([true, true]);
  });

  it('that are bad have their problem for an answer, and projects that fit into none a sentence', async () => {
    const { client } = boot();
    expect(await client.readLink('#1damaged')).toEqual({ ok: false, error: { kind: 'damaged' } });
    const files = new Map([['../x', bytes('')]]);
    expect(await client.makeLink({ ...PROJECT, files })).toMatchObject({ ok: false, error: /plain path/ });
  });

  it('are given up when they are not wanted any more', async () => {
    const { client, ended } = boot();
    const [early, late] = [new AbortController(), new AbortController()];
    early.abort();
    await expect(client.readLink('#1', early.signal)).rejects.toBe(early.signal.reason);
    expect(ended()).toEqual([]);
    const reading = client.readLink('#1', late.signal);
    late.abort();
    await expect(reading).rejects.toBe(late.signal.reason);
    expect(ended()).toEqual([true]);
  });

  it.each([
    ['A part of the page could not be loaded', new Event('error')],
    ['Uncaught RangeError', Object.assign(new Event('error'), { message: 'Uncaught RangeError' })],
    ['could not be read', new Event('messageerror')],
  ])('are refused where the worker fails: %s', async (message, event) => {
    const { client, workers, ended } = boot();
    const reading = client.readLink('#1');
    workers[0]?.dispatchEvent(event);
    await expect(reading).rejects.toThrow(message);
    expect(ended()).toEqual([true]);
  });
});

describe('a zip', () => {
  it('holds every entry, whatever its name is, and leaves the bytes where they were', async () => {
    const { client, ended } = boot();
    const whole = bytes('abcdef');
    const entries: readonly ZipEntry[] = [
      ['folder/', new Uint8Array()],
      ['a.txt', whole.subarray(0, 3)],
      ['folder/b.txt', whole.subarray(3)],
      ['__proto__', whole],
      ['7', new Uint8Array()],
    ];
    const files = unzipSync(await client.zip(entries));
    expect(Object.entries(files).map(([path, found]) => [path, new TextDecoder().decode(found)])).toEqual(
      expect.arrayContaining([
        ['folder/', ''],
        ['a.txt', 'abc'],
        ['folder/b.txt', 'def'],
        ['./__proto__', 'abcdef'],
        ['7', ''],
      ]),
    );
    expect(new TextDecoder().decode(whole)).toBe('abcdef');
    expect(ended()).toEqual([true]);
  });

  it('is refused for the reason that an entry could not be read', async () => {
    const { client, ended } = boot();
    async function* entries(): AsyncGenerator<ZipEntry> {
      yield ['a.txt', bytes('a')];
      await Promise.reject(new Error('There is no such file'));
    }
    await expect(client.zip(entries())).rejects.toThrow('There is no such file');
    expect(ended()).toEqual([true]);
  });

  it('asks for no more entries once its worker has failed', async () => {
    const { client, workers } = boot();
    const closed = vi.fn();
    let isAsked = 0;
    async function* entries(): AsyncGenerator<ZipEntry> {
      try {
        for (;;) {
          isAsked++;
          yield await Promise.resolve(['a.txt', bytes('a')] as const);
        }
      } finally {
        closed();
      }
    }
    const zipping = client.zip(entries());
    workers[0]?.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
    await expect(zipping).rejects.toThrow('out of memory');
    await vi.waitFor(() => expect(closed).toHaveBeenCalled());
    expect(isAsked).toBeLessThan(10);
  });

  it('of many entries leaves the page’s thread free in between', async () => {
    const { client } = boot();
    const clock = vi.spyOn(performance, 'now');
    let nowMs = 0;
    clock.mockImplementation(() => (nowMs += 5));
    let turns = 0;
    const ticking = setInterval(() => turns++);
    await client.zip(Array.from({ length: 50 }, (_, i) => [`${i}`, new Uint8Array()] as const));
    clearInterval(ticking);
    clock.mockRestore();
    expect(turns).toBeGreaterThan(10);
  });
});
