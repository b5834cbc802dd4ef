import { errnoName, type ErrnoName } from '../../abi/errno.ts';
import type { HostCalls } from '../../guest/host-calls.ts';
import type { GrantedListener } from '../../policy/granted-listeners.ts';
import { Unreadable } from '../binary/unreadable.ts';
import { poll, Pollable } from '../wasi/poll.ts';
import { Connection } from './connection.ts';

/** Of a listening socket that was closed, taken back, or is none any more. */
const GONE: ReadonlySet<ErrnoName> = new Set(['badf', 'notcapable', 'inval']);
const CANNOT = 'This component answers HTTP requests, and none can come any more';

/** The listening sockets that requests come over, for as long as one of them is left. */
export class Listening {
  readonly #calls: HostCalls;
  readonly #fds: number[];
  /** The place of the socket whose turn it is, so that a busy one does not keep the others waiting. */
  #turn = 0;

  constructor(calls: HostCalls, listeners: readonly GrantedListener[]) {
    this.#calls = calls;
    this.#fds = listeners.map(({ fd }) => fd);
  }

  /** The next connection, however long that takes. */
  accept(): Connection {
    const calls = this.#calls;
    while (this.#fds.length > 0) {
      const place = this.#ready();
      const errno = calls.call('sock_accept', this.#fds[place] ?? 0, 0);
      if (errno === 0) {
        this.#turn = place + 1;
        return new Connection(calls, calls.u32(0));
      }
      const name = errnoName(errno);
      if (!GONE.has(name)) throw new Unreadable(`${CANNOT}: to accept a connection failed with ${name}`);
      this.#fds.splice(place, 1);
    }
    throw new Unreadable(`${CANNOT}: its listening sockets were taken back`);
  }

  /** The place of a socket that a connection waits at, or that is gone. */
  #ready(): number {
    const fds = this.#fds;
    if (fds.length === 1) return 0;
    const ready = poll(
      this.#calls,
      fds.map((fd) => new Pollable({ kind: 'fd_read', fd })),
    );
    return ready.find((place) => place >= this.#turn) ?? ready[0] ?? 0;
  }
}
