/*
 * Tables that constructs make: keys, indexes, and what else is stated.
 * Source: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_dynamodb-readme.html
 */
import { type Value, withoutUnknowns } from '../../flow/value/value.ts';
import type { TableKey, TableResource } from '../model.ts';
import { propertyIn, textsOf } from './construct-call.ts';
import type { MadeConstruct } from './construct-site.ts';
import { tableName } from './library.ts';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['STRING', 'S'],
  ['NUMBER', 'N'],
  ['BINARY', 'B'],
]);

/** The last word of a constant of the CDK, or a text. */
function wordOf(value: Value | null): string | null {
  const [object] = value?.objects ?? [];
  if (object?.kind === 'external') return object.name.slice(object.name.lastIndexOf('.') + 1);
  return object?.kind === 'string' ? object.text : null;
}

function keyOf(value: Value | null, role: TableKey['role']): readonly TableKey[] {
  const [name] = textsOf(propertyIn(value, 'name'));
  if (name === undefined) return [];
  const type = wordOf(propertyIn(value, 'type'));
  return [{ name, role, type: (type === null ? undefined : TYPES.get(type)) ?? null }];
}

function itemsOf(value: Value | null): readonly Value[] {
  return (value?.objects ?? []).flatMap((object) =>
    object.kind === 'sequence' ? [...object.items, ...(object.rest ? [object.rest] : [])] : [],
  );
}

/** The keys of a construct that writes CloudFormation's own properties. */
function plainKeys(schema: Value | null, attributes: Value | null): readonly TableKey[] {
  const types = new Map(
    itemsOf(attributes).map((item) => [
      textsOf(propertyIn(item, 'attributeName'))[0],
      textsOf(propertyIn(item, 'attributeType'))[0] ?? null,
    ]),
  );
  return itemsOf(schema).flatMap((item): TableKey[] => {
    const [name] = textsOf(propertyIn(item, 'attributeName'));
    const [role] = textsOf(propertyIn(item, 'keyType'));
    if (name === undefined || (role !== 'HASH' && role !== 'RANGE')) return [];
    return [{ name, role, type: types.get(name) ?? null }];
  });
}

function detail(words: string, value: string | null | undefined): readonly string[] {
  return value === null || value === undefined ? [] : [`${words} ${value}`];
}

/** The table that a construct makes; `added` are the names of the indexes that are added to it afterwards. */
export function tableOf(made: MadeConstruct, added: readonly string[]): TableResource {
  const { property, at, id } = made.given;
  const name = withoutUnknowns(tableName(made.given));
  const own = [...keyOf(property('partitionKey'), 'HASH'), ...keyOf(property('sortKey'), 'RANGE')];
  const lists = ['globalSecondaryIndexes', 'localSecondaryIndexes'].flatMap((list) =>
    itemsOf(property(list)).flatMap((item) => textsOf(propertyIn(item, 'indexName'))),
  );
  const keys =
    own.length > 0 ? own : plainKeys(property('keySchema'), property('attributeDefinitions'));
  const stream = property('stream') ?? property('dynamoStream');
  const written = propertyIn(property('streamSpecification'), 'streamViewType');
  const expiry = propertyIn(property('timeToLiveSpecification'), 'attributeName');
  return {
    source: 'cdk',
    id: textsOf(id)[0] ?? '',
    name,
    at,
    keys,
    indexes: [...new Set([...lists, ...added])],
    details: [
      ...detail('billing', wordOf(property('billingMode'))),
      ...detail('stream', wordOf(stream ?? written)),
      ...detail('time to live', textsOf(property('timeToLiveAttribute') ?? expiry)[0]),
    ],
  };
}
