/*
 * What one file of a Pulumi program declares. Resources are found by name and proven by evaluation.
 */
import { argumentsOf } from '../../flow/callable/arguments.ts';
import type { PlacedCall } from '../../flow/callable/callers.ts';
import type { Evaluator } from '../../flow/evaluator.ts';
import type { CallArguments } from '../../flow/library/library.ts';
import { textsIn } from '../../flow/container/text.ts';
import { withStep } from '../../flow/value/trail.ts';
import { withoutUnknowns } from '../../flow/value/value.ts';
import type { FilePath } from '../../link/place.ts';
import { nameOrId, propertyIn, textsOf } from '../cdk/construct-call.ts';
import { callsIn } from '../cdk/construct-site.ts';
import { waysInto } from '../cdk/contexts.ts';
import type {
  InfraModel,
  StackOutput,
  StoredParameter,
  TableKey,
  TableResource,
} from '../model.ts';
import { sameItem } from '../same-infra.ts';
import { argument, idOf, itemsOf, plain, resourceName, tableName } from './library.ts';
import { functionOf, runsPython } from './read-function.ts';

/** The last names of calls that matter. */
export const RESOURCE_WORDS: ReadonlySet<string> = new Set([
  'Table',
  'Function',
  'Parameter',
  'export',
]);

/** A resource that a call makes, or `pulumi.export`. */
interface Made extends PlacedCall {
  readonly name: string;
  readonly given: CallArguments;
}

function madeBy(evaluator: Evaluator, { call, site }: PlacedCall): readonly Made[] {
  return evaluator.evaluate(call.callee, site).objects.flatMap((object) => {
    if (object.kind !== 'external') return [];
    const name = object.name === 'pulumi.export' ? object.name : resourceName(object.name);
    if (name === null) return [];
    return waysInto(evaluator, site).map((way) => ({
      call,
      site: way,
      name,
      given: argumentsOf(evaluator, call, way),
    }));
  });
}

function keysOf(given: CallArguments): readonly TableKey[] {
  const types = new Map(
    [
      ...itemsOf(argument(given, 'attributes')),
      ...itemsOf(argument(given, 'attribute_definitions')),
    ].map((item) => [
      textsOf(propertyIn(item, 'name') ?? propertyIn(item, 'attributeName'))[0],
      textsOf(propertyIn(item, 'type') ?? propertyIn(item, 'attributeType'))[0] ?? null,
    ]),
  );
  const plainKeys = (['hash_key', 'range_key'] as const).flatMap((key): TableKey[] => {
    const [name] = textsOf(argument(given, key));
    if (name === undefined) return [];
    return [{ name, role: key === 'hash_key' ? 'HASH' : 'RANGE', type: types.get(name) ?? null }];
  });
  const listed = itemsOf(argument(given, 'key_schema')).flatMap((item): TableKey[] => {
    const [name] = textsOf(propertyIn(item, 'attributeName'));
    const [role] = textsOf(propertyIn(item, 'keyType'));
    if (name === undefined || (role !== 'HASH' && role !== 'RANGE')) return [];
    return [{ name, role, type: types.get(name) ?? null }];
  });
  return [...plainKeys, ...listed];
}

function detail(words: string, texts: readonly string[]): readonly string[] {
  return texts.slice(0, 1).map((text) => `${words} ${text}`);
}

function tableOf({ given }: Made): TableResource {
  const indexes = ['global_secondary_indexes', 'local_secondary_indexes'].flatMap((list) =>
    itemsOf(argument(given, list)).flatMap((item) =>
      textsOf(propertyIn(item, 'name') ?? propertyIn(item, 'indexName')),
    ),
  );
  return {
    source: 'pulumi',
    id: [...textsIn(idOf(given))][0] ?? '',
    name: withoutUnknowns(tableName(given)),
    at: given.at,
    keys: keysOf(given),
    indexes: [...new Set(indexes)],
    details: [
      ...detail('billing', textsOf(argument(given, 'billing_mode'))),
      ...detail('stream', textsOf(argument(given, 'stream_view_type'))),
      ...detail('time to live', textsOf(propertyIn(argument(given, 'ttl'), 'attributeName'))),
    ],
  };
}

function parameterOf({ given }: Made): readonly StoredParameter[] {
  const value = argument(given, 'value');
  if (!value) return [];
  const name = nameOrId(argument(given, 'name'), idOf(given), given.at);
  return [{ name, value: withStep(value, given.at, 'ssm.Parameter'), at: given.at }];
}

function outputsOf({ given }: Made): readonly StackOutput[] {
  const value = given.get('value', 1)?.value;
  return textsOf(given.get('name', 0)?.value ?? null).map((key) => ({
    key,
    stack: null,
    exported: null,
    value: withStep(plain(value ?? { objects: [], unknowns: [] }), given.at, key),
    at: given.at,
  }));
}

/** Ways that make the same thing say it once. */
function distinct<T>(items: readonly T[]): readonly T[] {
  return items.filter(
    (item, index) => !items.slice(0, index).some((earlier) => sameItem(earlier, item)),
  );
}

/** Everything that a file of a Pulumi program declares. */
export function readResources(evaluator: Evaluator, file: FilePath): InfraModel {
  const made = callsIn(evaluator, file, RESOURCE_WORDS).flatMap((place) =>
    madeBy(evaluator, place),
  );
  const named = (name: string): readonly Made[] => made.filter((one) => one.name === name);
  const functions = named('lambda_.Function')
    .filter(({ given }) => runsPython(given))
    .map((one) => functionOf(evaluator.program, one.given, one));
  return {
    tables: distinct(named('dynamodb.Table').map(tableOf)),
    functions: distinct(functions),
    shared: [],
    parameters: distinct(named('ssm.Parameter').flatMap(parameterOf)),
    outputs: distinct(named('pulumi.export').flatMap(outputsOf)),
    problems: [],
  };
}
