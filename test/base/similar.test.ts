// Which names someone may have meant, and which ones are other things.
import { expect, test } from 'vitest';
import { similarNames } from '../../server/src/base/similar.ts';

test.each([
  ['ORDER_TABLE', 'ORDERS_TABLE'],
  ['ORDRES_TABLE', 'ORDERS_TABLE'],
  ['TABLE_ORDERS', 'ORDERS_TABLE'],
  ['orders_table', 'ORDERS_TABLE'],
  ['OrdersTable', 'orders-table'],
  ['orderstable', 'orders-table'],
  ['movies', 'Movies'],
  ['Moveis', 'Movies'],
  ['customerorders', 'customer-orders'],
])('%s may mean %s', (name, meant) => {
  expect(similarNames(name, ['something-else', meant])).toEqual([meant]);
});

test.each([
  ['orders-dev', 'orders-qa'],
  ['orders-v1', 'orders-v2'],
  ['orders1', 'orders2'],
  ['orders-2023', 'orders-2024'],
  ['Orders', 'Users'],
  ['eu-orders', 'us-orders'],
  ['orders', 'orders-archive'],
  ['Table', 'Cable-Orders'],
  ['a', 'b'],
  ['', 'a'],
  ['Orders', 'Orders'],
])('%s does not mean %s', (name, other) => {
  expect(similarNames(name, [other])).toEqual([]);
});

test('the most alike comes first', () => {
  const names = ['order-table', 'table-orders', 'orders-table'];
  expect(similarNames('orders-tabel', names)).toEqual([
    'orders-table',
    'order-table',
    'table-orders',
  ]);
});
