// Prints how many tests passed and failed: `node .ci/count.mjs TESTS.json EDITORS.log [FAILED STEP…]`.
// TESTS.json is vitest's report; EDITORS.log ends with a line of the same form as the one printed here.
// A run that left no result counts as one failure, and so does a failed step without a failed test, so that neither a
// crash nor a lint error can look like success.
import { existsSync, readFileSync } from 'node:fs';

const [tests, editors, ...failedSteps] = process.argv.slice(2);

function vitestCount(path) {
  if (!existsSync(path)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(path, 'utf8'));
  const passed = report.numPassedTests;
  // A file that cannot be loaded fails without a failed test in it.
  const failed = report.numFailedTests + (report.success || report.numFailedTests > 0 ? 0 : 1);
  return { passed, failed };
}

function logCount(path) {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const last = [...text.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  return last ? { passed: Number(last[1]), failed: Number(last[2]) } : { passed: 0, failed: 1 };
}

const counts = { tests: vitestCount(tests), editors: logCount(editors) };
const sum = (key) => Object.values(counts).reduce((total, count) => total + count[key], 0);
const otherFailures = failedSteps.filter((step) => !(counts[step]?.failed > 0)).length;
console.log(`${sum('passed')} passed, ${sum('failed') + otherFailures} failed`);
