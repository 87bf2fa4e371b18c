// The scripts around the code: when packages are installed anew, and how the last line of .ci/run counts.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { isInstalled, root } from '../../server/scripts/setup.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'dynamolens-scripts-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});
let folders = 0;

/** A folder of its own for each test. */
function newFolder(): string {
  const folder = join(scratch, `${folders++}`);
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  return folder;
}

type Packages = Readonly<Record<string, { version?: string; optional?: boolean }>>;

function isInstalledWith(wanted: Packages, installed?: Packages): boolean {
  const folder = newFolder();
  const lock = { packages: { '': { version: '1.0.0' }, ...wanted } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  if (installed) {
    const hidden = JSON.stringify({ packages: installed });
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), hidden);
  }
  return isInstalled(folder);
}

describe('packages count as installed', () => {
  const a = { 'node_modules/a': { version: '1.0.0' } };
  const other = { 'node_modules/b': { version: '2.0.0', optional: true } };

  test('when all are there in the right version', () => {
    expect(isInstalledWith(a, a)).toBe(true);
    expect(isInstalledWith({ ...a, ...other }, { ...a, ...other })).toBe(true);
  });

  test('when only parts for other systems are missing', () => {
    expect(isInstalledWith({ ...a, ...other }, a)).toBe(true);
  });

  test('not before an install came to its end', () => {
    expect(isInstalledWith(a)).toBe(false);
  });

  test('not when the lock file has changed', () => {
    expect(isInstalledWith({ 'node_modules/a': { version: '1.0.1' } }, a)).toBe(false);
    expect(isInstalledWith({ ...a, 'node_modules/c': { version: '3.0.0' } }, a)).toBe(false);
    expect(isInstalledWith(a, { ...a, 'node_modules/c': { version: '3.0.0' } })).toBe(false);
  });

  test('here', () => {
    expect(isInstalled()).toBe(true);
  });
});

describe('the last line of .ci/run', () => {
  function lastLine(
    report: object | undefined,
    log: string | undefined,
    ...failedSteps: readonly string[]
  ): string {
    const folder = newFolder();
    const [tests, editors] = [join(folder, 'tests.json'), join(folder, 'editors.log')];
    if (report) writeFileSync(tests, JSON.stringify(report));
    if (log !== undefined) writeFileSync(editors, log);
    const script = join(root, '.ci', 'count.mjs');
    const args = [script, tests, editors, ...failedSteps];
    return spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout;
  }
  const good = { numPassedTests: 7, numFailedTests: 0, success: true };

  test('adds up both runs', () => {
    const log = 'Neovim …\n2 passed, 1 failed\n';
    expect(lastLine({ numPassedTests: 40, numFailedTests: 2, success: false }, log)).toBe(
      '42 passed, 3 failed\n',
    );
  });

  test('takes the last count of a log', () => {
    expect(lastLine(good, '1 passed, 0 failed\n3 passed, 0 failed\n')).toBe(
      '10 passed, 0 failed\n',
    );
  });

  test('counts a run without result as a failure', () => {
    expect(lastLine(undefined, '3 passed, 0 failed\n')).toBe('3 passed, 1 failed\n');
    expect(lastLine(good, undefined)).toBe('7 passed, 1 failed\n');
    expect(lastLine(good, 'Error: no display\n')).toBe('7 passed, 1 failed\n');
  });

  test('counts a failed step once, and not again when its tests say so', () => {
    const log = '3 passed, 1 failed\n';
    expect(lastLine(good, log, 'lint', 'editors')).toBe('10 passed, 2 failed\n');
    expect(lastLine(good, log, 'tests', 'editors')).toBe('10 passed, 2 failed\n');
  });

  test('counts a test file that cannot be loaded as a failure', () => {
    expect(lastLine({ ...good, success: false }, '3 passed, 0 failed\n')).toBe(
      '10 passed, 1 failed\n',
    );
  });
});

test('.ci/run is a program', () => {
  const script = fileURLToPath(new URL('../../.ci/run', import.meta.url));
  expect(spawnSync('bash', ['-n', script]).status).toBe(0);
  expect(spawnSync('test', ['-x', script]).status).toBe(0);
});
