// The lenses above functions and module-level code: their titles, their places, their call sites.
import { expect, test } from 'vitest';
import type { CallFact } from '../../server/src/dynamodb/facts.ts';
import type { Location } from '../../server/src/base/location.ts';
import { codeLensesOf } from '../../server/src/ide/code-lens.ts';
import { call, codeFile, fileFacts, links, table, unknown } from './facts-by-hand.ts';
import { moviesFacts, tablesFacts } from './shop.ts';

const file = codeFile(
  '/work/app.py',
  `A.scan()
@route
@cached
def save():
    A.put()
    def inner(): B.get()
    return lambda: B.get()
B.scan()

class Jobs:
    found = A.scan()
    first, second = lambda: A.get(), lambda: A.get()
`,
);
const all = { functions: true, modules: true };
const save = file.caller('function', 'save', '@route\n@cached\ndef save');

function lenses(calls: readonly CallFact<Location>[], options = all): readonly string[] {
  return codeLensesOf(fileFacts(file.file, { calls }), options).map(
    ({ range, title, kind, callSites }) => {
      const sites = callSites.map((at) => `${at.range.start.line}:${at.range.start.character}`);
      const { start, end } = range;
      return `${start.line}:${start.character}-${end.character} ${kind} "${title}" ${sites.join(' ')}`;
    },
  );
}

function saves(...facts: readonly Partial<CallFact<Location>>[]): readonly string[] {
  const calls = facts.map((fact) =>
    call({ at: file.at('put'), api: 'Client.put_item', caller: save, ...fact }),
  );
  return codeLensesOf(fileFacts(file.file, { calls }), all).map(({ title }) => title);
}

test('one lens for each callable, and one for all module-level code', () => {
  const at = (piece: string, nth: number) => ({ at: file.at(piece, nth), api: 'Table.get_item' });
  const a = [table('A', 'select')];
  const b = [table('B', 'select')];
  const inner = file.caller('function', 'save.inner', 'def inner');
  const jobs = file.caller('class', 'Jobs', 'class Jobs');
  const calls = [
    call({ ...at('scan', 1), caller: file.caller('module', '<module>', 'A.scan()'), tables: a }),
    call({ ...at('put', 1), caller: save, tables: [table('A', 'insert')] }),
    call({ ...at('get', 1), caller: inner, tables: b }),
    call({
      ...at('get', 2),
      caller: file.caller('lambda', 'save.<lambda>', 'lambda: B.get()'),
      tables: b,
    }),
    call({ ...at('scan', 2), caller: file.caller('module', '<module>', 'B.scan()'), tables: b }),
    call({ ...at('scan', 3), caller: jobs, tables: a }),
    call({
      ...at('get', 3),
      caller: file.caller('lambda', '<lambda>', 'lambda: A.get(),'),
      tables: a,
    }),
    call({
      ...at('get', 4),
      caller: file.caller('lambda', '<lambda>', 'lambda: A.get()\n'),
      tables: a,
    }),
  ];
  expect(lenses(calls)).toEqual([
    '0:0-0 module "A: select · B: select" 0:2 7:2',
    '1:0-0 callable "A: insert" 4:6',
    '5:4-13 callable "B: select" 5:19',
    '6:11-11 callable "B: select" 6:21',
    '9:0-10 callable "A: select" 10:14',
    // Two lambdas on one line with the same title share a lens.
    '11:20-20 callable "A: select" 11:30 11:47',
  ]);
  expect(lenses(calls, { functions: false, modules: true })).toHaveLength(1);
  expect(lenses(calls, { functions: true, modules: false })).toHaveLength(5);
  expect(lenses(calls, { functions: false, modules: false })).toEqual([]);
});

test('links of several calls come together, in one order', () => {
  expect(
    saves(
      { tables: [table('Orders', 'delete update')] },
      { tables: [table('Movies', 'insert'), table('Orders', 'insert')] },
      { tables: [table('Movies', 'select')] },
    ),
  ).toEqual(['Movies: select, insert · Orders: insert, update, delete']);
});

test('variables come behind tables, what is not known comes last', () => {
  const at = file.at('put');
  const byVariable = unknown('environment-variable', 'A_TABLE', at);
  expect(
    saves(
      { unknown: unknown('api-response', '', at), links: links('select') },
      { tables: [table('A_TABLE', 'select', [], 'env')], unknown: byVariable },
      { tables: [table('${Stage}-orders', 'update', [], 'pattern')] },
    ),
  ).toEqual(['${Stage}-orders: update · $A_TABLE: select · unknown table: select']);
});

test('a partly known name is shown with what is known', () => {
  const unknownName = unknown('parameter-without-caller', 'stage', file.at('put'), {
    pattern: '*-orders',
  });
  expect(saves({ unknown: unknownName, links: links('select') })).toEqual([
    'unknown table (*-orders): select',
  ]);
});

test('a call with known tables and more that is not known shows both', () => {
  const more = unknown('computed-at-run-time', 'name', file.at('put'));
  expect(saves({ tables: [table('Movies', 'insert')], unknown: more })).toEqual([
    'Movies: insert · unknown table: insert',
  ]);
});

test('a created table has no link, but is shown', () => {
  const creation = { method: 'create_table', api: 'Client.create_table' };
  expect(saves({ ...creation, tables: [table('Movies')] })).toEqual(['creates Movies']);
  expect(
    saves(
      { ...creation, tables: [table('Orders')] },
      { ...creation, unknown: unknown('api-response', '', file.at('put')) },
      { tables: [table('Orders', 'insert')] },
    ),
  ).toEqual(['Orders: insert · creates Orders · creates unknown table']);
});

test('calls that move no data have no lens', () => {
  expect(saves({ api: 'Client.describe_table', tables: [table('Movies')] })).toEqual([]);
});

test('long titles are cut, with the number of what is left out', () => {
  const tables = ['E', 'D', 'C', 'B', 'A', 'F'].map((name) => table(name, 'select'));
  expect(saves({ tables: tables.slice(0, 4) })).toEqual([
    'B: select · C: select · D: select · E: select',
  ]);
  expect(saves({ tables })).toEqual(['A: select · B: select · C: select · D: select · +2 more']);
});

test('control characters and line breaks of a name do not reach the title', () => {
  expect(saves({ tables: [table('a\n b\u001b', 'select')] })).toEqual(['a b\\x1b: select']);
});

test('the sample shop', () => {
  const titles = [moviesFacts, tablesFacts].flatMap((facts) =>
    codeLensesOf(facts, all).map(({ title }) => title),
  );
  expect(titles).toEqual([
    'Movies: select',
    'Movies: select, insert, delete · $ORDERS_TABLE: select · unknown table: select, insert, delete',
    'creates Movies',
  ]);
});
