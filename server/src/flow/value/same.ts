/*
 * Equality of values, part by part. It decides where recomputation stops, so it must see every difference that anyone shows.
 */
import type {
  Closure,
  Construction,
  DictObject,
  FunctionObject,
  PartialObject,
  ResourceNameObject,
  SequenceObject,
  StringObject,
  Value,
  ValueObject,
} from './value.ts';
import type { Trail, Unknown } from './unknown.ts';
import { identityOf } from './value.ts';
import { compareTrails } from './unknown.ts';
import { sameWithin } from './within.ts';
import { type Place, scopeId } from '../../link/place.ts';

function samePlace(left: Place | null, right: Place | null): boolean {
  if (left === right) return true;
  return (
    !!left &&
    !!right &&
    left.file === right.file &&
    left.unit === right.unit &&
    left.anchor === right.anchor
  );
}

function sameTrail(left: Trail | null, right: Trail | null): boolean {
  return compareTrails(left, right) === 0;
}

function sameUnknown(left: Unknown, right: Unknown): boolean {
  return (
    left.reason === right.reason &&
    left.detail === right.detail &&
    left.pattern === right.pattern &&
    left.endless === right.endless &&
    samePlace(left.at, right.at) &&
    samePlace(left.source, right.source) &&
    sameTrail(left.trail, right.trail)
  );
}

function sameMap(left: ReadonlyMap<string, Value>, right: ReadonlyMap<string, Value>): boolean {
  if (left.size !== right.size) return false;
  for (const [key, value] of left) {
    const other = right.get(key);
    if (!other || !sameValue(value, other)) return false;
  }
  return true;
}

function sameRest(left: Value | null, right: Value | null): boolean {
  return left && right ? sameValue(left, right) : left === right;
}

function sameObject(left: ValueObject, right: ValueObject): boolean {
  if (left === right) return true;
  return (
    left.kind === right.kind && identityOf(left) === identityOf(right) && sameContent(left, right)
  );
}

/** Compares what the identity does not say. */
function sameContent(left: ValueObject, right: ValueObject): boolean {
  if (left.kind === 'string' && right.kind === 'string') return sameText(left, right);
  if (left.kind === 'resource-name' && right.kind === 'resource-name') return sameText(left, right);
  if (left.kind === 'environment' && right.kind === 'environment') {
    return (
      samePlace(left.at, right.at) &&
      samePlace(left.source, right.source) &&
      sameTrail(left.trail, right.trail)
    );
  }
  return sameParts(left, right);
}

function sameText(
  left: StringObject | ResourceNameObject,
  right: StringObject | ResourceNameObject,
): boolean {
  return sameTrail(left.trail, right.trail) && sameWithin(left.within, right.within);
}

function sameParts(left: ValueObject, right: ValueObject): boolean {
  if (left.kind === 'api' && right.kind === 'api') return sameMap(left.parts, right.parts);
  if (left.kind === 'method' && right.kind === 'method') return sameObject(left.self, right.self);
  if (left.kind === 'instance' && right.kind === 'instance') return sameMade(left.made, right.made);
  if (left.kind === 'dict' && right.kind === 'dict') return sameDict(left, right);
  if (left.kind === 'function' && right.kind === 'function') return sameFunction(left, right);
  if (left.kind === 'partial' && right.kind === 'partial') return samePartial(left, right);
  return left.kind !== 'sequence' || right.kind !== 'sequence' || sameSequence(left, right);
}

function sameFunction(left: FunctionObject, right: FunctionObject): boolean {
  return (
    sameClosure(left.closure, right.closure) &&
    (left.standsFor && scopeId(left.standsFor)) === (right.standsFor && scopeId(right.standsFor))
  );
}

function sameClosure(left: Closure | null, right: Closure | null): boolean {
  if (!left || !right) return left === right;
  return sameByBinding(left.parameters, right.parameters);
}

function samePartial(left: PartialObject, right: PartialObject): boolean {
  return (
    samePlace(left.at, right.at) &&
    sameObject(left.callee, right.callee) &&
    left.positional.every((value, index) => sameRest(value, right.positional[index] ?? null)) &&
    sameMap(left.keywords, right.keywords)
  );
}

function sameByBinding(
  left: ReadonlyMap<number, Value>,
  right: ReadonlyMap<number, Value>,
): boolean {
  return [...left].every(([binding, value]) => {
    const other = right.get(binding);
    return other !== undefined && sameValue(value, other);
  });
}

function sameMade(left: Construction | null, right: Construction | null): boolean {
  if (!left || !right) return left === right;
  if (!sameMap(left.fields, right.fields)) return false;
  return sameByBinding(left.parameters, right.parameters);
}

function sameDict(left: DictObject, right: DictObject): boolean {
  const keys = [...right.entries.keys()];
  return (
    [...left.entries.keys()].every((key, index) => key === keys[index]) &&
    sameMap(left.entries, right.entries) &&
    sameValue(left.keys, right.keys) &&
    sameRest(left.rest, right.rest)
  );
}

function sameSequence(left: SequenceObject, right: SequenceObject): boolean {
  return (
    left.items.length === right.items.length &&
    left.items.every((item, index) => sameRest(item, right.items[index] ?? null)) &&
    sameRest(left.rest, right.rest)
  );
}

function sameAs<T>(same: (left: T, right: T) => boolean, left: T, right: T | undefined): boolean {
  return right !== undefined && same(left, right);
}

/** Whether two values are equal, trails included. */
export function sameValue(left: Value, right: Value): boolean {
  if (left === right) return true;
  return (
    left.objects.length === right.objects.length &&
    left.unknowns.length === right.unknowns.length &&
    left.objects.every((object, index) => sameAs(sameObject, object, right.objects[index])) &&
    left.unknowns.every((unknown, index) => sameAs(sameUnknown, unknown, right.unknowns[index]))
  );
}
