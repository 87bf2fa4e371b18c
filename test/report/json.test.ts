// The JSON report: the contract with other programs, in full.
import { expect, test } from 'vitest';
import { indexTables } from '../../server/src/dynamodb/table-index.ts';
import { jsonReport, jsonText } from '../../server/src/report/json.ts';
import type { ReportInput } from '../../server/src/report/report-input.ts';
import { call, codeFile, fileFacts, links, table, unknown } from '../ide/facts-by-hand.ts';
import { moviesPy, shopFacts } from '../ide/shop.ts';

const shop: ReportInput = {
  root: '/work',
  project: indexTables(shopFacts),
  files: shopFacts,
  diagnostics: [
    {
      code: 'unresolved-table',
      severity: 'warning',
      message: 'Second.',
      at: moviesPy.at('os.environ'),
    },
    {
      code: 'unresolved-table',
      severity: 'warning',
      message: 'First.',
      at: moviesPy.at('audit_table', 2),
    },
  ],
  indexed: 3,
  parsed: 2,
  leftOut: [],
  milliseconds: 12.4,
};

test('everything about the sample shop', () => {
  expect(jsonText(shop)).toMatchInlineSnapshot(`
    "{
      "version": 1,
      "tool": {
        "name": "dynamolens",
        "version": "0.0.0-source"
      },
      "database": {
        "kind": "Python DynamoDB Database"
      },
      "tables": [
        {
          "id": "table:Movies",
          "kind": "Python DynamoDB Table",
          "name": "Movies",
          "nameKind": "physical",
          "declarations": [
            {
              "source": "create_table",
              "file": "shop/tables.py",
              "line": 8,
              "column": 5,
              "endLine": 8,
              "endColumn": 60
            }
          ],
          "keys": [
            {
              "name": "year",
              "role": "HASH",
              "type": "N"
            },
            {
              "name": "title",
              "role": "RANGE",
              "type": null
            }
          ],
          "indexes": [
            "by_genre"
          ]
        },
        {
          "id": "table:?",
          "kind": "Python Unknown DynamoDB Table",
          "name": null,
          "nameKind": "unknown"
        }
      ],
      "calls": [
        {
          "file": "shop/movies.py",
          "line": 6,
          "column": 19,
          "endLine": 6,
          "endColumn": 27,
          "method": "get_item",
          "api": "Table.get_item",
          "caller": {
            "name": "get_movie",
            "kind": "function",
            "line": 5
          },
          "tables": [
            {
              "table": "table:Movies",
              "name": "Movies",
              "nameKind": "physical",
              "links": [
                "useSelectLink"
              ]
            }
          ],
          "links": [
            "useSelectLink"
          ],
          "unknown": null,
          "trail": [
            {
              "file": "shop/movies.py",
              "line": 2,
              "note": "from tables import movies"
            },
            {
              "file": "shop/tables.py",
              "line": 4,
              "note": "movies = boto3.resource('dynamodb').Table(MOVIES)"
            },
            {
              "file": "shop/tables.py",
              "line": 3,
              "note": "MOVIES = 'Movies'"
            }
          ]
        },
        {
          "file": "shop/movies.py",
          "line": 10,
          "column": 12,
          "endLine": 10,
          "endColumn": 20,
          "method": "put_item",
          "api": "Table.put_item",
          "caller": {
            "name": "save",
            "kind": "function",
            "line": 9
          },
          "tables": [
            {
              "table": "table:Movies",
              "name": "Movies",
              "nameKind": "physical",
              "links": [
                "useDeleteLink",
                "useInsertLink",
                "useSelectLink"
              ]
            }
          ],
          "links": [
            "useDeleteLink",
            "useInsertLink",
            "useSelectLink"
          ],
          "unknown": null,
          "trail": [
            {
              "file": "shop/movies.py",
              "line": 2,
              "note": "from tables import movies"
            },
            {
              "file": "shop/tables.py",
              "line": 4,
              "note": "movies = boto3.resource('dynamodb').Table(MOVIES)"
            },
            {
              "file": "shop/tables.py",
              "line": 3,
              "note": "MOVIES = 'Movies'"
            }
          ]
        },
        {
          "file": "shop/movies.py",
          "line": 11,
          "column": 12,
          "endLine": 11,
          "endColumn": 20,
          "method": "put_item",
          "api": "Client.put_item",
          "caller": {
            "name": "save",
            "kind": "function",
            "line": 9
          },
          "tables": [],
          "links": [
            "useDeleteLink",
            "useInsertLink",
            "useSelectLink"
          ],
          "unknown": {
            "reason": "parameter-without-caller",
            "detail": "audit_table"
          },
          "trail": [
            {
              "file": "shop/movies.py",
              "line": 9,
              "note": "def save(client, audit_table, movie)"
            }
          ]
        },
        {
          "file": "shop/movies.py",
          "line": 12,
          "column": 12,
          "endLine": 12,
          "endColumn": 17,
          "method": "query",
          "api": "Client.query",
          "caller": {
            "name": "save",
            "kind": "function",
            "line": 9
          },
          "tables": [
            {
              "table": "table:?",
              "name": "ORDERS_TABLE",
              "nameKind": "env",
              "links": [
                "useSelectLink"
              ]
            }
          ],
          "links": [
            "useSelectLink"
          ],
          "unknown": {
            "reason": "environment-variable",
            "detail": "ORDERS_TABLE"
          },
          "trail": [
            {
              "file": "shop/movies.py",
              "line": 12,
              "note": "os.environ['ORDERS_TABLE']"
            }
          ]
        },
        {
          "file": "shop/tables.py",
          "line": 8,
          "column": 14,
          "endLine": 8,
          "endColumn": 26,
          "method": "create_table",
          "api": "ServiceResource.create_table",
          "caller": {
            "name": "create",
            "kind": "function",
            "line": 7
          },
          "tables": [
            {
              "table": "table:Movies",
              "name": "Movies",
              "nameKind": "physical",
              "links": []
            }
          ],
          "links": [],
          "unknown": null,
          "trail": [
            {
              "file": "shop/tables.py",
              "line": 3,
              "note": "MOVIES = 'Movies'"
            }
          ]
        }
      ],
      "links": [
        {
          "type": "useSelectLink",
          "caller": "shop/movies.py::get_movie",
          "table": "table:Movies",
          "file": "shop/movies.py",
          "line": 6,
          "column": 19
        },
        {
          "type": "useDeleteLink",
          "caller": "shop/movies.py::save",
          "table": "table:Movies",
          "file": "shop/movies.py",
          "line": 10,
          "column": 12
        },
        {
          "type": "useInsertLink",
          "caller": "shop/movies.py::save",
          "table": "table:Movies",
          "file": "shop/movies.py",
          "line": 10,
          "column": 12
        },
        {
          "type": "useSelectLink",
          "caller": "shop/movies.py::save",
          "table": "table:Movies",
          "file": "shop/movies.py",
          "line": 10,
          "column": 12
        },
        {
          "type": "useDeleteLink",
          "caller": "shop/movies.py::save",
          "table": "table:?",
          "file": "shop/movies.py",
          "line": 11,
          "column": 12
        },
        {
          "type": "useInsertLink",
          "caller": "shop/movies.py::save",
          "table": "table:?",
          "file": "shop/movies.py",
          "line": 11,
          "column": 12
        },
        {
          "type": "useSelectLink",
          "caller": "shop/movies.py::save",
          "table": "table:?",
          "file": "shop/movies.py",
          "line": 11,
          "column": 12
        },
        {
          "type": "useSelectLink",
          "caller": "shop/movies.py::save",
          "table": "table:?",
          "file": "shop/movies.py",
          "line": 12,
          "column": 12
        }
      ],
      "diagnostics": [
        {
          "code": "unresolved-table",
          "severity": "warning",
          "message": "First.",
          "file": "shop/movies.py",
          "line": 11,
          "column": 31,
          "endLine": 11,
          "endColumn": 42
        },
        {
          "code": "unresolved-table",
          "severity": "warning",
          "message": "Second.",
          "file": "shop/movies.py",
          "line": 12,
          "column": 28,
          "endLine": 12,
          "endColumn": 38
        }
      ],
      "stats": {
        "files": 3,
        "parsedFiles": 2,
        "calls": 5,
        "resolvedCalls": 3,
        "milliseconds": 12
      }
    }
    "
  `);
});

