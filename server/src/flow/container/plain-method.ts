/*
 * Methods of dicts and sequences whose result is known from the documentation of Python:
 * https://docs.python.org/3/library/stdtypes.html
 */
import { CALLED, elementOf, subscriptValue, valuesOf } from './container.ts';
import type { CallArguments } from '../library/library.ts';
import { callTextMethod } from './text-method.ts';
import {
  type DictObject,
  join,
  MAX_OBJECTS,
  type MethodObject,
  NOTHING,
  type SequenceObject,
  unknownValue,
  type Value,
  valueOf,
} from '../value/value.ts';

/** Methods that give a table's name as it is: names hold no white space. */
const KEEPS_TEXT: ReadonlySet<string> = new Set(['strip', 'lstrip', 'rstrip', 'encode']);

function onlyText(value: Value | undefined): string | null {
  const [object] = value?.objects ?? [];
  return value?.unknowns.length === 0 && value.objects.length === 1 && object?.kind === 'string'
    ? object.text
    : null;
}

function callDictMethod(self: DictObject, name: string, given: CallArguments): Value {
  const [first, second] = given.positional();
  switch (name) {
    case 'get':
    case 'pop':
    case 'setdefault':
      return first
        ? getItem(self, first, second ?? valueOf({ kind: 'constant', text: 'None' }), given)
        : NOTHING;
    case 'copy':
      return valueOf(self);
    case 'keys':
      return valueOf({ kind: 'sequence', items: [], rest: self.keys });
    case 'values':
      return inOrder(self, [...self.entries.values()], valuesOf(self));
    case 'items':
      return itemsOf(self);
    default:
      return unknownValue('computed-at-run-time', `.${name}()`, given.at);
  }
}

/** What a dict gives for its keys in their order; anything at any place when not all keys are known. */
function inOrder({ rest }: DictObject, items: readonly Value[], any: Value): Value {
  return rest || items.length > MAX_OBJECTS
    ? valueOf({ kind: 'sequence', items: [], rest: any })
    : valueOf({ kind: 'sequence', items, rest: null });
}

/** The pairs of a dict; each for itself where all keys are known. */
function itemsOf({ entries, keys, rest }: DictObject): Value {
  const pairOf = (key: Value, value: Value): Value =>
    valueOf({ kind: 'sequence', items: [key, value], rest: null });
  if (rest || entries.size > MAX_OBJECTS) {
    const all = valuesOf({ kind: 'dict', entries, keys, rest });
    return valueOf({ kind: 'sequence', items: [], rest: pairOf(keys, all) });
  }
  const pairs = [...entries].map(([text, value]) => {
    const named = keys.objects.find((object) => object.kind === 'string' && object.text === text);
    return pairOf(named ? valueOf(named) : keys, value);
  });
  return valueOf({ kind: 'sequence', items: pairs, rest: null });
}

/** `dict.get(key, default)`: the default only where the key may be absent. */
function getItem(self: DictObject, key: Value, initial: Value, given: CallArguments): Value {
  const text = onlyText(key);
  if (text !== null && self.entries.has(text)) return self.entries.get(text) ?? NOTHING;
  if (text !== null && !self.rest) return initial;
  return join(subscriptValue(valueOf(self), key, given.at), initial);
}

function callSequenceMethod(self: SequenceObject, name: string, given: CallArguments): Value {
  if (name === 'copy') return valueOf(self);
  if (name === 'pop' || name === CALLED) return elementOf(valueOf(self));
  return unknownValue('computed-at-run-time', `.${name}()`, given.at);
}

/** Calls a method of a text, a dict or a sequence. */
export function callPlainMethod(
  self: Exclude<MethodObject['self'], { readonly kind: 'api' | 'instance' }>,
  name: string,
  given: CallArguments,
): Value {
  switch (self.kind) {
    case 'string':
      return callTextMethod(self, name, given);
    case 'dict':
      return callDictMethod(self, name, given);
    case 'sequence':
      return callSequenceMethod(self, name, given);
    case 'resource-name':
      return KEEPS_TEXT.has(name)
        ? valueOf(self)
        : unknownValue('computed-at-run-time', `.${name}()`, given.at);
    case 'environment':
      return unknownValue('environment-variable', self.variable, self.at, { trail: self.trail });
  }
}
