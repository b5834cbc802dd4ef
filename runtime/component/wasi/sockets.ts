import type { HostCalls } from '../../guest/host-calls.ts';
import type { Tagged } from '../canonical/types.ts';
import { ok, type IoError } from './errors.ts';
import type { Interface } from './interface.ts';
import { Network } from './plain-resources.ts';
import { Pollable } from './poll.ts';
import { addressesOf, type Family, type SocketAddress } from './socket-address.ts';
import { socketErrorOf, socketFailed } from './socket-errors.ts';
import { TcpSocket, type Listeners } from './tcp-socket.ts';

const TCP = '[method]tcp-socket';
const OPTIONS = [
  'keep-alive-enabled',
  'keep-alive-idle-time',
  'keep-alive-interval',
  'keep-alive-count',
  'hop-limit',
  'receive-buffer-size',
  'send-buffer-size',
];

/** `wasi:sockets`: of the machine’s own network, which carries connections to sockets that were granted and nothing else. */
export function sockets(calls: HostCalls, listeners: Listeners): readonly (readonly [string, Interface])[] {
  return [
    ['wasi:sockets/instance-network', { 'instance-network': () => new Network() }],
    [
      'wasi:sockets/network',
      {
        'network-error-code': ({ errno, isOfNetwork }: IoError) => (isOfNetwork ? socketErrorOf(errno) : undefined),
      },
    ],
    ['wasi:sockets/tcp', tcp()],
    [
      'wasi:sockets/tcp-create-socket',
      {
        // Without a grant there is nothing that a socket could be used for.
        'create-tcp-socket': (family: Family) =>
          listeners.granted.length === 0 ? socketFailed('access-denied') : ok(new TcpSocket(calls, listeners, family)),
      },
    ],
    // The network carries no datagrams, so its sockets cannot be made, and their methods not be reached.
    ['wasi:sockets/udp-create-socket', { 'create-udp-socket': () => socketFailed('not-supported') }],
    ['wasi:sockets/ip-name-lookup', nameLookup()],
  ];
}

function tcp(): Interface {
  return {
    [`${TCP}.start-bind`]: (self: TcpSocket, _network: Network, address: SocketAddress) => self.startBind(address),
    [`${TCP}.finish-bind`]: (self: TcpSocket) => self.finishBind(),
    [`${TCP}.start-connect`]: (self: TcpSocket, _network: Network, address: SocketAddress) =>
      self.startConnect(address),
    [`${TCP}.finish-connect`]: () => socketFailed('not-in-progress'),
    [`${TCP}.start-listen`]: (self: TcpSocket) => self.startListen(),
    [`${TCP}.finish-listen`]: (self: TcpSocket) => self.finishListen(),
    [`${TCP}.accept`]: (self: TcpSocket) => self.accept(),
    [`${TCP}.local-address`]: (self: TcpSocket) => self.localAddress(),
    [`${TCP}.remote-address`]: (self: TcpSocket) => self.remoteAddress(),
    [`${TCP}.is-listening`]: (self: TcpSocket) => self.isListening,
    [`${TCP}.address-family`]: (self: TcpSocket) => self.family,
    // How many connections may wait is the same for all sockets.
    [`${TCP}.set-listen-backlog-size`]: (_self: TcpSocket, size: bigint) =>
      size === 0n ? socketFailed('invalid-argument') : ok(),
    [`${TCP}.subscribe`]: (self: TcpSocket) => self.subscribe(),
    [`${TCP}.shutdown`]: (self: TcpSocket, how: string) => self.shutdown(how),
    ...Object.fromEntries(
      OPTIONS.flatMap((name) => [
        [`${TCP}.${name}`, (self: TcpSocket) => self.option(name)],
        [`${TCP}.set-${name}`, (self: TcpSocket, value: boolean | number | bigint) => self.setOption(name, value)],
      ]),
    ),
  };
}

/** The resource `resolve-address-stream`: what a name stands for, one address after the other. */
export class ResolvedAddresses {
  readonly shown = 'resolve-address-stream';
  readonly #left: Tagged[];
  readonly #isKnown: boolean;

  constructor(addresses: readonly Tagged[]) {
    this.#left = [...addresses];
    this.#isKnown = addresses.length > 0;
  }

  next(): Tagged {
    return this.#isKnown ? ok(this.#left.shift()) : socketFailed('name-unresolvable');
  }
}

const LOOKUP = '[method]resolve-address-stream';

/** The machine asks no name server: a name is `localhost` or an address. */
function nameLookup(): Interface {
  return {
    'resolve-addresses': (_network: Network, name: string) => {
      const addresses = addressesOf(name);
      return addresses === 'invalid' ? socketFailed('invalid-argument') : ok(new ResolvedAddresses(addresses));
    },
    [`${LOOKUP}.resolve-next-address`]: (self: ResolvedAddresses) => self.next(),
    [`${LOOKUP}.subscribe`]: () => new Pollable({ kind: 'nothing' }),
  };
}
