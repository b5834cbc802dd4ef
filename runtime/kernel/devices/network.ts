import type { Span } from '../../abi/types.ts';
import { StreamInode } from '../../vfs/inode.ts';
import { WaitQueue, type Stream, type Transfer } from '../../vfs/stream.ts';
import type { Volume } from '../../vfs/volume.ts';
import { Pipe } from './pipe.ts';

/** Connections that wait to be accepted; beyond it a connection is refused. */
const BACKLOG = 16;

/** One end of a connection: what the other end sends can be read here, and the other way round. */
export class Socket implements Stream {
  readonly #incoming: Pipe;
  readonly #outgoing: Pipe;
  #isReadShut = false;
  #isWriteShut = false;
  #holders = 0;

  private constructor(incoming: Pipe, outgoing: Pipe) {
    this.#incoming = incoming;
    this.#outgoing = outgoing;
  }

  /** Two ends that belong together. */
  static pair(): readonly [Socket, Socket] {
    const there = new Pipe();
    const back = new Pipe();
    return [new Socket(there, back), new Socket(back, there)];
  }

  get readers(): WaitQueue {
    return this.#incoming.readers;
  }

  get writers(): WaitQueue {
    return this.#outgoing.writers;
  }

  read(target: Span): Transfer {
    return this.#isReadShut ? 0 : this.#incoming.read(target);
  }

  /** As `read`, leaving the bytes where they are. */
  peek(target: Span): Transfer {
    return this.#isReadShut ? 0 : this.#incoming.peek(target);
  }

  write(source: Span): Transfer {
    return this.#isWriteShut ? 'closed' : this.#outgoing.write(source);
  }

  readable(): number | undefined {
    return this.#isReadShut ? 0 : this.#incoming.readable();
  }

  writable(): number | undefined {
    return this.#isWriteShut ? 0 : this.#outgoing.writable();
  }

  /** Nothing more will come: readers see the end once they have read what there is. */
  get isAtEnd(): boolean {
    return this.#isReadShut || this.#incoming.isEnded;
  }

  get isHungUp(): boolean {
    return this.isAtEnd;
  }

  shutdown(how: { readonly read: boolean; readonly write: boolean }): void {
    if (how.read) {
      this.#isReadShut = true;
      this.#incoming.close();
    }
    if (how.write && !this.#isWriteShut) {
      this.#isWriteShut = true;
      this.#outgoing.end();
    }
  }

  opened(): void {
    this.#holders++;
  }

  closed(): void {
    if (--this.#holders === 0) this.shutdown({ read: true, write: true });
  }
}

/** A socket that others connect to. Reading and writing it means nothing; accepting does. */
export class Listener implements Stream {
  readonly readers = new WaitQueue();
  readonly writers = new WaitQueue();
  readonly #waiting: Socket[] = [];
  readonly #closed: () => void;
  #holders = 0;

  constructor(closed: () => void) {
    this.#closed = closed;
  }

  /** The next connection that waits. */
  accept(): Socket | undefined {
    return this.#waiting.shift();
  }

  /** False when too many wait already. */
  offer(socket: Socket): boolean {
    if (this.#waiting.length >= BACKLOG) return false;
    this.#waiting.push(socket);
    this.readers.wake();
    return true;
  }

  read(): Transfer {
    return 'closed';
  }

  write(): Transfer {
    return 'closed';
  }

  readable(): number | undefined {
    return this.#waiting.length > 0 ? this.#waiting.length : undefined;
  }

  writable(): number | undefined {
    return undefined;
  }

  opened(): void {
    this.#holders++;
  }

  closed(): void {
    if (--this.#holders > 0) return;
    for (const socket of this.#waiting) socket.shutdown({ read: true, write: true });
    this.#closed();
  }
}

/** The machine's own network: ports with their listening sockets. It is connected to nothing. */
export class Network {
  readonly #listeners = new Map<number, Listener>();
  readonly #volume: Volume;

  constructor(volume: Volume) {
    this.#volume = volume;
  }

  /** A listening socket; undefined while another one listens on the port. */
  listen(port: number): StreamInode | undefined {
    if (this.#listeners.has(port)) return undefined;
    const listener = new Listener(() => this.#listeners.delete(port));
    this.#listeners.set(port, listener);
    return new StreamInode(this.#volume, 'socket_stream', listener);
  }

  /** The caller's end of a new connection; undefined when no socket listens or too many wait. */
  connect(port: number): Socket | undefined {
    const [near, far] = Socket.pair();
    near.opened();
    return this.#listeners.get(port)?.offer(far) ? near : undefined;
  }
}
