// What must hold before any test runs: types, lint, layers, format, unused code; and the size of the first load after the build.
import { runTool, say } from './run.mjs';

/** @typedef {{ name: string, script: string, args: readonly string[] }} Fence */

/** @type {readonly Fence[]} */
export const SOURCE_FENCES = [
  { name: 'types', script: 'typescript/bin/tsc', args: ['-b'] },
  { name: 'lint', script: 'eslint/bin/eslint.js', args: ['.'] },
  {
    name: 'layers',
    script: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.cjs', 'app', 'runtime', 'packages', 'packer', 'e2e'],
  },
  { name: 'format', script: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'unused code', script: 'knip/bin/knip.js', args: [] },
];

/** @type {readonly Fence[]} */
export const BUILD_FENCES = [{ name: 'size of the first load', script: 'size-limit/bin.js', args: [] }];

/**
 * Runs each fence, also after one has failed: one run shows everything that is wrong.
 *
 * @param {readonly Fence[]} fences
 * @param {(script: string, args: readonly string[]) => Promise<number>} [start] answers the exit status
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runFences(fences, start = runTool) {
  let failed = 0;
  for (const { name, script, args } of fences) {
    say(`Checking ${name}`);
    if ((await start(script, args)) === 0) continue;
    say(`The check of ${name} failed`);
    failed += 1;
  }
  return { passed: fences.length - failed, failed, skipped: 0 };
}
