/*
 * The operations of the reference document with exactly its link types.
 * Source: "Support of DynamoDB for Python", CAST extension com.castsoftware.pythonexternal, the tables of supported API methods.
 * Peculiar rows are right as they stand: `load` and `reload` update, `delete_item` does not select.
 */
import type { LinkType } from '../facts.ts';
import type { Operation, Surface, TableSource } from './operation.ts';

const SELECT: readonly LinkType[] = ['useSelectLink'];
const DELETE: readonly LinkType[] = ['useDeleteLink'];
const UPDATE: readonly LinkType[] = ['useUpdateLink'];
const INSERT_DELETE: readonly LinkType[] = ['useInsertLink', 'useDeleteLink'];
const PUT: readonly LinkType[] = ['useSelectLink', 'useInsertLink', 'useDeleteLink'];
const UPSERT: readonly LinkType[] = ['useSelectLink', 'useInsertLink', 'useUpdateLink'];

const RECEIVER: TableSource = { kind: 'receiver' };
const TABLE_NAME: TableSource = { kind: 'argument', name: 'TableName' };
const REQUEST_ITEMS: TableSource = { kind: 'keys', name: 'RequestItems' };

function row(
  surface: Surface,
  method: string,
  links: readonly LinkType[],
  table: TableSource,
): Operation {
  return { surface, method, api: `${surface}.${method}`, links, table, creates: false };
}

function creation(surface: Surface): Operation {
  return { ...row(surface, 'create_table', [], TABLE_NAME), creates: true };
}

function page(operation: string): Operation {
  return { ...row('Paginator', 'paginate', SELECT, TABLE_NAME), api: `Paginator.${operation}` };
}

function transaction(
  method: string,
  links: readonly LinkType[],
  requests: readonly string[],
): Operation {
  return row('Client', method, links, { kind: 'requests', name: 'TransactItems', requests });
}

/** Methods of `boto3.client("dynamodb")`. */
const CLIENT: readonly Operation[] = [
  row('Client', 'batch_get_item', SELECT, REQUEST_ITEMS),
  row('Client', 'batch_write_item', INSERT_DELETE, REQUEST_ITEMS),
  creation('Client'),
  row('Client', 'delete_item', DELETE, TABLE_NAME),
  row('Client', 'delete_table', DELETE, TABLE_NAME),
  row('Client', 'get_item', SELECT, TABLE_NAME),
  row('Client', 'put_item', PUT, TABLE_NAME),
  row('Client', 'query', SELECT, TABLE_NAME),
  row('Client', 'scan', SELECT, TABLE_NAME),
  transaction('transact_get_items', SELECT, ['Get']),
  transaction('transact_write_items', INSERT_DELETE, ['ConditionCheck', 'Delete', 'Put', 'Update']),
  row('Client', 'update_item', UPSERT, TABLE_NAME),
];

/** Methods of `boto3.resource("dynamodb")`. */
const SERVICE_RESOURCE: readonly Operation[] = [
  row('ServiceResource', 'batch_get_item', SELECT, REQUEST_ITEMS),
  row('ServiceResource', 'batch_write_item', INSERT_DELETE, REQUEST_ITEMS),
  creation('ServiceResource'),
];

/** Methods of `resource.Table(name)`. */
const TABLE: readonly Operation[] = [
  row('Table', 'delete', DELETE, RECEIVER),
  row('Table', 'delete_item', DELETE, RECEIVER),
  row('Table', 'get_item', SELECT, RECEIVER),
  row('Table', 'load', UPDATE, RECEIVER),
  row('Table', 'put_item', PUT, RECEIVER),
  row('Table', 'query', SELECT, RECEIVER),
  row('Table', 'reload', UPDATE, RECEIVER),
  row('Table', 'scan', SELECT, RECEIVER),
  row('Table', 'update_item', UPSERT, RECEIVER),
];

/** Methods of what `table.batch_writer()` returns. */
const BATCH_WRITER: readonly Operation[] = [
  row('BatchWriter', 'delete_item', DELETE, RECEIVER),
  row('BatchWriter', 'put_item', PUT, RECEIVER),
];

/** `paginate` of what `client.get_paginator(operation)` returns, by operation. */
const PAGINATOR: readonly Operation[] = [page('query'), page('scan')];

const ALL: readonly Operation[] = [
  ...CLIENT,
  ...SERVICE_RESOURCE,
  ...TABLE,
  ...BATCH_WRITER,
  ...PAGINATOR,
];

const BY_API: ReadonlyMap<string, Operation> = new Map(
  ALL.map((operation) => [operation.api, operation]),
);

/** The names of all methods that are operations. */
export const OPERATION_METHODS: ReadonlySet<string> = new Set(ALL.map(({ method }) => method));

/** The method of a service resource that makes a table object from a name, without a call of the service. */
export const TABLE_CONSTRUCTOR = 'Table';

/** The operation behind `Surface.method`, for paginators `Paginator.operation`; null when the reference has none. */
export function operationOf(api: string): Operation | null {
  return BY_API.get(api) ?? null;
}
