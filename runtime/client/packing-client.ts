import type { Result } from '../base/result.ts';
import type { LinkedProject, LinkProblem } from '../links/linked-project.ts';
import type { ZippedProject } from '../links/read-zip.ts';
import type { FromPacker, Packed, ToPacker } from '../links/packing-protocol.ts';
import { port, type Port } from '../protocol/port.ts';

/** Ends in a slash: a folder. */
export type ZipEntry = readonly [path: string, bytes: Uint8Array];

/** Gives a worker its task, until `over` is aborted. */
type Feed = (packer: Port<ToPacker, FromPacker>, over: AbortSignal) => Promise<void> | void;

const NOT_STARTED = 'A part of the page could not be loaded. Check the connection, then reload the page.';
/** After this long the page gets to draw and to listen in between. */
const TURN_MS = 10;

/** Reads links, makes links and zips off the page's thread: each task has a worker of its own, which ends with it. */
export class PackingClient {
  readonly #start: () => Worker;

  /** Without `start`, in real workers. */
  constructor(start: () => Worker = startWorker) {
    this.#start = start;
  }

  /** What `decodeLink` says. Rejects where there is no worker, or with the reason of `signal`. */
  readLink(fragment: string, signal?: AbortSignal): Promise<Result<LinkedProject, LinkProblem>> {
    return this.#run('read-link', (packer) => packer.post({ type: 'read-link', fragment }), signal);
  }

  /** What `encodeLink` says. Rejects where there is no worker, or with the reason of `signal`. */
  makeLink(project: LinkedProject, signal?: AbortSignal): Promise<Result<string, string>> {
    return this.#run('make-link', (packer) => packer.post({ type: 'make-link', project }), signal);
  }

  /** What `readZip` says. `bytes` are moved to the worker. Rejects where there is no worker. */
  readZip(bytes: Uint8Array<ArrayBuffer>): Promise<Result<ZippedProject, string>> {
    return this.#run('read-zip', (packer) => packer.post({ type: 'read-zip', bytes }, [bytes.buffer]));
  }

  /** Rejects where there is no worker, or with what `entries` throws. Their bytes stay the caller's. */
  zip(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): Promise<Uint8Array<ArrayBuffer>> {
    return this.#run('zip', async (packer, over) => {
      let since = performance.now();
      for await (const [path, bytes] of entries) {
        if (over.aborted) return;
        // A copy: several entries may be views of one buffer, which could be sent only once.
        const copy = new Uint8Array(bytes);
        packer.post({ type: 'zip-entry', path, bytes: copy }, [copy.buffer]);
        if (performance.now() - since < TURN_MS) continue;
        await new Promise((resolve) => setTimeout(resolve));
        since = performance.now();
      }
      packer.post({ type: 'zip' });
    });
  }

  async #run<N extends keyof Packed>(type: N, feed: Feed, signal?: AbortSignal): Promise<Packed[N]> {
    signal?.throwIfAborted();
    const worker = this.#start();
    const over = new AbortController();
    try {
      return await new Promise<Packed[N]>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error), { signal: over.signal });
        worker.addEventListener('error', (event) => {
          event.preventDefault();
          // A script that did not arrive says nothing.
          reject(new Error(event.message || NOT_STARTED));
        });
        worker.addEventListener('messageerror', () => reject(new Error('The result could not be read')));
        const packer = port<ToPacker, FromPacker>(worker);
        packer.listen((message) => {
          // The type says whose value it is; the union cannot see that they belong together.
          if (message.type === type) resolve(message.value as Packed[N]);
        });
        Promise.resolve(feed(packer, over.signal)).catch(reject);
      });
    } finally {
      over.abort();
      worker.terminate();
    }
  }
}

function startWorker(): Worker {
  return new Worker(new URL('../worker/packing/packing.worker.ts', import.meta.url), {
    type: 'module',
    name: 'packing',
  });
}
