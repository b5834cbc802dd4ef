import type { WireBoot } from '../../protocol/kernel.ts';

const NO_WEBASSEMBLY =
  'No program can run here: this browser has WebAssembly switched off, as Lockdown Mode does for pages that are not exempt from it. Switch it on for this page, or use another browser';
const NO_WIRE =
  'No program can run here: it could not wait for input, because this browser has neither shared memory nor suspension (JSPI), and its service worker is blocked or missing. Allow this page to store data, open it in a tab of its own, or use a newer browser';
const NO_SHARED_MEMORY =
  'No program can run here: the page chose shared memory, which this browser does not give to workers. Reload the page with ?wire=xhr added to its address';

/** The parts of a worker that say whether anything can run. */
export type Ground = Partial<Pick<typeof globalThis, 'WebAssembly' | 'SharedArrayBuffer'>>;

/** Why the browser lets no program run over `wire`, as a sentence with what to do; undefined where it does. */
export function whyNothingRuns(wire: WireBoot, worker: Ground = globalThis): string | undefined {
  if (!worker.WebAssembly) return NO_WEBASSEMBLY;
  if (wire.kind === 'none') return NO_WIRE;
  return wire.kind === 'shared' && !worker.SharedArrayBuffer ? NO_SHARED_MEMORY : undefined;
}
