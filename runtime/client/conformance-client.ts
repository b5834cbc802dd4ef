import type { Case, CaseResult } from '../conformance/case.ts';
import type { WireKind } from '../protocol/kernel.ts';

type Answer = { readonly result: CaseResult } | { readonly failure: string };

/** Runs one conformance case on a machine of its own, in a worker that is ended with it. */
export function runCaseInWorker(wire: WireKind, test: Case, timeoutMs: number): Promise<CaseResult> {
  const worker = new Worker(new URL('../worker/conformance.worker.ts', import.meta.url), { type: 'module', name: 'conformance' });
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
    worker.postMessage({ wire, test });
  }).finally(() => worker.terminate());
}
