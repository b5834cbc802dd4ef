import { spawn } from 'node:child_process';

/** Ends its own group, and with it all that `"$@"` has started, when nothing holds the other end of its input any more. */
const GUARD = `"$@" </dev/null & read -r _; trap '' TERM; kill -TERM 0; sleep 1; kill -KILL 0`;

/**
 * Starts a program that never outlives us: neither when we throw, nor when we are killed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined>, stdio?: readonly ('ignore' | 'inherit' | 'pipe')[] }} [options] `stdio`: from the output on
 * @returns {{ child: import('node:child_process').ChildProcess, end: () => Promise<void> }}
 */
export function startGuarded(command, args, { env, stdio = ['ignore', 'inherit'] } = {}) {
  const child = spawn('/bin/sh', ['-c', GUARD, 'guard', command, ...args], {
    stdio: ['pipe', ...stdio],
    env: { ...process.env, ...env },
    // A group of its own, which Ctrl-C does not reach: it ends with our end of its input.
    detached: true,
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const end = async () => {
    child.stdin.end();
    await ended;
  };
  return { child, end };
}
