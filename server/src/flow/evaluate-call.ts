/*
 * Calls: of functions and classes of the workspace, of what libraries offer, of methods of plain values.
 */
import type { CallExpression } from '../summary/expression.ts';
import { argumentsOf } from './arguments.ts';
import { callFunction } from './evaluate-function.ts';
import { type Evaluator, placeOf, type Site } from './evaluator.ts';
import type { CallArguments } from './library.ts';
import { callPlainMethod } from './plain-method.ts';
import {
  joinAll,
  type MethodObject,
  NOTHING,
  unknownValue,
  type Value,
  type ValueObject,
  valueOf,
} from './value.ts';

/** The value of a call: what any of the possible callees returns. */
export function evaluateCall(evaluator: Evaluator, call: CallExpression, site: Site): Value {
  const callee = evaluator.evaluate(call.callee, site);
  const given = argumentsOf(evaluator, call, site);
  const results = callee.objects.map((object) => callObject(evaluator, object, call, given, site));
  return joinAll([...results, { objects: [], unknowns: callee.unknowns }]);
}

function callObject(
  evaluator: Evaluator,
  callee: ValueObject,
  call: CallExpression,
  given: CallArguments,
  site: Site,
): Value {
  switch (callee.kind) {
    case 'function':
      return callFunction(evaluator, callee, call, site);
    case 'class':
      return valueOf({ kind: 'instance', scope: callee.scope });
    case 'external':
      return (
        evaluator.library.callExternal(callee.name, given) ?? outsideResult(callee.name, given)
      );
    case 'method':
      return callMethod(evaluator, callee, given);
    case 'constant':
      return NOTHING;
    default:
      return unknownValue(
        'computed-at-run-time',
        `a call of ${callee.kind}`,
        placeOf(site, call.at),
      );
  }
}

function outsideResult(name: string, { at }: CallArguments): Value {
  const builtin = /^builtins\.(.*)$/.exec(name)?.[1];
  if (builtin === undefined) return unknownValue('external-module', `${name}()`, at);
  return unknownValue('computed-at-run-time', `${builtin}()`, at);
}

function callMethod(
  evaluator: Evaluator,
  { self, name }: MethodObject,
  given: CallArguments,
): Value {
  if (self.kind !== 'api') return callPlainMethod(self, name, given);
  const result = evaluator.library.callMethod(self, name, given);
  return result ?? unknownValue('api-response', `${self.type}.${name}()`, given.at);
}
