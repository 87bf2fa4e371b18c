/*
 * The classes derived from a class: any instance of a class may be one of theirs. Those of tests count for tests only.
 */
import { type ScopeReference, scopeId } from '../../link/place.ts';
import type { Evaluator } from '../evaluator.ts';
import { joinAll, type Value, valueOf } from '../value/value.ts';

/** More derived classes than this are not looked through. */
const MAX_DERIVED = 48;

/** More classes than this are not listed as what a class that is handed in may be. */
const MAX_LISTED = 12;

/** All classes that derive from a class, directly or not; none when there are too many. */
export function descendantsOf(
  evaluator: Evaluator,
  scope: ScopeReference,
): readonly ScopeReference[] {
  const seen = new Map([[scopeId(scope), scope]]);
  for (const candidate of seen.values()) {
    for (const derived of evaluator.subclassesOf(candidate)) seen.set(scopeId(derived), derived);
    if (seen.size > MAX_DERIVED) return [];
  }
  return [...seen.values()].slice(1);
}

/** What the class of any instance of a class may be: the class itself, or one derived from it. */
export function anyClass(evaluator: Evaluator, scope: ScopeReference): Value {
  const derived = descendantsOf(evaluator, scope);
  const classes = [scope, ...(derived.length > MAX_LISTED ? [] : derived)];
  return joinAll(classes.map((item) => valueOf({ kind: 'class', scope: item })));
}
