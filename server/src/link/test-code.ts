/*
 * Test code is kept apart: what only tests pass in says nothing about production code.
 */
import type { FilePath } from './place.ts';

/** Whether a file is test code: below `tests/`, `test_*.py`, `*_test.py`, or `conftest.py`. */
export function isTestFile(file: FilePath): boolean {
  return /(?:^|\/)(?:tests?\/.*|test_[^/]*|[^/]*_test|conftest)\.py$/.test(file);
}
