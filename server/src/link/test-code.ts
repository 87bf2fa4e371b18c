/*
 * Test code is kept apart: what only tests pass in, derive or set says nothing about production code.
 * A file is judged by its path below the folder that was opened, so where a project is checked out does not matter.
 */
import { languageOf } from './language.ts';
import type { MentionRole } from './mentions.ts';
import type { FilePath, UnitReference } from './place.ts';
import { type Program, unitsThat } from './program.ts';

/** `tests/` or `test/` somewhere above the file, or a name that test runners look for. */
const TEST_PATH = /(?:^|\/)(?:tests?\/.*|test_[^/]*|[^/]*_test|conftest)\.py$/;

/** The same for TypeScript: `x.test.ts`, `x.spec.ts`, or below a folder of tests. */
const TYPESCRIPT_TEST_PATH = /(?:^|\/)(?:(?:tests?|__tests__)\/.*|[^/]*\.(?:test|spec))\.[cm]?ts$/;

/** Whether a file is test code: below `tests/` or `test/`, `test_*.py`, `*_test.py`, or `conftest.py`. */
export function isTestFile(program: Program, file: FilePath): boolean {
  // Outside all folders only the name of the file says something.
  const start = rootOf(program, file)?.length ?? file.lastIndexOf('/');
  const path = file.slice(start + 1);
  return TEST_PATH.test(path) || TYPESCRIPT_TEST_PATH.test(path);
}

/** The opened folder that a file lies in, of folders inside each other the outermost; null outside all of them. */
export function rootOf(program: Program, file: FilePath): FilePath | null {
  const around = (program.roots.get('') ?? []).filter((root) => file.startsWith(`${root}/`));
  return around.sort((left, right) => left.length - right.length)[0] ?? null;
}

/**
 * The units that mention a name in a role and may concern code of `file`: tests do not concern production code,
 * and no language concerns another.
 */
export function unitsConcerning(
  program: Program,
  file: FilePath,
  role: MentionRole,
  name: string,
): readonly UnitReference[] {
  const language = languageOf(file);
  const units = unitsThat(program, role, name).filter((unit) => languageOf(unit.file) === language);
  if (units.length === 0 || isTestFile(program, file)) return units;
  return units.filter((unit) => !isTestFile(program, unit.file));
}
