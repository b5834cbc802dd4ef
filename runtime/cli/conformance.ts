import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ok, type Result } from '../base/result.ts';
import { makeComponent } from '../component/export/make-component.ts';
import type { Case } from '../protocol/conformance-case.ts';
import { NodeToolchain } from './node-toolchain.ts';
import { browserRunner } from './conformance/browser-runner.ts';
import { caseOf, mismatch } from './conformance/case-of.ts';
import { NodeRunner } from './conformance/node-runner.ts';
import { parseConformanceArgs, CONFORMANCE_USAGE } from './conformance/args.ts';
import type { CaseRunner, WireName } from './conformance/runner.ts';
import { loadSuite, type ConformanceTest } from './conformance/suite.ts';

interface Verdict {
  readonly suite: string;
  readonly name: string;
  readonly pass: boolean;
  /** What differed; empty when it passed. */
  readonly why: string;
  readonly ms: number;
}

/** `npm run conformance -- DIR …`: one line a test, totals a suite, and a failing exit status unless all is as expected. */
const args = parseConformanceArgs(process.argv.slice(2));
if (!args.ok) {
  process.stderr.write(`${args.error}\n\n${CONFORMANCE_USAGE}`);
  process.exit(2);
}
const { folder, wire, browser, layer, personality, isJson, expectedFailures, filter } = args.value;
/** Where the preview1 adapter departs from Preview 1, with reasons. */
const DEPARTURES = fileURLToPath(new URL('./conformance/preview2-departures.json', import.meta.url));
const expected = readExpected(expectedFailures ?? (layer && DEPARTURES));
const tests = loadSuite(folder).filter(({ name }) => filter === undefined || name.includes(filter));
const runner = await runnerFor(wire);
const adapters = layer && NodeToolchain.load().adapters();
const verdicts: Verdict[] = [];
for (const test of tests) {
  const verdict = await judge(test);
  verdicts.push(verdict);
  if (!isJson) process.stdout.write(`${line(verdict)}\n`);
}
await runner.close();
if (isJson) process.stdout.write(`${JSON.stringify({ tests: verdicts })}\n`);
else report();
const surprises = verdicts.filter(({ name, pass }) => pass === expected.has(name));
process.exitCode = surprises.length > 0 || verdicts.length === 0 ? 1 : 0;

async function runnerFor(wire: WireName): Promise<CaseRunner> {
  if (wire === 'direct') return new NodeRunner();
  if (wire === 'package')
    return new NodeRunner(new URL('../../packages/wasi/testing/conformance-child.ts', import.meta.url));
  return browserRunner(browser, wire);
}

async function judge(test: ConformanceTest): Promise<Verdict> {
  const started = performance.now();
  let why: string | undefined;
  try {
    const made = layeredCase(caseOf(test, personality));
    why = made.ok ? mismatch(test, await runner.run(made.value, test.timeoutMs)) : made.error;
  } catch (error) {
    why = `the machine itself failed: ${error instanceof Error ? error.message : String(error)}`;
  }
  return {
    suite: test.suite,
    name: test.name,
    pass: why === undefined,
    why: why ?? '',
    ms: Math.round(performance.now() - started),
  };
}

/** The case as it runs through the layer that was asked for; why it cannot. */
function layeredCase(test: Case): Result<Case, string> {
  if (!adapters) return ok(test);
  const made = makeComponent(test.wasm, adapters);
  return made.ok ? ok({ ...test, component: made.value }) : made;
}

function line({ suite, name, pass, why, ms }: Verdict): string {
  const reason = expected.get(name);
  const word = pass
    ? reason === undefined
      ? 'pass'
      : 'PASS, though listed as failing'
    : reason === undefined
      ? 'FAIL'
      : 'fails as expected';
  return `${word}  ${suite} / ${name}  ${ms} ms${why === '' ? '' : `\n      ${why}`}${reason === undefined ? '' : `\n      (${reason})`}`;
}

function report(): void {
  process.stdout.write('\n');
  for (const suite of new Set(verdicts.map((verdict) => verdict.suite))) {
    const own = verdicts.filter((verdict) => verdict.suite === suite);
    process.stdout.write(`${suite}: ${own.filter(({ pass }) => pass).length} of ${own.length} passed\n`);
  }
  const passed = verdicts.filter(({ pass }) => pass).length;
  process.stdout.write(`${passed} passed, ${verdicts.length - passed} failed\n`);
}

/** A JSON object of test name → reason. */
function readExpected(file: string | undefined): ReadonlyMap<string, string> {
  if (file === undefined || !existsSync(file)) return new Map();
  return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>));
}
