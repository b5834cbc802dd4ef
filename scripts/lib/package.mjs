// Builds packages/wasi: its modules, and the types that they are used with.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT, runTool } from './run.mjs';

export const PACKAGE = path.join(ROOT, 'packages/wasi');
const TYPES = path.join(ROOT, 'node_modules/.cache/tsc');
const DIST = path.join(PACKAGE, 'dist');
/** Where tsc puts the types of what lies below each of these. Of two that fit, the first has the file. */
const EMITTED = [
  ['packages/wasi/', ['packages/wasi']],
  ['runtime/', ['runtime-surface', 'runtime']],
];

/** @returns {Promise<boolean>} whether it could be built */
export async function buildPackage() {
  rmSync(DIST, { recursive: true, force: true });
  if ((await runTool('typescript/bin/tsc', ['-b', 'packages/wasi'])) !== 0) return false;
  const built = await runTool('vite/bin/vite.js', [
    'build',
    '--config',
    'packages/wasi/vite.config.ts',
    '--logLevel',
    'warn',
  ]);
  if (built !== 0) return false;
  copyTypes(['index', 'worker', 'node', 'trace'].map((name) => `packages/wasi/src/${name}.d.ts`));
  copyFileSync(path.join(ROOT, 'LICENSE'), path.join(PACKAGE, 'LICENSE'));
  return true;
}

/**
 * Copies the declarations that users' compilers read, each with those that it imports.
 *
 * @param {readonly string[]} entries
 */
function copyTypes(entries) {
  const found = [...entries];
  for (const file of found) {
    const text = readFileSync(emitted(file), 'utf8');
    const to = path.join(DIST, 'types', file);
    mkdirSync(path.dirname(to), { recursive: true });
    copyFileSync(emitted(file), to);
    for (const [, specifier = ''] of text.matchAll(/(?:from|import\()\s*['"](\.[^'"]+)\.ts['"]/g)) {
      const next = path.posix.join(path.posix.dirname(file), `${specifier}.d.ts`);
      if (!found.includes(next)) found.push(next);
    }
  }
}

/** @param {string} file of the repository, as if its types lay beside it */
function emitted(file) {
  for (const [prefix = '', folders = []] of EMITTED) {
    if (!file.startsWith(prefix)) continue;
    for (const folder of folders) {
      const at = path.join(TYPES, folder, file.slice(prefix.length));
      if (existsSync(at)) return at;
    }
  }
  throw new Error(`tsc has made no types for ${file}`);
}
