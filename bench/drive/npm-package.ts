import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { CACHE } from '../../scripts/lib/run.mjs';

const PACKAGES = path.join(CACHE, 'bench-packages');

/**
 * The folder of a package as npm's registry has it: fetched when it is measured for the first time, kept in node_modules,
 * and never a part of the project. Throws a sentence where it cannot be had.
 */
export async function npmPackage(name: string, version: string): Promise<string> {
  const folder = path.join(PACKAGES, `${name.replaceAll('/', '-')}-${version}`);
  if (!existsSync(folder)) await fetchInto(folder, `${name}@${version}`);
  return path.join(folder, 'package');
}

async function fetchInto(folder: string, what: string): Promise<void> {
  await mkdir(PACKAGES, { recursive: true });
  const scratch = await mkdtemp(path.join(PACKAGES, 'fetching-'));
  try {
    const packed = run('npm', ['pack', what, '--silent'], scratch);
    if (packed === undefined) throw new Error(`${what} could not be fetched from the registry`);
    if (run('tar', ['-xzf', packed.trim()], scratch) === undefined) throw new Error(`${what} could not be unpacked`);
    await rename(scratch, folder);
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    throw error;
  }
}

/** What it printed; undefined when it failed. */
function run(command: string, args: readonly string[], cwd: string): string | undefined {
  const { status, stdout } = spawnSync(command, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  return status === 0 ? stdout : undefined;
}
