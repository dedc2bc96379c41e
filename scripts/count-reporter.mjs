import { writeFileSync } from 'node:fs';

/** A jest reporter that leaves the number of tests in a file; a suite that could not run counts as one failure. */
class CountReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.TEST_COUNTS_FILE;
    if (file === undefined) return;
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests,
    };
    writeFileSync(file, JSON.stringify(counts));
  }
}

// jest loads reporters by their default export.
export default CountReporter;
