import { describe, expect, it } from 'vitest';
import { flakyTests, inWords, playwrightCounts, reconcile, vitestCounts, withFlaky } from './counts.mjs';
import { disagreement } from './install.mjs';

describe('counting', () => {
  it('counts a unit-test file that does not load as a failure', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 0,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{}] },
      ],
    };
    expect(vitestCounts(report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  it('counts a flaky test as passed and an error outside tests as failed', () => {
    const report = { stats: { expected: 5, flaky: 1, unexpected: 2, skipped: 0 }, errors: [{}] };
    expect(playwrightCounts(report)).toEqual({ passed: 6, failed: 3, skipped: 0 });
  });

  it('names the tests that needed a second try, in suites of any depth', () => {
    const spec = (title, status) => ({ title, file: 'run.spec.ts', tests: [{ status, projectName: 'firefox' }] });
    const report = {
      suites: [
        { specs: [spec('runs', 'expected')], suites: [{ specs: [spec('stops', 'flaky')] }] },
        { specs: [spec('asks', 'flaky')] },
      ],
    };
    expect(flakyTests(report)).toEqual(['firefox › run.spec.ts › asks', 'firefox › run.spec.ts › stops']);
  });

  it('fails a run in which more than two tests passed on a second try only', () => {
    const counts = { passed: 9, failed: 0, skipped: 0 };
    expect(withFlaky(counts, ['a', 'b'])).toEqual(counts);
    expect(withFlaky(counts, ['a', 'b', 'c'])).toEqual({ passed: 9, failed: 1, skipped: 0 });
  });

  it.each([
    { counts: undefined, status: 0, failed: 1 },
    { counts: { passed: 9, failed: 0, skipped: 0 }, status: 1, failed: 1 },
    { counts: { passed: 9, failed: 2, skipped: 0 }, status: 1, failed: 2 },
    { counts: { passed: 9, failed: 0, skipped: 0 }, status: 0, failed: 0 },
  ])('reports $failed failed for $counts with status $status', ({ counts, status, failed }) => {
    expect(reconcile(counts, status).failed).toBe(failed);
  });

  it('mentions skipped tests only where there are any', () => {
    expect(inWords({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed');
    expect(inWords({ passed: 2, failed: 0, skipped: 1 })).toBe('2 passed, 0 failed, 1 skipped');
  });
});

describe('comparing node_modules with the lock', () => {
  const locked = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };
  it.each([
    { installed: undefined, expected: 'node_modules is missing' },
    { installed: { 'node_modules/a': { version: '1.0.0' } }, expected: undefined },
    { installed: { 'node_modules/a': { version: '1.0.1' } }, expected: 'a should be 1.0.0' },
    { installed: {}, expected: 'a should be 1.0.0' },
  ])('$installed → $expected', ({ installed, expected }) => {
    expect(disagreement(locked, installed)).toBe(expected);
  });
});
