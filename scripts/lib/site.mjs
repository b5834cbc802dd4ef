import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { COPIES_VARIABLE } from './seal.mjs';
import { CACHE, must, ROOT, run, runTool, say } from './run.mjs';

export const DIST = path.join(ROOT, 'dist');
const STAMP = path.join(CACHE, 'built.json');
/** Everything that can change what `vite build` puts into dist. */
const SOURCES = [
  ...['app', 'runtime', 'lessons', 'public', 'index.html'],
  ...['vite.config.ts', 'scripts/lib/seal.mjs', 'scripts/lib/content-security-policy.mjs', 'package-lock.json'],
];

export async function prepareToolchain() {
  const script = path.join('packer', 'prepare.ts');
  await must('Preparing the toolchain', run(process.execPath, ['--import', 'tsx', script]));
}

/** `vite build`. The stamp goes first and comes back last, so that half a build never counts as one. */
export async function buildSite({ willBeCompressed = false } = {}) {
  const startedAtMs = Date.now();
  await rm(STAMP, { force: true });
  const env = willBeCompressed ? { [COPIES_VARIABLE]: '1' } : {};
  await must('vite build', runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn'], { env }));
  await mkdir(CACHE, { recursive: true });
  await writeFile(STAMP, JSON.stringify({ startedAtMs }));
}

export async function buildSiteIfNeeded() {
  const builtAtMs = await lastBuild();
  if (builtAtMs !== undefined) {
    const times = await Promise.all(SOURCES.map((name) => newest(path.join(ROOT, name))));
    if (Math.max(...times) < builtAtMs) return;
  }
  say(builtAtMs === undefined ? 'Building the site' : 'Building the site: its sources have changed');
  await buildSite();
}

async function lastBuild() {
  try {
    await stat(path.join(DIST, 'index.html'));
    return JSON.parse(await readFile(STAMP, 'utf8')).startedAtMs;
  } catch {
    return undefined;
  }
}

/** The latest change below `start`. Folders count too: deleting a file changes only its folder. */
async function newest(start) {
  const found = await stat(start).catch(() => undefined);
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const entries = (await readdir(start)).filter(
    (name) => !/\.test\.tsx?$|\.md$/.test(name) || start.includes('lessons'),
  );
  const times = await Promise.all(entries.map((name) => newest(path.join(start, name))));
  return Math.max(found.mtimeMs, ...times);
}