test('the bytes do not depend on the order of what comes in', () => {
  const files = shopFacts.toReversed();
  const diagnostics = shop.diagnostics.toReversed();
  const project = indexTables(files);
  expect(jsonText({ ...shop, files, diagnostics, project })).toBe(jsonText(shop));
});

test('nothing found: no database, empty lists', () => {
  const nothing = { ...shop, files: [], diagnostics: [], project: indexTables([]) };
  expect(jsonReport(nothing)).toMatchObject({
    database: null,
    tables: [],
    calls: [],
    links: [],
    diagnostics: [],
    stats: { files: 3, parsedFiles: 2, calls: 0, resolvedCalls: 0, milliseconds: 12 },
  });
});

test('columns count UTF-16 units, paths outside of the folder stay whole, trails are joined', () => {
  const file = codeFile('/other/a.py', "def f():\n    '🎬'; c.query(TableName=n)\n");
  const at = file.at('query');
  const root = { at: file.at('n)'), note: "n = 'A'" };
  const facts = [
    fileFacts(file.file, {
      calls: [
        call({
          at,
          api: 'Client.query',
          caller: file.caller('function', 'f', 'def f'),
          tables: [
            table('B', 'select', [root]),
            table('A', 'select', [root], 'pattern'),
            table('A', 'select', [root]),
          ],
          unknown: unknown('too-many-values', 'n', at, {
            pattern: '*-a',
            trail: [root, { at, note: 'n' }],
          }),
          links: links('select'),
        }),
      ],
    }),
  ];
  const [found] = jsonReport({ ...shop, files: facts, project: indexTables(facts) }).calls;
  expect(found).toEqual({
    file: '/other/a.py',
    line: 2,
    column: 13,
    endLine: 2,
    endColumn: 18,
    method: 'query',
    api: 'Client.query',
    caller: { name: 'f', kind: 'function', line: 1 },
    tables: [
      { table: 'table:pattern:A', name: 'A', nameKind: 'pattern', links: ['useSelectLink'] },
      { table: 'table:A', name: 'A', nameKind: 'physical', links: ['useSelectLink'] },
      { table: 'table:B', name: 'B', nameKind: 'physical', links: ['useSelectLink'] },
    ],
    links: ['useSelectLink'],
    unknown: { reason: 'too-many-values', detail: 'n', pattern: '*-a' },
    trail: [
      { file: '/other/a.py', line: 2, note: "n = 'A'" },
      { file: '/other/a.py', line: 2, note: 'n' },
    ],
  });
});
