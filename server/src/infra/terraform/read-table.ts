/*
 * Tables of Terraform: `aws_dynamodb_table` and the registry's module for tables.
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_table
 */
import type { Value } from '../../flow/value/value.ts';
import { entryOf } from '../../syntax/document/document.ts';
import type { TableKey, TableResource } from '../model.ts';
import { placeOfKey } from '../template.ts';
import { blocksOf, type ScopedBlock, textUnder } from './blocks.ts';
import { dictIn, knownText, sequenceIn } from './known.ts';
import { statedName } from './resource-name.ts';
import { evaluateIn } from './scope.ts';

/** Maps with texts, from blocks or from a list of maps. */
type Fields = (key: string) => string | null;

function fieldsOfBlocks({ scope, node }: ScopedBlock, type: string): readonly Fields[] {
  return blocksOf(scope, node, type).map((block) => (key) => textUnder(block, key));
}

function fieldsOfList({ scope, node }: ScopedBlock, name: string): readonly Fields[] {
  const list = entryOf(node, name);
  const items = list ? (sequenceIn(evaluateIn(scope, list))?.items ?? []) : [];
  return items.map((item: Value) => (key) => {
    const value = dictIn(item)?.entries.get(key);
    return value ? knownText(value) : null;
  });
}

function keysOf(block: ScopedBlock, attributes: readonly Fields[]): readonly TableKey[] {
  const types = new Map(attributes.map((field) => [field('name'), field('type')]));
  const roles = [
    ['hash_key', 'HASH'],
    ['range_key', 'RANGE'],
  ] as const;
  return roles.flatMap(([key, role]): TableKey[] => {
    const name = textUnder(block, key);
    return name === null ? [] : [{ name, role, type: types.get(name) ?? null }];
  });
}

function detailsOf(block: ScopedBlock, expiry: string | null): readonly string[] {
  const billing = textUnder(block, 'billing_mode');
  const stream = textUnder(block, 'stream_view_type');
  return [
    ...(billing === null ? [] : [`billing ${billing}`]),
    ...(stream === null || stream === '' ? [] : [`stream ${stream}`]),
    ...(expiry === null || expiry === '' ? [] : [`time to live ${expiry}`]),
  ];
}

/** The table that a resource declares. */
export function tableOf(block: ScopedBlock, id: string): TableResource {
  const { scope, node } = block;
  const indexes = ['global_secondary_index', 'local_secondary_index'].flatMap((type) =>
    fieldsOfBlocks(block, type).flatMap((field) => field('name') ?? []),
  );
  const expiry = fieldsOfBlocks(block, 'ttl').map((field) => field('attribute_name'))[0] ?? null;
  return {
    source: 'terraform',
    id,
    name: statedName(scope, id, node),
    at: placeOfKey(scope.file, node.path),
    keys: keysOf(block, fieldsOfBlocks(block, 'attribute')),
    indexes,
    details: detailsOf(block, expiry),
  };
}

/** The table that a call of the registry's module declares. */
export function tableOfModule(block: ScopedBlock, id: string): TableResource {
  const { scope, node } = block;
  const indexes = ['global_secondary_indexes', 'local_secondary_indexes'].flatMap((name) =>
    fieldsOfList(block, name).flatMap((field) => field('name') ?? []),
  );
  return {
    source: 'terraform',
    id,
    name: statedName(scope, id, node),
    at: placeOfKey(scope.file, node.path),
    keys: keysOf(block, fieldsOfList(block, 'attributes')),
    indexes,
    details: detailsOf(block, textUnder(block, 'ttl_attribute_name')),
  };
}
