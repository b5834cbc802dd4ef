import type { Case, CaseResult } from '../protocol/conformance-case.ts';
import type { WireBoot, WireKind } from '../protocol/kernel.ts';
import { openCallRelay } from './call-relay.ts';
import { serveProcessWorkers } from './process-worker-host.ts';

type Answer = { readonly result: CaseResult } | { readonly failure: string };

/** Runs one conformance case on a machine of its own, in a worker that is ended with it. */
export async function runCaseInWorker(wire: WireKind, test: Case, timeoutMs: number): Promise<CaseResult> {
  const started: { worker?: Worker } = {};
  const boot = await bootOf(wire, (port) => started.worker?.postMessage({ type: 'call-relay', port }, [port]));
  // After the relay: only a worker that is started under the service worker has its requests answered there.
  const worker = new Worker(new URL('../worker/kernel/conformance.worker.ts', import.meta.url), {
    type: 'module',
    name: 'conformance',
  });
  started.worker = worker;
  const { port1, port2 } = new MessageChannel();
  const processes = serveProcessWorkers(port1);
  return new Promise<CaseResult>((resolve, reject) => {
    const timer = setTimeout(() => resolve({ end: { kind: 'killed' }, stdout: '', stderr: '' }), timeoutMs);
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      clearTimeout(timer);
      if ('result' in data) resolve(data.result);
      else reject(new Error(data.failure));
    };
    worker.onerror = (event) => {
      clearTimeout(timer);
      reject(new Error(event.message));
    };
    const message = { type: 'run', wire: boot, test, workers: port2 };
    worker.postMessage(message, boot.kind === 'xhr' ? [port2, boot.port] : [port2]);
  }).finally(() => {
    worker.terminate();
    processes.dispose();
  });
}

async function bootOf(wire: WireKind, restarted: (port: MessagePort) => void): Promise<WireBoot> {
  if (wire !== 'xhr') return { kind: wire };
  const relay = await openCallRelay(location.href, restarted);
  if (!relay) throw new Error('This browser gives the page no service worker');
  return { kind: 'xhr', ...relay };
}
