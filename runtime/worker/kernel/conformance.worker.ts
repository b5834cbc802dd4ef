import type { Case, CaseResult } from '../../protocol/conformance-case.ts';
import { runCase } from '../../conformance/run-case.ts';
import { port } from '../../protocol/port.ts';
import type { WireBoot } from '../../protocol/kernel.ts';
import { browserHost, taskQueue } from '../shared/browser-host.ts';
import { Attention } from './attention/attention.ts';
import { BrowserMachine } from './machine/browser-machine.ts';
import { lineOpener, type LineOpener } from './machine/line-opener.ts';
import { ProcessWorkers } from './machine/process-workers.ts';

/** Page → conformance worker: one case, then the worker is done with; a new port when the service worker was restarted. */
export type ToConformance =
  | { readonly type: 'run'; readonly wire: WireBoot; readonly test: Case; readonly workers: MessagePort }
  | { readonly type: 'call-relay'; readonly port: MessagePort };
export type FromConformance = { readonly result: CaseResult } | { readonly failure: string };

/** Entry point of a machine that lives for one conformance case. */
const page = port<FromConformance, ToConformance>(self);

let lines: LineOpener | undefined;

page.listen((message) => {
  if (message.type === 'call-relay') {
    lines?.reconnect(message.port);
    return;
  }
  const host = browserHost();
  const opener = (lines = lineOpener(message.wire, host, taskQueue()));
  const machine = new BrowserMachine(host, new Attention(host), new ProcessWorkers(message.workers), () =>
    opener.open(),
  );
  runCase(machine, message.test).then(
    (result) => page.post({ result }),
    (error: unknown) => page.post({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
