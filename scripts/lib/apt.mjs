import { run, say } from './run.mjs';

const APT_TIMEOUT_MS = 600_000;

/** Installs packages where there is apt-get and the right to use it; what could be installed, the caller finds out. */
export async function aptInstall(packages) {
  const isRoot = process.getuid?.() === 0;
  // -n: better to fail than to sit at a password prompt that is not shown.
  const apt = (...args) =>
    isRoot
      ? run('apt-get', args, { timeoutMs: APT_TIMEOUT_MS, env: { DEBIAN_FRONTEND: 'noninteractive' } })
      : run('sudo', ['-n', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args], { timeoutMs: APT_TIMEOUT_MS });
  say(`Installing ${packages.join(' and ')} with apt-get`);
  if ((await apt('update', '-qq')) === 127) {
    say('There is no apt-get here');
    return;
  }
  // One at a time: where one is unknown, the other may still be had.
  for (const name of packages) await apt('install', '-y', '-qq', '--no-install-recommends', name);
}
