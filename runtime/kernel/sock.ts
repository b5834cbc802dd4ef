import { FLAGS, flag } from '../abi/flags.ts';
import { fail } from '../abi/failure.ts';
import { ok } from '../base/result.ts';
import { WAIT, type Handlers } from './handlers.ts';
import { read, write } from './transfer.ts';

const PEEK = flag('riflags', 'recv_peek');
const WAITALL = flag('riflags', 'recv_waitall');

/** Sockets are streams that were granted; nothing here opens one. */
export const sock = {
  sock_accept(_process, { fd }) {
    return fail(fd.inode.kind === 'socket_stream' ? 'notsup' : 'notsock');
  },

  sock_recv(process, { fd, ri_data, ri_flags }) {
    if (fd.inode.kind !== 'socket_stream') return fail('notsock');
    if (ri_flags & (PEEK | WAITALL)) return fail('notsup');
    const done = read(process, fd, ri_data);
    if (done === WAIT || !done.ok) return done;
    return ok({ ro_datalen: done.value, ro_flags: 0 });
  },

  sock_send(process, { fd, si_data }) {
    if (fd.inode.kind !== 'socket_stream') return fail('notsock');
    const done = write(process, fd, si_data);
    if (done === WAIT || !done.ok) return done;
    return ok({ so_datalen: done.value });
  },

  sock_shutdown(_process, { fd, how }) {
    if (fd.inode.kind !== 'socket_stream') return fail('notsock');
    return how >= 1 && how < 1 << FLAGS.sdflags.length ? fail('notsup') : fail('inval');
  },
} satisfies Partial<Handlers>;
