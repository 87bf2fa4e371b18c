/*
 * Whether two models say the same, so that an edit that changes none of it stops there.
 */
import { sameValue } from '../flow/value/same.ts';
import type { Value } from '../flow/value/value.ts';
import type { InfraModel } from './model.ts';

function isValue(item: object): item is Value {
  return 'objects' in item && 'unknowns' in item;
}

function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right) return false;
  if (isValue(left) && isValue(right)) return sameValue(left, right);
  const entries = Object.entries(left);
  const others = new Map(Object.entries(right));
  return (
    entries.length === others.size &&
    entries.every(([key, item]) => others.has(key) && same(item, others.get(key)))
  );
}

/** Whether two models are equal. */
export function sameInfra(left: InfraModel, right: InfraModel): boolean {
  return same(left, right);
}

/** Whether two items of models, such as two tables, are equal. */
export function sameItem(left: unknown, right: unknown): boolean {
  return same(left, right);
}
