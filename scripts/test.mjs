// `npm test`: everything, from a fresh checkout. The last line is `N passed, N failed` over the fences and both runners.
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  flakyTests,
  inWords,
  MOST_FLAKY,
  playwrightCounts,
  reconcile,
  vitestCounts,
  withFlaky,
} from './lib/counts.mjs';
import { BUILD_FENCES, runFences, SOURCE_FENCES } from './lib/fences.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ROOT, runTool, say } from './lib/run.mjs';
import { buildSite, prepareToolchain } from './lib/site.mjs';

const RESULTS = path.join(ROOT, 'test-results');

await ensureInstalled();
// Imported only now: these need packages, which a moment ago may not have been there.
const { ensureBrowsers } = await import('./lib/ensure-browsers.mjs');
const { buildPackage } = await import('./lib/package.mjs');
const { listen, staticServer } = await import('./lib/static-server.mjs');
const { ensureWebkit, runInWebkit } = await import('./lib/webkit.mjs');

/** @type {[string, import('./lib/counts.mjs').Counts][]} */
const parts = [];
// Side by side: most of both keeps one core busy, or waits for the network.
const [fences, { env, missing, whyNoWebkit }] = await Promise.all([runFences(SOURCE_FENCES), prepare()]);
parts.push(['fences', fences]);
// What a page uses that is not ours.
if (!(await buildPackage())) process.exit(1);
parts.push(['fences of the build', await runFences(BUILD_FENCES)]);

await rm(RESULTS, { recursive: true, force: true });
await mkdir(RESULTS, { recursive: true });
parts.push(['unit', await runUnit()]);
const projects = Object.keys(env).map((name) => name.replace('PREOPEN_', '').toLowerCase());
if (projects.length > 0) parts.push([`end to end (${projects.join(', ')})`, await runEndToEnd(projects)]);
// What was not tried has not passed.
for (const name of missing) parts.push([`end to end (${name}, no browser)`, reconcile(undefined, 1)]);
// Few machines have WebKit as a package, and nothing else brings it: without it, the last lines say so.
if (whyNoWebkit === undefined) parts.push(['WebKit', await runWebkit()]);

const total = { passed: 0, failed: 0, skipped: 0 };
say('');
for (const [name, counts] of parts) {
  say(`${name}: ${inWords(counts)}`);
  for (const key of Object.keys(total)) total[key] += counts[key];
}
if (whyNoWebkit !== undefined) say(whyNoWebkit);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
say(`${total.passed} passed, ${total.failed} failed`);

async function prepare() {
  const browsers = await ensureBrowsers();
  const noWebkit = await ensureWebkit();
  await prepareToolchain();
  // Without compressed copies: decompressing 75 MB again for every test would be most of the run.
  await buildSite();
  return { ...browsers, whyNoWebkit: noWebkit };
}

async function runUnit() {
  const file = path.join(RESULTS, 'unit.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const status = await runTool('vitest/vitest.mjs', args);
  return reconcile(await readReport(file, vitestCounts), status);
}

async function runEndToEnd(projects) {
  const file = path.join(RESULTS, 'e2e.json');
  const port = await freePort();
  const args = ['test', ...projects.map((name) => `--project=${name}`)];
  const status = await runTool('@playwright/test/cli.js', args, {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file, PREOPEN_E2E_PORT: String(port) },
  });
  const flaky = (await readReport(file, flakyTests)) ?? [];
  for (const name of flaky) say(`Passed on a second try only: ${name}`);
  if (flaky.length > MOST_FLAKY)
    say(
      `${flaky.length} tests passed on a second try only. More than ${MOST_FLAKY} fail the run: find out why they do`,
    );
  return withFlaky(reconcile(await readReport(file, playwrightCounts), status), flaky);
}

async function runWebkit() {
  const file = path.join(RESULTS, 'webkit.json');
  const status = await runInWebkit(file);
  return reconcile(await readReport(file, vitestCounts), status);
}

/** So that a preview that was left running is not what gets tested. */
async function freePort() {
  const server = staticServer(ROOT);
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function readReport(file, read) {
  try {
    return read(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}
