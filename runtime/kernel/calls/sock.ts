import { FLAGS, flag } from '../../abi/flags.ts';
import { fail, type Failure } from '../../abi/failure.ts';
import { rights } from '../../abi/rights.ts';
import type { Span } from '../../abi/types.ts';
import { ok, type Result } from '../../base/result.ts';
import { Descriptor } from '../../capability/descriptor.ts';
import { StreamInode } from '../../vfs/inode.ts';
import { WAIT, type Handlers } from '../dispatch/handlers.ts';
import { Listener, Socket } from '../devices/network.ts';
import type { Process } from '../process/process.ts';
import { read, write } from './transfer.ts';

const PEEK = flag('riflags', 'recv_peek');
const WAITALL = flag('riflags', 'recv_waitall');
const RD = flag('sdflags', 'rd');
const WR = flag('sdflags', 'wr');
const NONBLOCK = flag('fdflags', 'nonblock');

/** What an accepted connection can be used for, as far as the listening socket lets it inherit. */
const CONNECTION = rights(
  'fd_read',
  'fd_write',
  'fd_fdstat_set_flags',
  'fd_filestat_get',
  'poll_fd_readwrite',
  'sock_shutdown',
);

/** Sockets are granted or accepted; nothing here opens one. */
export const sock = {
  sock_accept(process, { fd, flags }) {
    const listener = fd.inode.stream;
    if (!(listener instanceof Listener)) return fail('inval');
    const socket = listener.accept();
    if (!socket) return waitOrAgain(process, fd, listener);
    const inode = new StreamInode(fd.inode.volume, 'socket_stream', socket);
    const capability = fd.capability.attenuate(inode, CONNECTION, CONNECTION);
    const inserted = process.fds.insert(
      new Descriptor(capability, `${fd.origin}#${inode.ino}`, { flags, parent: fd, needs: fd.needsBeneath }),
    );
    if (inserted.ok) return ok({ connection: inserted.value });
    socket.shutdown({ read: true, write: true });
    return inserted;
  },

  sock_recv(process, { fd, ri_data, ri_flags }) {
    const socket = connection(fd);
    if (!socket.ok) return socket;
    if (
      ri_flags & WAITALL &&
      !socket.value.isAtEnd &&
      (socket.value.readable() ?? 0) < Math.min(ri_data.length, MOST_WAITED)
    ) {
      return waitOrAgain(process, fd, socket.value);
    }
    const done = ri_flags & PEEK ? peek(process, fd, socket.value, ri_data) : read(process, fd, ri_data);
    if (done === WAIT || !done.ok) return done;
    return ok({ ro_datalen: done.value, ro_flags: 0 });
  },

  sock_send(process, { fd, si_data }) {
    const socket = connection(fd);
    if (!socket.ok) return socket;
    const done = write(process, fd, si_data);
    if (done === WAIT || !done.ok) return done;
    return ok({ so_datalen: done.value });
  },

  sock_shutdown(_process, { fd, how }) {
    const socket = connection(fd);
    if (!socket.ok) return socket;
    if (how === 0 || how >= 1 << FLAGS.sdflags.length) return fail('inval');
    socket.value.shutdown({ read: (how & RD) !== 0, write: (how & WR) !== 0 });
    return ok({});
  },
} satisfies Partial<Handlers>;

/** A pipe holds no more, so waiting for more would be for good. */
const MOST_WAITED = 64 << 10;

function connection(fd: Descriptor): Result<Socket, Failure> {
  if (!(fd.inode instanceof StreamInode) || fd.inode.kind !== 'socket_stream') return fail('notsock');
  return fd.inode.stream instanceof Socket ? ok(fd.inode.stream) : fail('notconn');
}

function peek(process: Process, fd: Descriptor, socket: Socket, target: Span): Result<number, Failure> | typeof WAIT {
  const bytes = socket.peek(target);
  if (bytes === 'closed') return ok(0);
  return bytes === 'would-block' ? waitOrAgain(process, fd, socket) : ok(bytes);
}

function waitOrAgain(
  process: Process,
  fd: Descriptor,
  { readers }: Listener | Socket,
): Result<never, Failure> | typeof WAIT {
  if (fd.flags & NONBLOCK) return fail('again');
  process.waitFor(readers);
  return WAIT;
}
