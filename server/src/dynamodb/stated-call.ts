/*
 * Table comments on calls of operations: which of the calls on a line a comment is about, and what it says then.
 */
import type { Site } from '../flow/evaluator.ts';
import { statedBy, withStatedName } from '../flow/stated/stated.ts';
import { isNothing, type Value } from '../flow/value/value.ts';
import { calledName } from '../link/mentions.ts';
import type { CallExpression } from '../summary/expression.ts';
import { OPERATION_METHODS, TABLE_CONSTRUCTOR } from './catalog/reference.ts';

/** Whether a call with a method of that name could be an operation, or make a table. */
export function isOperationName(name: string): boolean {
  return OPERATION_METHODS.has(name) || name === TABLE_CONSTRUCTOR;
}

/** Whether a comment states the tables of a call. One inside the brackets of a call is about operations on its own line first. */
export function isStated({ stated }: CallExpression, site: Site): boolean {
  if (stated?.role !== 'around') return stated !== undefined;
  const calls = site.body.scopes[site.scope]?.calls ?? [];
  return !calls.some(
    (other) =>
      other.stated?.comment === stated.comment &&
      other.stated.role !== 'around' &&
      isOperationName(calledName(other) ?? ''),
  );
}

/** The names that a call gives, with what a comment states about it. */
export function withCommentOnCall(call: CallExpression, site: Site, known: Value): Value {
  if (!call.stated || !isStated(call, site)) return known;
  const stated = statedBy(site, call.stated.comment);
  return isNothing(known) ? stated : withStatedName(known, stated);
}
