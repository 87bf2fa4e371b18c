/*
 * Table names inside the requests of batch and transaction calls.
 */
import { elementOf, subscriptValue } from '../flow/container/container.ts';
import { withSource } from '../flow/value/trail.ts';
import {
  joinAll,
  joinOver,
  textValue,
  unknownValue,
  type Value,
  type ValueObject,
  valueOf,
} from '../flow/value/value.ts';
import type { Place } from '../link/place.ts';
import type { TableSource } from './catalog/operation.ts';

/** The names in an argument: itself, the keys of a dict, or the `TableName` of each request of a list. `at` is the argument. */
export function requestedTables(
  argument: Value,
  table: Exclude<TableSource, { kind: 'receiver' }>,
  at: Place,
): Value {
  switch (table.kind) {
    case 'argument':
      return withSource(argument, at);
    case 'keys':
      return withSource(keysOf(argument, at), at);
    case 'requests':
      return withSource(requestNames(argument, table.requests, at), at);
  }
}

function notADict(object: ValueObject, at: Place): Value {
  if (object.kind === 'external') return valueOf(object);
  return unknownValue('computed-at-run-time', object.kind, at);
}

function keysOf(argument: Value, at: Place): Value {
  return joinOver(argument, (object) =>
    object.kind === 'dict' ? object.keys : notADict(object, at),
  );
}

function requestNames(argument: Value, requests: readonly string[], at: Place): Value {
  return joinOver(elementOf(argument), (object) => {
    if (object.kind !== 'dict') return notADict(object, at);
    const given = requests.flatMap((request) => object.entries.get(request) ?? []);
    if (given.length === 0) return object.rest ?? unknownValue('missing-argument', 'TableName', at);
    return joinAll(given.map((request) => subscriptValue(request, textValue('TableName'), at)));
  });
}
