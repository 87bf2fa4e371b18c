/*
 * Cutting a file into pieces and parsing these gives the same structure as parsing the whole file,
 * for all files of the standard library of the Python on this machine that can be parsed without error.
 * `DYNAMOLENS_PYTHON_FILES=folder` checks all files of another folder.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { hasError } from '../../server/src/syntax/node.ts';
import type { PythonParser } from '../../server/src/syntax/parser.ts';
import { loadParser } from '../syntax/load-parser.ts';
import { linesOf, parsePieces, parseWhole } from './whole-parse.ts';

const MAX_FILES = 400;
const { DYNAMOLENS_PYTHON_FILES: chosen } = process.env;

/** The folder of Python's standard library, or null where there is no Python. */
function standardLibrary(): string | null {
  const code = 'import sysconfig; print(sysconfig.get_paths()["stdlib"])';
  try {
    return execFileSync('python3', ['-c', code], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return null;
  }
}

/** All Python files below `folder`, in the same order everywhere. */
function pythonFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.py') && !file.includes('site-packages'))
    .sort()
    .map((file) => join(folder, file));
}

/** Every n-th of `files`, so that about MAX_FILES remain. */
function sampleOf(files: readonly string[]): readonly string[] {
  const step = Math.max(1, Math.floor(files.length / MAX_FILES));
  return files.filter((_, index) => index % step === 0);
}

/** The first lines that differ, or null. Undefined when the whole text cannot be compared. */
function firstDifference(parser: PythonParser, text: string): string | null | undefined {
  const whole = parseWhole(parser, text);
  if (hasError(whole)) return undefined;
  const expected = linesOf(whole);
  // Where the whole is nested too deeply to be read, the pieces, which start deeper, are read further.
  if (expected.some((line) => line.includes(' TOO_DEEP '))) return undefined;
  const actual = linesOf(parsePieces(parser, text));
  const at = expected.findIndex((line, index) => line !== actual[index]);
  if (at < 0 && actual.length === expected.length) return null;
  return `whole: ${expected[at] ?? 'nothing'}; pieces: ${actual[at] ?? 'nothing'}`;
}

test('pieces parse to the same structure as the whole file', { timeout: 3_600_000 }, async () => {
  const folder = chosen ?? standardLibrary();
  if (folder === null) {
    console.log('Not checked: there is no python3 here, so no standard library to cut.');
    return;
  }
  const parser = await loadParser();
  const found = pythonFiles(folder);
  const files = chosen === undefined ? sampleOf(found) : found;
  const differences: string[] = [];
  let compared = 0;
  for (const file of files) {
    const difference = firstDifference(parser, readFileSync(file, 'utf8'));
    if (difference !== undefined) compared++;
    if (typeof difference === 'string') differences.push(`${file}: ${difference}`);
  }
  console.log(`${compared} of ${files.length} files have no errors; ${differences.length} differ.`);
  expect(differences).toStrictEqual([]);
  expect(compared).toBeGreaterThan(0);
});
