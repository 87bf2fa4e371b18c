/*
 * Cutting a file into pieces and parsing these gives the same structure as parsing the whole file,
 * for all files of the standard library of the Python on this machine that can be parsed without error.
 * `DYNAMOLENS_PYTHON_FILES=folder` checks all files of another folder.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { hasError, type SyntaxNode } from '../../server/src/syntax/node.ts';
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

/** Why a whole text cannot be compared, or null. */
function reasonNotToCompare(whole: SyntaxNode): Reason | null {
  if (hasError(whole)) return 'error';
  // Pieces start deeper than the whole, so they are read further.
  if (holds(whole, (node) => node.type === 'TOO_DEEP')) return 'too deep';
  // In `yield x, *a[i]` the grammar may unpack `a` or `a[i]`. Python means `a[i]`; which one the parser takes
  // depends on what follows the statement, so that it may be wrong for the whole and right for the piece.
  const isUnpacked = (node: SyntaxNode) => node.children[0]?.type === 'list_splat';
  return holds(whole, (node) => node.type === 'subscript' && isUnpacked(node)) ? 'ambiguous' : null;
}

type Reason = 'error' | 'too deep' | 'ambiguous';

function holds(node: SyntaxNode, is: (node: SyntaxNode) => boolean): boolean {
  return is(node) || node.children.some((child) => holds(child, is));
}

/** The first lines that differ, or null. */
function firstDifference(parser: PythonParser, text: string, whole: SyntaxNode): string | null {
  const expected = linesOf(whole);
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
  const left = { error: 0, 'too deep': 0, ambiguous: 0 };
  const differences: string[] = [];
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const whole = parseWhole(parser, text);
    const reason = reasonNotToCompare(whole);
    if (reason !== null) left[reason]++;
    const difference = reason === null ? firstDifference(parser, text, whole) : null;
    if (difference !== null) differences.push(`${file}: ${difference}`);
  }
  const compared = files.length - left.error - left['too deep'] - left.ambiguous;
  console.log(
    `${compared} of ${files.length} files compared, ${differences.length} differ. Left out:`,
    left,
  );
  expect(differences).toStrictEqual([]);
  expect(compared).toBeGreaterThan(files.length / 2);
});
