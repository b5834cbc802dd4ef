import { fail } from '../../abi/failure.ts';
import { ok } from '../../base/result.ts';
import { ENDED, type Handlers } from '../dispatch/handlers.ts';
import { packedSize } from '../dispatch/lift.ts';

/** Sent to oneself, these end the process, as their default action is; the others are ignored by default. */
const HARMLESS: readonly string[] = ['none', 'chld', 'cont', 'urg', 'winch'];
/** Stopping and continuing need another process that continues this one; there is none. */
const STOPPING: readonly string[] = ['stop', 'tstp', 'ttin', 'ttou'];

/** Calls by which a process learns what it was started with, and ends. */
export const processCalls = {
  args_get(process, { argv }) {
    process.read.args = true;
    return argv.put(process.args) ? ok({}) : fail('2big');
  },

  args_sizes_get(process) {
    process.read.args = true;
    return ok({ argc: process.args.length, argv_buf_size: packedSize(process.args) });
  },

  environ_get(process, { environ }) {
    process.read.environ = true;
    return environ.put(process.environ) ? ok({}) : fail('2big');
  },

  environ_sizes_get(process) {
    process.read.environ = true;
    return ok({ environc: process.environ.length, environ_buf_size: packedSize(process.environ) });
  },

  clock_res_get(process) {
    return ok({ resolution: process.clock.resolutionNs() });
  },

  clock_time_get(process, { id }) {
    return ok({ time: process.clock.timeNs(id) });
  },

  random_get(process, { buf }) {
    process.read.random = true;
    process.random(buf.bytes.subarray(buf.start, buf.start + buf.length));
    return ok({});
  },

  proc_exit(process, { rval }) {
    process.finish({ kind: 'exited', code: rval });
    return ENDED;
  },

  proc_raise(process, { sig }) {
    if (HARMLESS.includes(sig)) return ok({});
    if (STOPPING.includes(sig)) return fail('notsup');
    process.finish({ kind: 'signalled', signal: `SIG${sig.toUpperCase()}` });
    return ENDED;
  },

  sched_yield() {
    return ok({});
  },
} satisfies Partial<Handlers>;
