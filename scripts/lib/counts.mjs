/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * From vitest's JSON report. A file that could not even be loaded has no tests, and counts as one failure.
 * @returns {Counts}
 */
export function vitestCounts(report) {
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * From Playwright's JSON report. A test that passed on its retry passed; an error outside any test (a
 * server that did not start, a spec that did not load) is a failure.
 * @returns {Counts}
 */
export function playwrightCounts(report) {
  const { expected, flaky, unexpected, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}

/**
 * The tests that passed only on a second try, from Playwright's JSON report: `browser › file › title`.
 * @returns {readonly string[]}
 */
export function flakyTests(report) {
  const flaky = [];
  const waiting = [...report.suites];
  for (let suite = waiting.pop(); suite !== undefined; suite = waiting.pop()) {
    waiting.push(...(suite.suites ?? []));
    for (const { title, file, tests } of suite.specs ?? [])
      for (const { status, projectName } of tests)
        if (status === 'flaky') flaky.push(`${projectName} › ${file} › ${title}`);
  }
  return flaky.sort();
}

/** Tests that may pass on a second try only, in one run. */
export const MOST_FLAKY = 2;

/**
 * More flaky tests than that are one failure more: the suite is then no proof any more.
 * @param {Counts} counts
 * @param {readonly string[]} flaky
 * @returns {Counts}
 */
export function withFlaky(counts, flaky) {
  return flaky.length > MOST_FLAKY ? { ...counts, failed: counts.failed + 1 } : counts;
}

/**
 * A runner that reported nothing bad, or nothing at all, but ended badly, has failed all the same.
 * @param {Counts | undefined} counts
 * @param {number} status
 * @returns {Counts}
 */
export function reconcile(counts, status) {
  if (counts === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {Counts} counts */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
