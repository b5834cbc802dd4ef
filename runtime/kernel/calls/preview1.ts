import { child } from './child.ts';
import { fd } from './fd.ts';
import type { Handlers } from '../dispatch/handlers.ts';
import { path } from './path.ts';
import { poll } from './poll.ts';
import { processCalls } from './process-calls.ts';
import { sock } from './sock.ts';

/** A row of `SYSCALLS` without a handler is a type error on this line. */
export const preview1: Handlers = { ...child, ...fd, ...path, ...poll, ...processCalls, ...sock };
