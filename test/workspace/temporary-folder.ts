/*
 * A folder of its own for a test, with the files the test asks for; gone after the test.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder below the system's one for temporary files. */
export interface TemporaryFolder {
  /** Absolute, with all links followed. */
  readonly path: string;
  /** Writes files with their folders; the keys are paths relative to the folder. */
  readonly write: (files: Readonly<Record<string, string | Buffer>>) => void;
  /** The absolute path of a relative one. */
  readonly at: (relative: string) => string;
}

/** Makes a folder that holds `files`. */
export function temporaryFolder(
  files: Readonly<Record<string, string | Buffer>> = {},
): TemporaryFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'dynamolens-test-')));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  const at = (relative: string): string => join(path, relative);
  const write = (all: typeof files): void => {
    for (const [relative, content] of Object.entries(all)) {
      mkdirSync(dirname(at(relative)), { recursive: true });
      writeFileSync(at(relative), content);
    }
  };
  write(files);
  return { path, write, at };
}
