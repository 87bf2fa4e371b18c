/*
 * Finds the pages of the specification.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { readPage, type Page } from './page.ts';

const SPEC = join(import.meta.dirname, '..');
const REPOSITORY = join(SPEC, '../..');

/** All pages, sorted by name. README files explain and state nothing. */
export function allPages(): readonly Page[] {
  const names = readdirSync(SPEC, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.md') && !name.endsWith('README.md'))
    .sort()
    .map((name) => {
      const file = relative(REPOSITORY, join(SPEC, name)).replaceAll('\\', '/');
      return readPage(file, readFileSync(join(SPEC, name), 'utf8'));
    });
}

/** The folder of a page below `test/spec`, such as `names`. */
export function folderOf(page: Page): string {
  return page.file.split('/').at(-2)!;
}
