import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './run.mjs';
import { startGuarded } from './guarded.mjs';

/** Says which process it is, and that of a child it has started, and goes on for good. */
const PARENT = 'sleep 1000 & echo $$ $!; wait';

it('ends what was started, and what that has started', async () => {
  const { child, end } = startGuarded('/bin/sh', ['-c', PARENT], { stdio: ['pipe', 'inherit'] });
  const pids = pidsIn(await firstOf(child.stdout));
  expect(pids.filter(isRunning)).toEqual(pids);
  await end();
  await expect.poll(() => pids.filter(isRunning)).toEqual([]);
});

it('ends it when we are killed', async () => {
  const guarded = JSON.stringify(path.join(ROOT, 'scripts', 'lib', 'guarded.mjs'));
  const script = `import { startGuarded } from ${guarded};
startGuarded('/bin/sh', ['-c', ${JSON.stringify(PARENT)}], { stdio: ['inherit', 'inherit'] });
setInterval(() => undefined, 1000);`;
  const us = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pids = pidsIn(await firstOf(us.stdout));
  us.kill('SIGKILL');
  await expect.poll(() => pids.filter(isRunning), { timeout: 20_000 }).toEqual([]);
});

function firstOf(stream) {
  return new Promise((resolve) => stream.once('data', (chunk) => resolve(String(chunk))));
}

function pidsIn(text) {
  return text.trim().split(' ').map(Number);
}

/** What has ended stays in the list, as a zombie, until its parent has asked for its status. */
function isRunning(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}
