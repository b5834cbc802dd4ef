import { flag } from '../../abi/flags.ts';
import type { HostCalls } from '../../guest/host-calls.ts';
import type { GrantedListener } from '../../policy/granted-listeners.ts';
import type { Tagged } from '../canonical/types.ts';
import { ok } from './errors.ts';
import { File } from './file.ts';
import { poll, Pollable } from './poll.ts';
import { isOwnAddress, loopback, type Family, type SocketAddress } from './socket-address.ts';
import { socketErrorOf, socketFailed, type SocketError } from './socket-errors.ts';
import { FileOutputStream, InputStream } from './streams.ts';

/** The listening sockets that a component was granted, and which of them a socket of its own stands for. */
export class Listeners {
  readonly granted: readonly GrantedListener[];
  readonly #bound = new Set<GrantedListener>();

  constructor(granted: readonly GrantedListener[]) {
    this.granted = granted;
  }

  /** `port` 0: any of them. */
  bind(port: number): GrantedListener | SocketError {
    const meant = this.granted.filter((one) => port === 0 || one.port === port);
    if (meant.length === 0) return 'access-denied';
    const free = meant.find((one) => !this.#bound.has(one));
    if (!free) return 'address-in-use';
    this.#bound.add(free);
    return free;
  }

  unbind(listener: GrantedListener): void {
    this.#bound.delete(listener);
  }
}

type State =
  | { readonly is: 'unbound' }
  | { readonly is: 'binding' | 'bound' | 'starting' | 'listening'; readonly listener: GrantedListener }
  | { readonly is: 'connected'; readonly file: File; readonly port: number };

const SHUTDOWN: Readonly<Record<string, number>> = {
  receive: flag('sdflags', 'rd'),
  send: flag('sdflags', 'wr'),
  both: flag('sdflags', 'rd') | flag('sdflags', 'wr'),
};

/** What a socket is asked to do, and what it is asked of itself: kept, and of no effect on a network that is this machine. */
const OPTIONS: Readonly<Record<string, boolean | number | bigint>> = {
  'keep-alive-enabled': false,
  'keep-alive-idle-time': 7_200_000_000_000n,
  'keep-alive-interval': 75_000_000_000n,
  'keep-alive-count': 9,
  'hop-limit': 64,
  'receive-buffer-size': 65_536n,
  'send-buffer-size': 65_536n,
};

/**
 * The resource `tcp-socket`. A socket that listens stands for one that the policy granted: binding to a port finds the
 * descriptor, and accepting is a system call on it. One that is connected holds a descriptor of its own.
 */
export class TcpSocket {
  readonly family: Family;
  readonly #calls: HostCalls;
  readonly #listeners: Listeners;
  readonly #options = new Map(Object.entries(OPTIONS));
  #state: State = { is: 'unbound' };

  constructor(calls: HostCalls, listeners: Listeners, family: Family) {
    this.#calls = calls;
    this.#listeners = listeners;
    this.family = family;
  }

  get shown(): string {
    const state = this.#state;
    if (state.is === 'unbound') return 'tcp-socket';
    return `tcp-socket ${state.is === 'connected' ? state.file.fd : state.listener.fd}`;
  }

  get isListening(): boolean {
    return this.#state.is === 'listening';
  }

  drop(): void {
    const state = this.#state;
    if (state.is === 'connected') state.file.release();
    else if (state.is !== 'unbound') this.#listeners.unbind(state.listener);
  }

  startBind(address: SocketAddress): Tagged {
    if (this.#state.is !== 'unbound') return socketFailed('invalid-state');
    if (address.tag !== this.family) return socketFailed('invalid-argument');
    if (!isOwnAddress(address)) return socketFailed('address-not-bindable');
    const listener = this.#listeners.bind(address.val.port);
    if (typeof listener === 'string') return socketFailed(listener);
    this.#state = { is: 'binding', listener };
    return ok();
  }

  finishBind(): Tagged {
    return this.#finish('binding', 'bound');
  }

  /** There is nobody to connect to that the policy could have granted. */
  startConnect(address: SocketAddress): Tagged {
    if (this.#state.is !== 'unbound' && this.#state.is !== 'bound') return socketFailed('invalid-state');
    if (address.tag !== this.family || address.val.port === 0 || address.val.address.every((part) => part === 0))
      return socketFailed('invalid-argument');
    return socketFailed('access-denied');
  }

  /** The descriptor is looked at: it may have been taken back. */
  startListen(): Tagged {
    const state = this.#state;
    if (state.is !== 'bound') return socketFailed('invalid-state');
    const errno = this.#calls.call('fd_fdstat_get', state.listener.fd);
    if (errno !== 0) return socketFailed(socketErrorOf(errno));
    this.#state = { is: 'starting', listener: state.listener };
    return ok();
  }

  finishListen(): Tagged {
    return this.#finish('starting', 'listening');
  }

  #finish(from: 'binding' | 'starting', to: 'bound' | 'listening'): Tagged {
    const state = this.#state;
    if (state.is !== from) return socketFailed('not-in-progress');
    this.#state = { is: to, listener: state.listener };
    return ok();
  }

  /** A connection that waits, with the streams of both directions. */
  accept(): Tagged {
    const state = this.#state;
    if (state.is !== 'listening') return socketFailed('invalid-state');
    const calls = this.#calls;
    const { fd, port } = state.listener;
    if (poll(calls, [this.subscribe()], false).length === 0) return socketFailed('would-block');
    const errno = calls.call('sock_accept', fd, 0);
    if (errno !== 0) return socketFailed(socketErrorOf(errno));
    const accepted = new TcpSocket(calls, this.#listeners, this.family);
    for (const [name, value] of this.#options) accepted.#options.set(name, value);
    const file = new File(calls, calls.u32(0), false, true).hold();
    accepted.#state = { is: 'connected', file, port };
    return ok([accepted, new InputStream(calls, file), new FileOutputStream(calls, file)]);
  }

  localAddress(): Tagged {
    const state = this.#state;
    switch (state.is) {
      case 'unbound':
      case 'binding':
        return socketFailed('invalid-state');
      case 'connected':
        return ok(loopback(this.family, state.port));
      default:
        return ok(loopback(this.family, state.listener.port));
    }
  }

  /** Who connects has no port. */
  remoteAddress(): Tagged {
    return this.#state.is === 'connected' ? ok(loopback(this.family, 0)) : socketFailed('invalid-state');
  }

  option(name: string): Tagged {
    return ok(this.#options.get(name));
  }

  /** All of them are more than 0. */
  setOption(name: string, value: boolean | number | bigint): Tagged {
    if (typeof value !== 'boolean' && Number(value) === 0) return socketFailed('invalid-argument');
    this.#options.set(name, value);
    return ok();
  }

  subscribe(): Pollable {
    const state = this.#state;
    return new Pollable(state.is === 'listening' ? { kind: 'fd_read', fd: state.listener.fd } : { kind: 'nothing' });
  }

  shutdown(how: string): Tagged {
    const state = this.#state;
    if (state.is !== 'connected') return socketFailed('invalid-state');
    const errno = this.#calls.call('sock_shutdown', state.file.fd, SHUTDOWN[how] ?? 0);
    return errno === 0 ? ok() : socketFailed(socketErrorOf(errno));
  }
}
