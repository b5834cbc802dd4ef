// Running other programs. node: modules only, since this is used before `npm ci` has run.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
export const CACHE = path.join(ROOT, 'node_modules', '.cache', 'preopen');

/**
 * Runs a program in the project's folder with our own output, and answers its exit status: 124 after
 * `timeoutMs`, 127 when it cannot be started. The whole group is stopped at the timeout, as npm and
 * apt-get leave the real work to children.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ timeoutMs?: number, env?: Record<string, string>, quiet?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { timeoutMs, env, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: quiet ? 'ignore' : 'inherit',
      env: { ...process.env, ...env },
      // A group of its own only where a timeout needs one: Ctrl-C should reach the others directly.
      detached: timeoutMs !== undefined,
    });
    let timedOut = false;
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            stopGroup(child.pid);
          }, timeoutMs);
    child.on('error', () => {
      clearTimeout(timer);
      resolve(127);
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(timedOut ? 124 : (code ?? 1));
    });
  });
}

/** A package's command, started with this Node: no npx, no shell, the same on every system. */
export function runTool(script, args, options) {
  return run(process.execPath, [path.join(ROOT, 'node_modules', script), ...args], options);
}

/** Like `run`, for steps without which there is no point in going on. */
export async function must(what, status) {
  if ((await status) === 0) return;
  say(`${what} failed`);
  process.exit(1);
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}

function stopGroup(pid) {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // Already gone.
  }
}
