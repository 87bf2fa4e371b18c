/*
 * Dicts and sequences as values: looking into them, and building new ones. Nothing here knows expressions.
 */
import { type Place, scopeId } from '../../link/place.ts';
import { itemsOfRecord, recordAsDict } from '../class/record.ts';
import { outsideReason } from '../library/outside.ts';
import type {
  DictObject,
  InstanceObject,
  SequenceObject,
  Value,
  ValueObject,
} from '../value/value.ts';
import {
  isNothing,
  join,
  joinAll,
  joinOver,
  NOTHING,
  unknownValue,
  valueOf,
} from '../value/value.ts';

export const EMPTY_DICT: DictObject = {
  kind: 'dict',
  entries: new Map(),
  keys: NOTHING,
  rest: null,
};

/** The method of a sequence that stands for calling something which gives one of its elements. */
export const CALLED = '()';

/** Something that gives `result` when it is called. */
export function calledValue(result: Value): Value {
  return valueOf({
    kind: 'method',
    self: { kind: 'sequence', items: [], rest: result },
    name: CALLED,
  });
}

/** Everything that a dict may hold. */
export function valuesOf(dict: DictObject): Value {
  return joinAll([...dict.entries.values(), dict.rest ?? NOTHING]);
}

function notFound(detail: string, at: Place | null): Value {
  return unknownValue('computed-at-run-time', detail, at);
}

/** The text that stands for a member of an enumeration as a key; null for any other instance. */
function memberKey({ scope, made }: InstanceObject): string | null {
  return made?.fields.has('_name_') ? `${scopeId(scope)}.${made.key}` : null;
}

/** The texts that a key can be; null when it may be anything. */
export function knownKeys(index: Value): readonly string[] | null {
  const keys = index.objects.map((object) =>
    object.kind === 'instance'
      ? memberKey(object)
      : object.kind === 'string' || object.kind === 'constant'
        ? object.text
        : null,
  );
  return index.unknowns.length > 0 || keys.includes(null) ? null : (keys as readonly string[]);
}

function lookUp(dict: DictObject, index: Value, at: Place | null): Value {
  const keys = knownKeys(index);
  if (!keys) return isNothing(valuesOf(dict)) ? notFound('key', at) : valuesOf(dict);
  return joinAll(
    keys.map(
      (key) =>
        dict.entries.get(key) ?? dict.rest ?? unknownValue('unassigned-name', `key '${key}'`, at),
    ),
  );
}

function pick(sequence: SequenceObject, index: number): Value {
  const item = sequence.items.at(index);
  if (item && sequence.rest === null) return item;
  return item
    ? join(item, sequence.rest ?? NOTHING)
    : (sequence.rest ?? notFound(`item ${index}`, null));
}

/** The integer that a value certainly is; null for anything else. */
export function integerOf(value: Value): number | null {
  const [only] = value.objects;
  const isInteger =
    value.objects.length === 1 &&
    value.unknowns.length === 0 &&
    only?.kind === 'constant' &&
    /^-?\d+$/.test(only.text);
  return isInteger ? Number(only.text) : null;
}

/** The bounds of a slice; null for one that is left out. */
export interface Bounds {
  readonly from: number | null;
  readonly to: number | null;
}

/** `value[from:to]`; `bounds` is null when they are not known. */
export function sliceOf(value: Value, bounds: Bounds | null, at: Place | null): Value {
  return joinOver(value, (object) => {
    const [from, to] = [bounds?.from ?? 0, bounds?.to ?? undefined];
    switch (object.kind) {
      case 'string':
        return bounds
          ? valueOf({ ...object, text: Array.from(object.text).slice(from, to).join('') })
          : notFound('slice', at);
      case 'sequence':
        return bounds && !object.rest
          ? valueOf({ ...object, items: object.items.slice(from, to) })
          : valueOf({ kind: 'sequence', items: [], rest: elementOf(valueOf(object)) });
      default:
        return subscriptOther(object, at);
    }
  });
}

/** `left | right`: of two dicts the entries of both, of anything else either one. */
export function unionOf(left: Value, right: Value): Value {
  const [first] = left.objects;
  const [second] = right.objects;
  const areDicts =
    left.objects.length === 1 &&
    right.objects.length === 1 &&
    first?.kind === 'dict' &&
    second?.kind === 'dict';
  return areDicts ? valueOf(withSpread(first, right)) : join(left, right);
}

/** A record as a sequence of its fields, or where texts are asked for as a dict. */
function asContainer(object: ValueObject, index: Value | null): ValueObject {
  const items = object.kind === 'api' ? itemsOfRecord(object) : null;
  if (!items || object.kind !== 'api') return object;
  const [byName] = index?.objects.some(({ kind }) => kind === 'string')
    ? recordAsDict(object).objects
    : [];
  return byName ?? { kind: 'sequence', items, rest: null };
}

