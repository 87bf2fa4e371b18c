/*
 * What functions return: an open term in their parameters, evaluated per call with its arguments, a few calls deep.
 */
import { scopeId } from '../link/place.ts';
import type { Expression } from '../summary/expression.ts';
import type { Scope } from '../summary/unit.ts';
import { bindParameters } from './callable/arguments.ts';
import { withReturnPromise } from './annotation/annotation.ts';
import { bounded } from './value/bounded.ts';
import { aroundOf, withClosure } from './callable/closure.ts';
import { elementOf } from './container/container.ts';
import {
  type BoundCall,
  type Evaluator,
  frameOf,
  parametersOf,
  placeOf,
  type Site,
  siteOf,
} from './evaluator.ts';
import type { CallArguments } from './library/library.ts';
import { withComment } from './stated/stated.ts';
import { abstracted } from './callable/unknown-argument.ts';
import { valueKey } from './value/value-key.ts';
import {
  type FunctionObject,
  isNothing,
  joinAll,
  NOTHING,
  unknownValue,
  type Value,
  valueOf,
} from './value/value.ts';

/** Calls are followed with their arguments this deep; deeper ones are answered with a reason. */
const MAX_DEPTH = 4;

const NO_RESULT = valueOf({ kind: 'constant', text: 'None' });

/** Tells calls apart by function, depth and arguments. */
export function boundCallKey({ scope, parameters, depth }: BoundCall): string {
  if (!parameters) return scopeId(scope);
  const values = [...parameters].map(([binding, value]) => `${binding}=${valueKey(value)}`);
  return `${scopeId(scope)}(${values.join(',')})^${depth}`;
}

/** The join over everything that a function returns, or a sequence of what it yields. */
export function evaluateReturns(
  evaluator: Evaluator,
  { scope, parameters, depth, around }: BoundCall,
): Value {
  const unit = siteOf(evaluator.program, scope);
  const definition = unit?.body.scopes[scope.scope];
  if (!unit || !definition) return NOTHING;
  const site: Site = {
    ...unit,
    call: parameters && frameOf(parameters, { depth, around: around ?? [] }),
  };
  const evaluate = (value: Expression): Value => evaluator.evaluate(value, site);
  const stated = (known: Value): Value => withComment(evaluator, site, definition.stated, known);
  const returned = joinAll(definition.returns.map(evaluate));
  if (definition.yields.length === 0) {
    const annotated = asAnnotated(evaluator, returned, definition, site);
    const isSilent = definition.returns.length === 0 && isNothing(annotated);
    return bounded(stated(isSilent ? NO_RESULT : annotated));
  }
  const rest = joinAll(definition.yields.map(evaluate));
  const yielded = valueOf({ kind: 'sequence', items: [], rest });
  const annotated = elementOf(asAnnotated(evaluator, yielded, definition, site));
  return bounded(valueOf({ kind: 'sequence', items: [], rest: stated(annotated) }));
}

/** What a body returns, with what the annotation of its function promises where the body says nothing. */
function asAnnotated(evaluator: Evaluator, value: Value, scope: Scope, site: Site): Value {
  if (!scope.returnAnnotation || (isNothing(value) && scope.returns.length > 0)) return value;
  const around = { ...site, scope: scope.parent };
  return withReturnPromise(evaluator, value, scope.returnAnnotation, around, {
    name: `${scope.name}()`,
    at: placeOf(site, scope.nameAt),
    reason: 'computed-at-run-time',
  });
}

/** The value of calling a function of the workspace. */
export function callFunction(
  evaluator: Evaluator,
  callee: FunctionObject,
  given: CallArguments,
): Value {
  const unit = siteOf(evaluator.program, callee.scope);
  const definition = unit?.body.scopes[callee.scope.scope];
  if (!unit || !definition) return NOTHING;
  if (
    definition.returns.length === 0 &&
    definition.yields.length === 0 &&
    definition.stated === undefined
  ) {
    return definition.returnAnnotation
      ? evaluator.returnsOf({ scope: callee.scope, parameters: null, depth: 0 })
      : NO_RESULT;
  }
  const parameters = parametersOf({ ...unit, scope: callee.scope.scope });
  const depth = given.depth + 1;
  if (parameters.length === 0 && !callee.closure)
    return evaluator.returnsOf({ scope: callee.scope, parameters: null, depth: 0 });
  if (depth > MAX_DEPTH) return unknownValue('depth-limit', definition.name || 'lambda', given.at);
  const bound = bindParameters(parameters, given, callee.self && valueOf(callee.self));
  const { parameters: taken, restore } = abstracted(callee.scope, withClosure(callee, bound));
  const around = aroundOf(callee);
  return restore(evaluator.returnsOf({ scope: callee.scope, parameters: taken, depth, around }));
}
