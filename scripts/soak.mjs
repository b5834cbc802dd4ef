// `npm run soak -- [KILLS] [SEED]`, against the site as it was built last: what the end-to-end tests try a little of, at length. Kills at random
// moments, and every kind of damage to stored records. The same seed makes the same choices.
import { ensureBrowsers } from './lib/ensure-browsers.mjs';
import { runTool, say } from './lib/run.mjs';

const [kills = '100', seed = String(Math.floor(Math.random() * 1e9))] = process.argv.slice(2);
const { env } = await ensureBrowsers();
const projects = Object.keys(env).map((name) => name.replace('PREOPEN_', '').toLowerCase());
say(`${kills} kills in each of ${projects.join(', ')}, seed ${seed}`);
const args = ['test', '--workers=1', ...projects.map((name) => `--project=${name}`), 'kills.spec.ts', 'damage.spec.ts'];
process.exitCode = await runTool('@playwright/test/cli.js', args, {
  env: { ...env, PREOPEN_SOAK: 'all', PREOPEN_KILLS: kills, PREOPEN_SEED: seed },
});
