// The tables and links of a project, put together from the facts of its files.
import { expect, test } from 'vitest';
import { indexTables, tableOf } from '../../server/src/dynamodb/table-index.ts';
import type { NameKind } from '../../server/src/dynamodb/facts.ts';
import {
  call,
  codeFile,
  declaration,
  fileFacts,
  links,
  reference,
  table,
  unknown,
} from './facts-by-hand.ts';
import { moviesFacts, shopFacts, tablesFacts } from './shop.ts';

const file = codeFile('/work/app.py', 'def f():\n    use(one, two, three)\n');
const caller = file.caller('function', 'f', 'def f');
const use = { at: file.at('use'), api: 'Client.query', caller };

function indexOf(...calls: readonly Partial<Parameters<typeof call>[0]>[]) {
  return indexTables([
    fileFacts(file.file, { calls: calls.map((fact) => call({ ...use, ...fact })) }),
  ]);
}

function linkTexts(...calls: readonly Partial<Parameters<typeof call>[0]>[]): readonly string[] {
  return indexOf(...calls).links.map((link) => `${link.caller.name} ${link.type} ${link.table}`);
}

test('nothing is known of no files, and of files without facts', () => {
  expect(indexTables([fileFacts('/work/a.py', {}), fileFacts('/work/b.py', {})])).toEqual({
    database: null,
    tables: [],
    tablesByName: new Map(),
    unknownTable: false,
    links: [],
    counts: { calls: 0, resolvedCalls: 0, unresolvedCalls: 0 },
  });
});

test('the sample shop, in any order of files', () => {
  const project = indexTables(shopFacts);
  expect(project.database).toEqual({ kind: 'Python DynamoDB Database' });
  expect(project.tables).toEqual([
    {
      id: 'table:Movies',
      name: 'Movies',
      nameKind: 'physical',
      declarations: tablesFacts.declarations,
      keys: tablesFacts.declarations[0]!.keys,
      indexes: ['by_genre'],
      details: [],
    },
  ]);
  expect(project.unknownTable).toBe(true);
  expect(project.counts).toEqual({ calls: 5, resolvedCalls: 3, unresolvedCalls: 2 });
  expect(project.links.map((link) => `${link.caller.name} ${link.type} ${link.table}`)).toEqual([
    'get_movie useSelectLink table:Movies',
    'save useSelectLink table:Movies',
    'save useInsertLink table:Movies',
    'save useDeleteLink table:Movies',
    'save useSelectLink table:?',
    'save useInsertLink table:?',
    'save useDeleteLink table:?',
    'save useSelectLink table:?',
  ]);
  expect(project.links[0]!.at).toEqual(moviesFacts.calls[0]!.at);
  expect(indexTables(shopFacts.toReversed())).toEqual(project);
});

test('a call without any table links to the unknown table', () => {
  expect(linkTexts({ links: links('select') })).toEqual(['f useSelectLink table:?']);
});

test('a partly known call links to both, each pair of type and table once', () => {
  const more = unknown('computed-at-run-time', 'name', use.at);
  expect(
    linkTexts({ tables: [table('A', 'insert'), table('A', 'insert')], unknown: more }),
  ).toEqual(['f useInsertLink table:A', 'f useInsertLink table:?']);
});

test('a variable that nothing defines is no table; its links go to the unknown one', () => {
  const variable = table('T', 'select', [], 'env');
  const project = indexOf({
    tables: [variable, table('A', 'select')],
    unknown: unknown('environment-variable', 'T', use.at),
  });
  expect(project.tables.map(({ id }) => id)).toEqual(['table:A']);
  expect(project.links.map((link) => link.table)).toEqual(['table:A', 'table:?']);
  expect(tableOf(project, variable)).toBeNull();
});

test('creating makes the table but no link, and no unknown table', () => {
  const at = file.at('use(one, two, three)');
  const facts = fileFacts(file.file, {
    calls: [call({ ...use, api: 'Client.create_table', tables: [table('A')] })],
    declarations: [declaration({ at, name: 'A' }), declaration({ at, name: 'E', nameKind: 'env' })],
  });
  const project = indexTables([facts]);
  expect(project.tables.map(({ id }) => id)).toEqual(['table:A']);
  expect(project.links).toEqual([]);
  expect(project.unknownTable).toBe(false);
});

test('an expression that names a table makes it known, even without a call', () => {
  const references = [reference({ at: file.at('one'), tables: [table('A')] })];
  const project = indexTables([fileFacts(file.file, { references })]);
  expect(project.tables.map(({ id }) => id)).toEqual(['table:A']);
});

test('ids tell tables of one name apart, and from the unknown table', () => {
  const named = (name: string, nameKind: NameKind) => table(name, 'select', [], nameKind);
  const project = indexOf({
    tables: [
      named('B', 'logical'),
      named('A', 'logical'),
      named('A', 'pattern'),
      named('A', 'physical'),
      named('?', 'physical'),
    ],
  });
  expect(project.tables.map(({ id, nameKind }) => `${id} ${nameKind}`)).toEqual([
    'table:physical:? physical',
    'table:A physical',
    'table:pattern:A pattern',
    'table:logical:A logical',
    'table:B logical',
  ]);
  expect(project.unknownTable).toBe(false);
  expect(project.links.map((link) => link.table)).toContain('table:logical:A');
});

test('several declarations: keys of the first that has some, all indexes', () => {
  const key = { name: 'id', role: 'HASH', type: 'S' } as const;
  const declarations = [
    declaration({ at: file.at('three'), name: 'A', keys: [{ ...key, name: 'late' }] }),
    declaration({ at: file.at('one'), name: 'A', indexes: ['z', 'a'] }),
    declaration({ at: file.at('two'), name: 'A', keys: [key], indexes: ['z', 'b'] }),
  ];
  const [found] = indexTables([fileFacts(file.file, { declarations })]).tables;
  expect(found?.keys).toEqual([key]);
  expect(found?.indexes).toEqual(['a', 'b', 'z']);
  expect(found?.declarations.map(({ at }) => at)).toEqual(
    ['one', 'two', 'three'].map((piece) => file.at(piece)),
  );
});

test('each table is looked at a fixed number of times, however many calls and files there are', () => {
  let looked = 0;
  const counted = new Proxy(table('A', 'select'), {
    get: (target, property) => {
      looked += 1;
      return Reflect.get(target, property) as unknown;
    },
  });
  const filesWith = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      fileFacts(`/work/${index}.py`, { calls: [call({ ...use, tables: [counted], links: [] })] }),
    );
  const cost = (count: number) => {
    const files = filesWith(count);
    looked = 0;
    indexTables(files);
    return looked;
  };
  expect(cost(400)).toBe(4 * cost(100));
});
