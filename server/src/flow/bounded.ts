/*
 * Keeps values finite: containers inside containers are cut off below a depth.
 * Every cycle of the evaluation passes a binding, a member, a parameter or a return, and each of them cuts.
 */
import { unknownValue, type Value, type ValueObject } from './value.ts';

/** A list of requests with their fields in the keyword arguments of a call is four deep. */
const MAX_DEPTH = 5;

const depths = new WeakMap<Value, number>();

const CUT = unknownValue('depth-limit', '', null);

function contentsOf(object: ValueObject): readonly Value[] {
  switch (object.kind) {
    case 'dict':
      return [object.keys, ...object.entries.values(), ...(object.rest ? [object.rest] : [])];
    case 'sequence':
      return [...object.items, ...(object.rest ? [object.rest] : [])];
    case 'api':
      return [...object.parts.values()];
    case 'instance':
      return [...(object.made?.parameters.values() ?? []), ...(object.made?.fields.values() ?? [])];
    case 'method':
      return contentsOf(object.self);
    default:
      return [];
  }
}

/** How many containers lie inside each other at most. */
function depthOf(value: Value): number {
  const known = depths.get(value);
  if (known !== undefined) return known;
  let depth = 0;
  for (const object of value.objects) {
    for (const content of contentsOf(object)) depth = Math.max(depth, 1 + depthOf(content));
  }
  depths.set(value, depth);
  return depth;
}

function mapValues(
  map: ReadonlyMap<string, Value>,
  change: (value: Value) => Value,
): ReadonlyMap<string, Value> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}

function cutObject(object: ValueObject, depth: number): ValueObject {
  const cut = (value: Value): Value => cutValue(value, depth - 1);
  switch (object.kind) {
    case 'dict':
      return {
        kind: 'dict',
        entries: mapValues(object.entries, cut),
        keys: cut(object.keys),
        rest: object.rest && cut(object.rest),
      };
    case 'sequence':
      return {
        kind: 'sequence',
        items: object.items.map(cut),
        rest: object.rest && cut(object.rest),
      };
    case 'api':
      return { ...object, parts: mapValues(object.parts, cut) };
    case 'instance':
      return { ...object, made: null };
    case 'method':
      return { ...object, self: cutObject(object.self, depth) as typeof object.self };
    default:
      return object;
  }
}

function cutValue(value: Value, depth: number): Value {
  if (depthOf(value) <= depth) return value;
  if (depth < 0) return CUT;
  return {
    objects: value.objects.map((object) => cutObject(object, depth)),
    unknowns: value.unknowns,
  };
}

/** The value with nothing deeper than the limit. */
export function bounded(value: Value): Value {
  return cutValue(value, MAX_DEPTH);
}
