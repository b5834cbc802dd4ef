import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserRunner } from '../../runtime/cli/conformance/browser-runner.ts';
import { caseOf, mismatch } from '../../runtime/cli/conformance/case-of.ts';
import { NodeRunner } from '../../runtime/cli/conformance/node-runner.ts';
import type { CaseRunner } from '../../runtime/cli/conformance/runner.ts';
import { loadSuite, type ConformanceTest } from '../../runtime/cli/conformance/suite.ts';
import type { Peer } from './peer-child.ts';

/** `npm run conformance:table -- DIR`: runs a suite on every wire and on peers, and writes the table into the README. */
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const PEERS: readonly Peer[] = ['node:wasi', '@bjorn3/browser_wasi_shim', '@runno/wasi'];
const START = '<!-- conformance -->';
const END = '<!-- /conformance -->';

interface Row {
  readonly host: string;
  /** Tests passed, by suite. */
  readonly passed: ReadonlyMap<string, number>;
}

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('Say which folder holds the suite\n');
  process.exit(2);
}
const tests = loadSuite(folder);
const suites = [...new Set(tests.map(({ suite }) => suite))];
const rows: Row[] = [await run('Preopen, direct, Node', new NodeRunner())];
for (const browser of ['chromium', 'firefox'] as const) {
  for (const wire of ['shared', 'suspending', 'xhr'] as const) {
    rows.push(
      await run(
        `Preopen, ${wire}, ${browser === 'chromium' ? 'Chromium' : 'Firefox'}`,
        await browserRunner(browser, wire),
      ),
    );
  }
}
for (const peer of PEERS) rows.push(await run(peer, peerRunner(peer)));
const table = render(rows);
process.stdout.write(`${table}\n`);
const readme = path.join(ROOT, 'README.md');
const text = readFileSync(readme, 'utf8');
writeFileSync(
  readme,
  `${text.slice(0, text.indexOf(START) + START.length)}\n\n${table}\n\n${text.slice(text.indexOf(END))}`,
);

function peerRunner(peer: Peer): CaseRunner {
  return new NodeRunner(new URL('./peer-child.ts', import.meta.url), (test) => ({ peer, test }));
}

async function run(host: string, runner: CaseRunner): Promise<Row> {
  const passed = new Map(suites.map((suite) => [suite, 0]));
  for (const test of tests) if (await passes(runner, test)) passed.set(test.suite, (passed.get(test.suite) ?? 0) + 1);
  await runner.close();
  process.stderr.write(`${host}: ${total(passed)} of ${tests.length}\n`);
  return { host, passed };
}

async function passes(runner: CaseRunner, test: ConformanceTest): Promise<boolean> {
  try {
    return mismatch(test, await runner.run(caseOf(test, 'strict'), test.timeoutMs)) === undefined;
  } catch {
    // The host itself broke down, which is not passing either.
    return false;
  }
}

function render(all: readonly Row[]): string {
  const count = (suite: string): number => tests.filter((test) => test.suite === suite).length;
  const short = (suite: string): string => suite.replace(/^WASI | tests.*$/g, '');
  const head = ['host', ...suites.map((suite) => `${short(suite)} (${count(suite)})`), `all (${tests.length})`];
  const lines = all.map(({ host, passed }) => [
    host,
    ...suites.map((suite) => String(passed.get(suite) ?? 0)),
    String(total(passed)),
  ]);
  return [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function total(passed: ReadonlyMap<string, number>): number {
  return [...passed.values()].reduce((sum, one) => sum + one, 0);
}
