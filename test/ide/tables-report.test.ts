// The report behind "Show tables of this workspace", in full.
import { expect, test } from 'vitest';
import type { Location } from '../../server/src/base/location.ts';
import { indexTables } from '../../server/src/dynamodb/table-index.ts';
import { tablesReport } from '../../server/src/ide/tables-report.ts';
import { declaration, codeFile, fileFacts } from './facts-by-hand.ts';
import { shopFacts } from './shop.ts';

const linkTo = ({ file, range }: Location) => `file://${file}#L${range.start.line + 1}`;

test('tables with their readers and writers, unknown names, and what was read', () => {
  const coverage = {
    indexed: 12,
    parsed: 2,
    leftOut: [{ path: '/work/.venv', why: 'virtual environment' }],
  };
  expect(tablesReport(indexTables(shopFacts), shopFacts, coverage, linkTo)).toMatchInlineSnapshot(`
    "# DynamoDB tables of this workspace

    1 table, 5 calls (2 without a known name).

    ## \`Movies\`

    Key: \`year\` (HASH, N), \`title\` (RANGE)  
    Indexes: \`by_genre\`  
    Created at [tables.py:8](file:///work/shop/tables.py#L8)

    - [\`get_movie\`](file:///work/shop/movies.py#L5): select — [movies.py:6](file:///work/shop/movies.py#L6)
    - [\`save\`](file:///work/shop/movies.py#L9): select, insert, delete — [movies.py:10](file:///work/shop/movies.py#L10)

    ## Names that are not known

    - [movies.py:11](file:///work/shop/movies.py#L11): [parameter \`audit_table\` has no caller in this workspace](https://github.com/dynamolens/dynamolens/blob/main/docs/diagnostics.md#parameter-without-caller)
    - [movies.py:12](file:///work/shop/movies.py#L12): [environment variable \`ORDERS_TABLE\` is not defined in this workspace](https://github.com/dynamolens/dynamolens/blob/main/docs/diagnostics.md#environment-variable)

    These functions touch a table whose name is not known:

    - [\`save\`](file:///work/shop/movies.py#L9): select, insert, delete — [movies.py:11](file:///work/shop/movies.py#L11), [movies.py:12](file:///work/shop/movies.py#L12)

    ## What was read

    12 Python files read, 2 of them parsed. Left out:

    - \`/work/.venv\`: virtual environment
    "
  `);
});

test('a table that is only created, and a long list of what was left out', () => {
  const file = codeFile('/work/a.py', 'create()');
  const facts = [
    fileFacts(file.file, {
      declarations: [declaration({ at: file.at('create()'), name: 'Logs' })],
    }),
  ];
  const leftOut = Array.from({ length: 52 }, (_, index) => ({
    path: `/${index}`,
    why: 'too large',
  }));
  const report = tablesReport(
    indexTables(facts),
    facts,
    { indexed: 1, parsed: 1, leftOut },
    linkTo,
  );
  expect(report).toContain('1 table, 0 calls (all names are known).');
  expect(report).toContain('Nothing in this workspace reads or writes it.');
  expect(report.endsWith('- `/49`: too large\n- … and 2 more\n')).toBe(true);
});

test('a workspace without DynamoDB', () => {
  expect(tablesReport(indexTables([]), [], { indexed: 0, parsed: 0, leftOut: [] }, linkTo)).toBe(`\
# DynamoDB tables of this workspace

No use of DynamoDB was found.

## What was read

0 Python files read, 0 of them parsed. Nothing was left out.
`);
});
