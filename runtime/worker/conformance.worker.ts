import type { Case, CaseResult } from '../conformance/case.ts';
import { runCase } from '../conformance/run-case.ts';
import { port } from '../protocol/port.ts';
import type { WireBoot } from '../protocol/kernel.ts';
import { browserHost, taskQueue } from './browser-host.ts';
import { BrowserMachine } from './browser-machine.ts';
import { lineOpener } from './line-opener.ts';

/** Page → conformance worker: one case, then the worker is done with. */
export interface ToConformance {
  readonly wire: WireBoot;
  readonly test: Case;
}
export type FromConformance = { readonly result: CaseResult } | { readonly failure: string };

/** Entry point of a machine that lives for one conformance case. */
const page = port<FromConformance, ToConformance>(self);

page.listen(({ wire, test }) => {
  const host = browserHost();
  const lines = lineOpener(wire, host, taskQueue());
  const machine = new BrowserMachine(host, () => lines.open());
  runCase(machine, test).then(
    (result) => page.post({ result }),
    (error: unknown) => page.post({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
