/*
 * Getters as values: `itemgetter("table")`, `attrgetter("config.table")`, `methodcaller("lower")`, and properties that are
 * made by a call.
 * Sources: https://docs.python.org/3/library/operator.html, functions.html#property
 */
import type { Place } from '../../link/place.ts';
import { attributeOf } from '../class/attribute.ts';
import { subscriptValue } from '../container/container.ts';
import type { Evaluator } from '../evaluator.ts';
import { type CallArguments, type LibraryModel, NO_LIBRARY } from './library.ts';
import { PROPERTY } from '../class/property.ts';
import {
  type ApiObject,
  joinOver,
  NOTHING,
  unknownValue,
  type Value,
  valueOf,
} from '../value/value.ts';

const ITEM = 'operator.itemgetter';
const ATTRIBUTE = 'operator.attrgetter';
const METHOD = 'operator.methodcaller';

const PROPERTIES: ReadonlySet<string> = new Set([
  'builtins.property',
  'functools.cached_property',
  'django.utils.functional.cached_property',
]);

function sequence(items: readonly Value[]): Value {
  return valueOf({ kind: 'sequence', items, rest: null });
}

function callExternal(name: string, call: CallArguments): Value | null {
  if (PROPERTIES.has(name)) {
    const getter = call.get(name === 'builtins.property' ? 'fget' : 'func', 0);
    return (
      getter && valueOf({ kind: 'api', type: PROPERTY, parts: new Map([['fget', getter.value]]) })
    );
  }
  if (name !== ITEM && name !== ATTRIBUTE && name !== METHOD) return null;
  const parts = new Map([['keys', sequence(call.positional())]]);
  return call.spread() || call.keywords().size > 0
    ? null
    : valueOf({ kind: 'api', type: name, parts });
}

/** `a.b.c` of an object, by names that are known. */
function attributesOf(evaluator: Evaluator, object: Value, names: Value, at: Place): Value {
  return joinOver(names, (name) =>
    name.kind === 'string'
      ? name.text
          .split('.')
          .reduce((owner, part) => attributeOf(evaluator, owner, part, at), object)
      : unknownValue('dynamic-attribute', ATTRIBUTE, at),
  );
}

/** The value of calling a getter; null when the object is none. */
export function callGetter(
  evaluator: Evaluator,
  { type, parts }: ApiObject,
  given: CallArguments,
): Value | null {
  const [object = NOTHING] = given.positional();
  const keys =
    parts.get('keys')?.objects.flatMap((item) => (item.kind === 'sequence' ? item.items : [])) ??
    [];
  const get = (key: Value): Value =>
    type === ITEM
      ? subscriptValue(object, key, given.at)
      : attributesOf(evaluator, object, key, given.at);
  const [first, ...rest] = keys;
  switch (type) {
    case ITEM:
    case ATTRIBUTE:
      return first && rest.length === 0 ? get(first) : sequence(keys.map(get));
    case METHOD:
      return (
        (first &&
          evaluator.call(attributesOf(evaluator, object, first, given.at), {
            ...given,
            get: (_name, position) => {
              const value = position === null ? undefined : rest[position];
              return value ? { value, at: given.at } : null;
            },
            positional: () => rest,
            keywords: () => new Map(),
            spread: () => null,
          })) ??
        null
      );
    default:
      return null;
  }
}

/** Getters that a call makes. */
export const operatorLibrary: LibraryModel = { ...NO_LIBRARY, callExternal };
