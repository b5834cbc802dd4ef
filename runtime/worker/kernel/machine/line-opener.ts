import { assertNever } from '../../../base/assert-never.ts';
import type { Host } from '../../../kernel/host.ts';
import type { WireBoot } from '../../../protocol/kernel.ts';
import { SharedExchange } from '../../../wire/shared.ts';
import { PortLine } from '../../../wire/suspending.ts';
import type { Line } from '../../../wire/wire.ts';
import { XhrExchange } from '../../../wire/xhr.ts';

/** How a machine gets a wire for each of its process workers. */
export interface LineOpener {
  open(): Line;
  /** The browser has restarted the service worker, which forgot the old port. */
  reconnect(port: MessagePort): void;
}

export function lineOpener(wire: WireBoot, host: Host, soon: (task: () => void) => void): LineOpener {
  const reconnect = (): void => undefined;
  switch (wire.kind) {
    case 'shared': {
      const exchange = new SharedExchange(host, soon);
      return { open: () => exchange.open(), reconnect };
    }
    case 'suspending':
      return { open: () => new PortLine(host), reconnect };
    case 'xhr': {
      const exchange = new XhrExchange(host, wire.url);
      exchange.connect(wire.port);
      return { open: () => exchange.open(), reconnect: (port) => exchange.connect(port) };
    }
    case 'none':
      throw new Error('Without a wire nothing can be started');
    default:
      return assertNever(wire, 'wire');
  }
}
