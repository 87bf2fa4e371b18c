/*
 * Checks the pages about the reference themselves: each method of the reference document is stated on one of them,
 * with exactly its links. Written from the document, not from the catalog.
 */
import { expect, test } from 'vitest';

import { readComments, valuesInState } from './harness/expectation.ts';
import { allPages, folderOf } from './harness/pages.ts';

/** The tables of the document. Calls that touch no data (`N/A` there) are not listed. */
const ROWS: Readonly<Record<string, string>> = {
  'ServiceResource.batch_get_item': 'select',
  'ServiceResource.batch_write_item': 'insert, delete',
  'Table.delete': 'delete',
  'Table.delete_item': 'delete',
  'Table.get_item': 'select',
  'Table.load': 'update',
  'Table.put_item': 'select, insert, delete',
  'Table.query': 'select',
  'Table.reload': 'update',
  'Table.scan': 'select',
  'Table.update_item': 'select, insert, update',
  'BatchWriter.put_item': 'select, insert, delete',
  'BatchWriter.delete_item': 'delete',
  'Paginator.query': 'select',
  'Paginator.scan': 'select',
  'Client.batch_get_item': 'select',
  'Client.batch_write_item': 'insert, delete',
  'Client.delete_item': 'delete',
  'Client.delete_table': 'delete',
  'Client.get_item': 'select',
  'Client.put_item': 'select, insert, delete',
  'Client.query': 'select',
  'Client.scan': 'select',
  'Client.transact_get_items': 'select',
  'Client.transact_write_items': 'insert, delete',
  'Client.update_item': 'select, insert, update',
};

/** What the pages state: for each API the different links. */
function statedLinks(): ReadonlyMap<string, ReadonlySet<string>> {
  const stated = new Map<string, Set<string>>();
  const pages = allPages().filter((page) => folderOf(page) === 'reference');
  const lines = pages.flatMap(({ sections }) =>
    sections.flatMap(({ files }) => files.flatMap((file) => file.lines)),
  );
  for (const { text } of lines) {
    const values = new Map(readComments(text).map((one) => [one.kind, valuesInState(one, 0)]));
    const [api] = values.get('api') ?? [];
    const uses = (values.get('crud') ?? []).flatMap((value) => value.split('; '));
    if (api === undefined) continue;
    const links = stated.get(api) ?? new Set<string>();
    for (const use of uses) links.add(/^(.*) \S+( because .*)?$/.exec(use)![1]!);
    stated.set(api, links);
  }
  return stated;
}

test('every method of the document is on a page, with exactly its links', () => {
  const stated = [...statedLinks()].filter(([api]) => !api.endsWith('.create_table'));
  expect(Object.fromEntries(stated.map(([api, links]) => [api, [...links]]))).toEqual(
    Object.fromEntries(Object.entries(ROWS).map(([api, links]) => [api, [links]])),
  );
});
