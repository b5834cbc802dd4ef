import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FromServer } from './served-child.ts';

const CHILD = fileURLToPath(new URL('served-child.ts', import.meta.url));

/** A folder served as visitors get it, and how much of it they got. */
export interface Served extends AsyncDisposable {
  readonly url: string;
  /** Bytes sent since the last call, headers included. */
  takeBytes(): Promise<number>;
}

/**
 * By a process of its own: the one that drives the browser has other things to do, and would answer late. `theirs` is a
 * peer's page, which gets no Content-Security-Policy of ours.
 */
export async function serve(folder: string, whose: 'ours' | 'theirs' = 'ours'): Promise<Served> {
  const child = fork(CHILD, [folder, whose]);
  const ended = once(child, 'exit');
  const answer = async (): Promise<FromServer> => {
    const heard = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
    if (!heard) throw new Error(`The server of ${folder} has ended`);
    return heard[0] as FromServer;
  };
  const first = await answer();
  if (!('port' in first)) throw new Error('The server did not say its port');
  let taken = 0;
  return {
    url: `http://127.0.0.1:${first.port}/`,
    async takeBytes() {
      child.send('sent?');
      const next = await answer();
      if (!('sent' in next)) throw new Error('The server said its port again');
      const fresh = next.sent - taken;
      taken = next.sent;
      return fresh;
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}
