import type { HostCalls } from '../../guest/host-calls.ts';
import { File } from '../wasi/file.ts';

/** A connection that was accepted, as the machine itself reads and writes it for a component. */
export class Connection {
  readonly calls: HostCalls;
  readonly file: File;

  constructor(calls: HostCalls, fd: number) {
    this.calls = calls;
    this.file = new File(calls, fd, false, true).hold();
  }

  /** What comes next, however long that takes; undefined: nothing more comes. */
  read(): Uint8Array | undefined {
    const errno = this.calls.call('fd_read', this.file.fd, this.calls.capacity);
    return errno === 0 && this.calls.out.length > 0 ? this.calls.out.slice() : undefined;
  }

  /** All of it. Returns the errno. */
  write(bytes: Uint8Array): number {
    const { calls, file } = this;
    for (let done = 0; done < bytes.length;) {
      const errno = calls.call('fd_write', file.fd, bytes.subarray(done, done + calls.capacity));
      if (errno !== 0) return errno;
      done += calls.u32(0);
    }
    return 0;
  }

  close(): void {
    this.file.release();
  }
}
