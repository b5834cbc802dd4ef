import type { HostCalls } from '../../guest/host-calls.ts';

/** A descriptor of the kernel’s, held by handles and by the streams made from them: closed when the last of them is dropped. */
export class File {
  readonly fd: number;
  /** Where the kernel’s own offset stands, as far as it was moved from here. */
  position = 0n;
  readonly isConnection: boolean;
  readonly #calls: HostCalls;
  readonly #isKept: boolean;
  #holders = 0;

  /** `isKept`: it was granted at the start, and stays open. */
  constructor(calls: HostCalls, fd: number, isKept: boolean, isConnection = false) {
    this.isConnection = isConnection;
    this.#calls = calls;
    this.fd = fd;
    this.#isKept = isKept;
  }

  hold(): this {
    this.#holders++;
    return this;
  }

  release(): void {
    if (--this.#holders === 0 && !this.#isKept) this.#calls.call('fd_close', this.fd);
  }
}
