/*
 * Runs workspaces in Python and returns what happened. One process runs them all.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A small workspace. Paths and roots are relative to its folder. */
export interface Runnable {
  readonly id: string;
  readonly roots: readonly string[];
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** File, line, column, end line and end column, as people count, of the words that name what is called. */
export type Place = readonly [string, number, number, number, number];

/** An operation that happened. */
export interface Happened {
  /** `Table.get_item`; null for a call of another service. */
  readonly api: string | null;
  readonly tables: readonly string[];
  /** Where it was called, and where the method was taken from its object, if that is elsewhere. */
  readonly places: readonly Place[];
}

/** What came of one workspace. */
export interface Run {
  readonly id: string;
  /** The modules that could not be run to their end, and why. */
  readonly failures: readonly { readonly path: string; readonly reason: string }[];
  readonly events: readonly Happened[];
}

const OLDEST = [3, 11];

/** Throws with what to do when there is no Python that can be used. */
export function requirePython(): void {
  const { status, stdout } = spawnSync('python3', [
    '-c',
    'import sys; print(*sys.version_info[:2])',
  ]);
  const found = status === 0 ? stdout.toString().trim().split(' ').map(Number) : [0, 0];
  if (found[0] !== OLDEST[0] || found[1]! < OLDEST[1]!)
    throw new Error(
      `The runtime oracle needs python3, version ${OLDEST.join('.')} or newer, on PATH (Debian: apt-get install python3).`,
    );
}

/** Runs workspaces one after the other. */
export function runPython(workspaces: readonly Runnable[]): readonly Run[] {
  const { status, stdout, stderr, error } = spawnSync(
    'python3',
    ['-S', '-m', 'oracle.runtime.run'],
    {
      cwd: join(import.meta.dirname, '..'),
      input: JSON.stringify(workspaces),
      maxBuffer: 256 * 1024 * 1024,
      timeout: 120_000,
      env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: '0' },
    },
  );
  if (status !== 0)
    throw new Error(`python3 failed: ${error?.message ?? ''}\n${stderr.toString()}`);
  return JSON.parse(stdout.toString()) as readonly Run[];
}
