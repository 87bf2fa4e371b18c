/*
 * Keeps values finite: containers inside containers are cut off below a depth.
 * Every cycle of the evaluation passes a binding, a member, a parameter or a return, and each of them cuts.
 */
import { contentsOf, mapContents } from './contents.ts';
import { unknownValue, type Value, type ValueObject, withoutCalls } from './value.ts';

/** A list of requests with their fields in the keyword arguments of a call is four deep. */
const MAX_DEPTH = 5;

const depths = new WeakMap<Value, number>();

const CUT = unknownValue('depth-limit', '', null);

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

/** What is inside of an instance, or around a function, is only known as a whole. */
function cutObject(object: ValueObject, depth: number): ValueObject {
  if (object.kind === 'instance') return { ...object, made: null };
  if (object.kind === 'function') return withoutCalls(object);
  return mapContents(object, (value) => cutValue(value, depth - 1));
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