/** `value[index]` for dicts and sequences; other objects give a reason. */
export function subscriptValue(value: Value, index: Value, at: Place | null): Value {
  if (isNothing(index)) return NOTHING;
  return joinOver(value, (item) => {
    const object = asContainer(item, index);
    if (object.kind === 'dict') return lookUp(object, index, at);
    // A generic class with its types is the class: `Repository[Order]`.
    if (object.kind === 'class') return valueOf(object);
    const position = integerOf(index);
    if (object.kind === 'string' && position !== null) {
      const text = Array.from(object.text).at(position);
      return text === undefined ? notFound(`item ${position}`, at) : valueOf({ ...object, text });
    }
    if (object.kind !== 'sequence') return subscriptOther(object, at);
    return position === null ? elementOf(valueOf(object)) : pick(object, position);
  });
}

function subscriptOther(object: ValueObject, at: Place | null): Value {
  switch (object.kind) {
    case 'environment':
      return unknownValue('environment-variable', object.variable, object.at, {
        trail: object.trail,
      });
    case 'external':
      return unknownValue(...outsideReason(object.name), at);
    case 'constant':
      return NOTHING;
    default:
      return notFound(object.kind, at);
  }
}

/** The items of a value that is one sequence whose items are all known; null for any other. */
export function itemsOf(value: Value): readonly Value[] | null {
  const [only] = value.objects;
  const isKnown = value.objects.length === 1 && value.unknowns.length === 0;
  return isKnown && only?.kind === 'sequence' && !only.rest ? only.items : null;
}

/** One element of an iterable: an item of a sequence, a key of a dict. */
export function elementOf(value: Value): Value {
  return joinOver(value, (item) => {
    const object = asContainer(item, null);
    if (object.kind === 'sequence') return joinAll([...object.items, object.rest ?? NOTHING]);
    if (object.kind === 'dict') return object.keys;
    return subscriptOther(object, null);
  });
}

/** Item `index` of what is unpacked; a negative index counts from the end. */
export function itemAt(value: Value, index: number): Value {
  return joinOver(value, (item) => {
    const object = asContainer(item, null);
    return object.kind === 'sequence' ? pick(object, index) : elementOf(valueOf(object));
  });
}

/**
 * The dict with `key` set: known keys are replaced, an unknown one may be any. Who builds a dict entry by entry gives
 * the one map that all its entries go into.
 */
export function withEntry(
  dict: DictObject,
  key: Value,
  value: Value,
  entries = new Map(dict.entries),
): DictObject {
  const known = knownKeys(key);
  const keys = join(dict.keys, key);
  if (!known) return { ...dict, keys, rest: join(dict.rest ?? NOTHING, value) };
  const [only] = known;
  if (known.length === 1 && only !== undefined) entries.set(only, value);
  else for (const text of known) entries.set(text, join(entries.get(text) ?? NOTHING, value));
  return { ...dict, entries, keys };
}

/** The dict after `**added` or `.update(added)`. */
export function withSpread(dict: DictObject, added: Value): DictObject {
  let result = dict;
  for (const object of added.objects) {
    if (object.kind !== 'dict') continue;
    const entries = new Map([...result.entries, ...object.entries]);
    const rest =
      result.rest || object.rest ? join(result.rest ?? NOTHING, object.rest ?? NOTHING) : null;
    result = { kind: 'dict', entries, keys: join(result.keys, object.keys), rest };
  }
  const others = added.objects
    .filter((object) => object.kind !== 'dict')
    .map((object) => subscriptOther(object, null));
  const unknown = joinAll([...others, { objects: [], unknowns: added.unknowns }]);
  if (isNothing(unknown)) return result;
  return {
    ...result,
    keys: join(result.keys, unknown),
    rest: join(result.rest ?? NOTHING, unknown),
  };
}

/** The sequence with one more item somewhere. */
export function withItem(sequence: SequenceObject, item: Value): SequenceObject {
  return { ...sequence, rest: join(sequence.rest ?? NOTHING, item) };
}

/** `left + right` for lists and tuples. */
export function appendSequences(left: Value, right: Value): Value {
  const [first] = left.objects;
  const [second] = right.objects;
  const single = left.objects.length === 1 && right.objects.length === 1;
  if (
    single &&
    first?.kind === 'sequence' &&
    second?.kind === 'sequence' &&
    !first.rest &&
    !second.rest
  ) {
    return valueOf({ kind: 'sequence', items: [...first.items, ...second.items], rest: null });
  }
  return valueOf({ kind: 'sequence', items: [], rest: join(elementOf(left), elementOf(right)) });
}
