// The report for the terminal, in full.
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { indexTables } from '../../server/src/dynamodb/table-index.ts';
import { commonFolder, relativePath } from '../../server/src/report/paths.ts';
import type { ReportInput } from '../../server/src/report/report-input.ts';
import { ansiStyle, plainStyle } from '../../server/src/report/style.ts';
import { textReport } from '../../server/src/report/text.ts';
import { wrapWords } from '../../server/src/report/layout.ts';
import { call, codeFile, fileFacts, table } from '../ide/facts-by-hand.ts';
import { moviesPy, shopFacts } from '../ide/shop.ts';

const shop: ReportInput = {
  root: '/work',
  project: indexTables(shopFacts),
  files: shopFacts,
  diagnostics: [
    {
      code: 'unresolved-table',
      severity: 'warning',
      message:
        'The table name is not known: parameter `audit_table` has no caller in this workspace.',
      at: moviesPy.at('audit_table', 2),
    },
  ],
  indexed: 3,
  parsed: 2,
  leftOut: [{ path: '/work/.venv', why: 'virtual environment' }],
  milliseconds: 140,
};
const plain = { style: plainStyle, width: 80 };

/** A report about functions with these names that all read one table. */
function reportOf(names: readonly string[], width: number): string {
  const files = names.map((name, index) => {
    const file = codeFile(`/work/f${index}.py`, `def ${name}: scan`);
    const caller = file.caller('function', name, `def ${name}`);
    const at = file.at('scan');
    return fileFacts(file.file, {
      calls: [call({ at, api: 'Table.scan', caller, tables: [table('Movies', 'select')] })],
    });
  });
  const project = indexTables(files);
  return textReport({ ...shop, files, project, diagnostics: [], leftOut: [] }, { ...plain, width });
}

test('functions with their tables, unknown names, totals', () => {
  expect(textReport(shop, plain)).toMatchInlineSnapshot(`
    "shop/movies.py
         5  get_movie  Movies: select
         9  save       Movies: select, insert, delete
                       $ORDERS_TABLE: select
                       unknown table: select, insert, delete

    shop/tables.py
         7  create     creates Movies

    Names that are not known
      shop/movies.py:11:31
        The table name is not known: parameter \`audit_table\` has no caller in this
        workspace.

    1 table, 3 functions that touch a table, 5 calls, 2 without a known name.
    3 Python files read, 2 parsed, 1 left out, 0.1 s.
      .venv: virtual environment
    "
  `);
});

test('colours only when asked for, around the same text', () => {
  const colored = textReport(shop, { style: ansiStyle, width: 80 });
  expect(colored).toContain('\u001b[36mMovies\u001b[39m: select');
  expect(stripVTControlCharacters(colored)).toBe(textReport(shop, plain));
});

test('a name that is too long for its column has a line of its own', () => {
  expect(reportOf(['short', 'a_function_with_a_name_that_is_far_too_long'], 60))
    .toMatchInlineSnapshot(`
    "f0.py
         1  short  Movies: select

    f1.py
         1  a_function_with_a_name_that_is_far_too_long
                   Movies: select

    1 table, 2 functions that touch a table, 2 calls, all names known.
    3 Python files read, 2 parsed, 0 left out, 0.1 s.
    "
  `);
});

test('a narrow terminal breaks messages between words', () => {
  const text = textReport(shop, { ...plain, width: 50 });
  expect(text).toContain(`
  shop/movies.py:11:31
    The table name is not known: parameter
    \`audit_table\` has no caller in this workspace.
`);
  expect(wrapWords('a bb ccc averylongword d', 6)).toEqual(['a bb', 'ccc', 'averylongword', 'd']);
});

test('nothing found, and much left out', () => {
  const leftOut = Array.from({ length: 7 }, (_, index) => ({
    path: `/work/${index}`,
    why: 'large',
  }));
  const nothing = { ...shop, files: [], diagnostics: [], project: indexTables([]), leftOut };
  expect(textReport(nothing, plain)).toBe(`\
No use of DynamoDB was found.
3 Python files read, 2 parsed, 7 left out, 0.1 s.
  0: large
  1: large
  2: large
  3: large
  4: large
  … and 2 more
`);
});

test('names of the user cannot steer the terminal', () => {
  const file = codeFile('/work/a\u001b[2J.py', 'def f: scan');
  const tables = [table('\u001b[31mred', 'select')];
  const caller = file.caller('function', 'f', 'def f');
  const calls = [call({ at: file.at('scan'), api: 'Table.scan', caller, tables })];
  const files = [fileFacts(file.file, { calls })];
  const text = textReport({ ...shop, files, project: indexTables(files) }, plain);
  expect(text).not.toContain('\u001b');
  expect(text).toContain('a\\x1b[2J.py\n     1  f  \\x1b[31mred: select\n');
});

test.each([
  [['/work/a', '/work/b'], '/work'],
  [['/work/a', '/work/a/b'], '/work/a'],
  [['/work/ab', '/work/a'], '/work'],
  [['/work'], '/work'],
  [['/a', '/b'], '/'],
  [['c:/work/a', 'c:/work/b'], 'c:/work'],
])('the common folder of %j', (folders, common) => {
  expect(commonFolder(folders)).toBe(common);
});

test.each([
  ['/work/a/b.py', '/work', 'a/b.py'],
  ['/work/b.py', '/', 'work/b.py'],
  ['/workshop/b.py', '/work', '/workshop/b.py'],
])('%s relative to %s', (path, folder, relative) => {
  expect(relativePath(path, folder)).toBe(relative);
});
