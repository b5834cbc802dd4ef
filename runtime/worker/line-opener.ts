import type { Host } from '../kernel/host.ts';
import type { WireKind } from '../protocol/kernel.ts';
import { SharedExchange } from '../wire/shared.ts';
import { PortLine } from '../wire/suspending.ts';
import type { Line } from '../wire/wire.ts';

/** How a machine gets a wire for each of its process workers. */
export function lineOpener(wire: WireKind, host: Host, soon: (task: () => void) => void): () => Line {
  if (wire === 'shared') {
    const exchange = new SharedExchange(host, soon);
    return () => exchange.open();
  }
  return () => new PortLine(host);
}
