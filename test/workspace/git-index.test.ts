/*
 * Which paths an index of git has. The bytes are put together as the documentation of the format says.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { trackedPaths } from '../../server/src/workspace/git-index.ts';
import { gitIndex } from './git-index.ts';

const PATHS = ['a.py', 'lib/boto3_util.py', 'lib/boto3_util_more.py', 'lib/ümlaut.py', 'z/a.py'];

test.each([2, 3, 4] as const)('version %i', (version) => {
  expect(trackedPaths(gitIndex(PATHS, version))).toEqual(PATHS);
});

test('names of all lengths', () => {
  const paths = Array.from({ length: 300 }, (_, length) => 'x'.repeat(length + 1));
  expect(trackedPaths(gitIndex(paths, 2))).toEqual(paths);
  expect(trackedPaths(gitIndex(paths.toReversed(), 4))).toEqual(paths.toReversed());
});

test('an index that ends too early has no paths', () => {
  const whole = gitIndex(PATHS, 2);
  expect(trackedPaths(whole.subarray(0, whole.length - 20))).toEqual([]);
  expect(trackedPaths(gitIndex(PATHS, 5 as 4))).toEqual([]);
});

test('any bytes are read without failing', () => {
  const property = fc.property(fc.constantFrom(2, 4), fc.uint8Array(), (version, bytes) => {
    const head = gitIndex([], version).fill(255, 8, 12);
    expect(Array.isArray(trackedPaths(Buffer.concat([head, bytes])))).toBe(true);
  });
  fc.assert(property, { numRuns: 500, seed: 1 });
});
