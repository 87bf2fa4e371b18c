/*
 * What a `create_table` call says about the table it makes: its name, keys, indexes, billing and stream.
 */
import { elementOf, subscriptValue } from '../flow/container/container.ts';
import type { CallArguments } from '../flow/library/library.ts';
import { NOTHING, textValue, type Value, valueOf } from '../flow/value/value.ts';
import type { Place } from '../link/place.ts';
import type { CallFact, TableDeclaration, TableKey } from './facts.ts';

function onlyText(value: Value): string | null {
  const [object] = value.objects;
  return value.objects.length === 1 && object?.kind === 'string' ? object.text : null;
}

/** The items of a list that is written out; a list with parts that are not known gives those it has. */
function itemsOf(value: Value | undefined): readonly Value[] {
  return (value?.objects ?? []).flatMap((object) => {
    if (object.kind !== 'sequence') return [];
    return object.items.length > 0 ? object.items : elementOf(valueOf(object)).objects.map(valueOf);
  });
}

function textAt(item: Value, key: string): string | null {
  return onlyText(subscriptValue(item, textValue(key), null));
}

function keysOf(schema: Value | undefined, definitions: Value | undefined): readonly TableKey[] {
  const types = new Map(
    itemsOf(definitions).map((item) => [
      textAt(item, 'AttributeName'),
      textAt(item, 'AttributeType'),
    ]),
  );
  return itemsOf(schema).flatMap((item): TableKey[] => {
    const name = textAt(item, 'AttributeName');
    const role = textAt(item, 'KeyType');
    if (name === null || (role !== 'HASH' && role !== 'RANGE')) return [];
    return [{ name, role, type: types.get(name) ?? null }];
  });
}

function indexesOf(arguments_: ReadonlyMap<string, Value>): readonly string[] {
  const lists = [arguments_.get('GlobalSecondaryIndexes'), arguments_.get('LocalSecondaryIndexes')];
  return lists.flatMap((list) => itemsOf(list).flatMap((item) => textAt(item, 'IndexName') ?? []));
}

/** Billing and stream, in the words that templates are read in. */
function detailsOf(given: ReadonlyMap<string, Value>): readonly string[] {
  const billing = onlyText(given.get('BillingMode') ?? NOTHING);
  const stream = textAt(given.get('StreamSpecification') ?? NOTHING, 'StreamViewType');
  return [
    ...(billing === null ? [] : [`billing ${billing}`]),
    ...(stream === null ? [] : [`stream ${stream}`]),
  ];
}

/** The declarations that a `create_table` call makes: one for each name the table may have. */
export function declarationOf(
  fact: CallFact<Place>,
  call: CallArguments,
  at: Place,
): readonly TableDeclaration<Place>[] {
  const given = call.keywords();
  const keys = keysOf(
    given.get('KeySchema') ?? NOTHING,
    given.get('AttributeDefinitions') ?? NOTHING,
  );
  return fact.tables
    .filter(({ nameKind }) => nameKind !== 'env')
    .map(({ name, nameKind }) => ({
      kind: 'declaration',
      source: 'create_table',
      name,
      nameKind,
      at,
      keys,
      indexes: indexesOf(given),
      details: detailsOf(given),
    }));
}
