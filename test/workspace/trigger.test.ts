/*
 * Which files are parsed without being asked for.
 */
import { expect, test } from 'vitest';
import { canMatter } from '../../server/src/workspace/trigger.ts';

test.each([
  'import boto3\nddb = boto3.resource("dynamodb")',
  'from mypy_boto3_dynamodb import DynamoDBClient',
  'def get(id):\n    return movies.get_item(Key={"id": id})',
  'with movies.batch_writer() as batch: pass',
  'fetch = getattr(movies, "put_item")',
  'client.transact_write_items(TransactItems=[])',
  'movies.query(Limit=1)',
  'movies.scan()',
  'client.create_table(**definition)',
  'client.list_tables()',
  'client.describe_table(**names)',
  'client.execute_statement(Statement=s)',
  'paginator.paginate(TableName=name)',
  'for page in table_pages.paginate(): pass',
  'movies_table.delete()',
  'table.load()',
  'table.reload()',
  'table.update(BillingMode="PAY_PER_REQUEST")',
  'table.wait_until_exists()',
])('%s', (text) => {
  expect(canMatter(text)).toBe(true);
});

test.each([
  '',
  'import os\nprint(os.environ["HOME"])',
  'import boto3\ns3 = boto3.client("s3")\ns3.list_buckets()',
  'session.delete()\nconfig.load()\nvalues.update(x=1)',
  'table = {}\ntable.update(other)\njson.load(table)',
  'pages = client.get_paginator("list_objects_v2").paginate(Bucket=b)',
  'def item(): return items[0]',
])('not: %s', (text) => {
  expect(canMatter(text)).toBe(false);
});

test('takes bytes that were read one to one', () => {
  const bytes = Buffer.from('# Größe 😀\nmovies.get_item()');
  expect(canMatter(bytes.toString('latin1'))).toBe(true);
});
