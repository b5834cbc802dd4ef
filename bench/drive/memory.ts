import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from '@playwright/test';

/** Megabytes of 10^6, and only what this browser and system tell. */
export interface MemoryUse extends ProcessUse {
  /** The page's own JavaScript heap, after a garbage collection. Workers have heaps of their own. */
  readonly heap: number | undefined;
  /** Of the heap: without what the engine has made of the page's code, which is the more the hotter that gets. */
  readonly objects?: number;
}

interface ProcessUse {
  /** The process that runs the page and its workers: now, and at most: in Chromium since the last question. */
  readonly resident: number;
  readonly peak: number;
}

/** What is garbage is to be gone by then. */
const PURGE_MS = 1500;

/** A worker in which a program waits for the kernel answers no message: it is left as it is. */
const ANSWER_MS = 2000;

/** undefined: this browser or system does not say. */
export async function memoryUse(browser: Browser, page: Page): Promise<MemoryUse | undefined> {
  if (process.platform !== 'linux') return undefined;
  if (browser.browserType().name() !== 'chromium') return { heap: undefined, ...contentProcessUse() };
  const session = await page.context().newCDPSession(page);
  await session.send('Memory.simulatePressureNotification', { level: 'critical' });
  await page.waitForTimeout(PURGE_MS);
  await session.send('HeapProfiler.collectGarbage');
  await collectInWorkers(session);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const renderers = await rendererIds(browser);
  const use = most(renderers.map(useOf));
  // Last: to take a snapshot takes memory, too, which is no peak of the page's.
  const objects = (usedSize - codeSize(await snapshot(session))) / 1e6;
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  await page.waitForTimeout(PURGE_MS);
  for (const id of renderers) forgetPeak(id);
  return { heap: usedSize / 1e6, objects, ...use };
}

/** The part of a heap snapshot of V8's that is read here. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly [readonly string[]] };
  };
  readonly nodes: readonly number[];
}

async function snapshot(session: CDPSession): Promise<Snapshot> {
  const chunks: string[] = [];
  const received = ({ chunk }: { chunk: string }): void => void chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', received);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', received);
  return JSON.parse(chunks.join('')) as Snapshot;
}

/** Bytes. */
function codeSize({ snapshot: { meta }, nodes }: Snapshot): number {
  const width = meta.node_fields.length;
  const type = meta.node_fields.indexOf('type');
  const size = meta.node_fields.indexOf('self_size');
  const code = meta.node_types[0].indexOf('code');
  let sum = 0;
  for (let at = 0; at < nodes.length; at += width) if (nodes[at + type] === code) sum += nodes[at + size] ?? 0;
  return sum;
}

/**
 * Workers do not hear of pressure, and what they hold of their own accord says only when they last collected: up to a
 * hundred megabytes of programs' memories.
 */
async function collectInWorkers(session: CDPSession): Promise<void> {
  const workers: string[] = [];
  const answered = new Map<string, () => void>();
  session.on('Target.attachedToTarget', ({ sessionId }) => void workers.push(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ sessionId }) => answered.get(sessionId)?.());
  // One that ends meanwhile holds nothing any more.
  session.on('Target.detachedFromTarget', ({ sessionId }) => answered.get(sessionId)?.());
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  await Promise.all(
    workers.map(async (sessionId) => {
      const collected = new Promise<void>((resolve) => answered.set(sessionId, resolve));
      const message = JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' });
      const silence = new Promise<void>((resolve) => setTimeout(resolve, ANSWER_MS));
      await session.send('Target.sendMessageToTarget', { sessionId, message }).then(
        () => Promise.race([collected, silence]),
        () => undefined,
      );
    }),
  );
}

/** Firefox does not say which processes are its own; they descend from this one. The page's is the one that holds most. */
function contentProcessUse(): ProcessUse {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
        return [[Number(name), Number(parent)] as const];
      } catch {
        return []; // It ended meanwhile.
      }
    });
  const parents = new Map(processes);
  const isOurs = (id: number | undefined): boolean =>
    id !== undefined && (id === process.pid || isOurs(parents.get(id)));
  return most(
    processes
      .filter(([id]) => isOurs(id) && /-contentproc.*[\0 ]tab\0*$/.test(readFileSync(`/proc/${id}/cmdline`, 'utf8')))
      .map(([id]) => useOf(id)),
  );
}

/** The renderer that holds most is the page's: others are spare. */
async function rendererIds(browser: Browser): Promise<readonly number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** proc(5), `/proc/pid/clear_refs`: 5 sets the peak to what there is now. Not every system lets us. */
function forgetPeak(id: number): void {
  try {
    writeFileSync(`/proc/${id}/clear_refs`, '5');
  } catch {
    // Then it is a peak with the snapshot in it.
  }
}

function useOf(id: number): ProcessUse {
  const status = readFileSync(`/proc/${id}/status`, 'utf8');
  return { resident: field(status, 'VmRSS'), peak: field(status, 'VmHWM') };
}

function most(uses: readonly ProcessUse[]): ProcessUse {
  return uses.reduce((largest, use) => (use.resident > largest.resident ? use : largest), { resident: 0, peak: 0 });
}

function field(status: string, name: string): number {
  const kib = new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1];
  return kib === undefined ? 0 : (Number(kib) * 1024) / 1e6;
}
