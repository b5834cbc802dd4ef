import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { must, ROOT, run, say } from './run.mjs';

/** `npm ci`, unless what is installed already is what the lock asks for. */
export async function ensureInstalled() {
  const reason = disagreement(
    await readPackages('package-lock.json'),
    await readPackages(path.join('node_modules', '.package-lock.json')),
  );
  if (reason === undefined) return;
  say(`Installing dependencies: ${reason}`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await must('npm ci', run(npm, ['ci', '--no-audit', '--no-fund']));
}

/**
 * Why `installed` is not `locked`, or undefined. Compared by version and not by time: a fresh checkout
 * gives the lock a new date without changing it.
 *
 * @param {Record<string, { version?: string, optional?: boolean }> | undefined} locked
 * @param {Record<string, { version?: string }> | undefined} installed
 */
export function disagreement(locked, installed) {
  if (locked === undefined) return undefined; // Nothing to hold the installation against.
  if (installed === undefined) return 'node_modules is missing';
  for (const [where, { version, optional }] of Object.entries(locked)) {
    // Optional packages are mostly binaries for other systems; '' is the project itself.
    if (where === '' || optional) continue;
    if (installed[where]?.version !== version) return `${where.replace('node_modules/', '')} should be ${version}`;
  }
  return undefined;
}

async function readPackages(file) {
  try {
    return JSON.parse(await readFile(path.join(ROOT, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
