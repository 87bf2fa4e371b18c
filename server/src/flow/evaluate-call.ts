/*
 * Calls: of functions and classes of the workspace, of what libraries offer, of methods of plain values.
 */
import type { CallExpression } from '../summary/expression.ts';
import { argumentsOf } from './callable/arguments.ts';
import { attributeOf, OBJECT_NEW } from './class/attribute.ts';
import { withPartial } from './callable/partial.ts';
import { enclosingClass } from './class/class.ts';
import { CALLED } from './container/container.ts';
import { callFieldMethod } from './class/field-copy.ts';
import { fieldDefault } from './class/class-field.ts';
import { callInstance, constructValue, newInstance } from './class/construct.ts';
import { callFunction } from './evaluate-function.ts';
import { requestedValue } from './test-code/injected.ts';
import { type Evaluator, placeOf, type Site } from './evaluator.ts';
import { callOutside } from './library/external-call.ts';
import type { CallArguments } from './library/library.ts';
import { lookedInto } from './library/library-entry.ts';
import { callGetter } from './library/operator-library.ts';
import { outsideReason } from './library/outside.ts';
import { callPlainMethod } from './container/plain-method.ts';
import { withCallComment } from './stated/stated.ts';
import { FIXTURE_REQUEST, GET_FIXTURE_VALUE } from './test-code/pytest-library.ts';
import {
  joinAll,
  joinOver,
  type MethodObject,
  NOTHING,
  unknownValue,
  type Value,
  type ValueObject,
  valueOf,
} from './value/value.ts';

/** The value of a call: what any of the possible callees returns. */
export function evaluateCall(evaluator: Evaluator, call: CallExpression, site: Site): Value {
  const callee = evaluator.evaluate(call.callee, site);
  const given = argumentsOf(evaluator, call, site);
  const value = joinOver(callee, (object) =>
    object.kind === 'external' && object.name === 'builtins.super'
      ? callSuper(evaluator, call, site)
      : callObject(evaluator, object, given),
  );
  return call.stated ? withCallComment(evaluator, site, call.stated, value) : value;
}

/** The value of calling any of several objects with arguments that are values already. */
export function callValue(evaluator: Evaluator, callee: Value, given: CallArguments): Value {
  return joinOver(callee, (object) => callObject(evaluator, object, given));
}

/** The arguments of a call that a library makes by itself. */
function withPositional(given: CallArguments, values: readonly Value[]): CallArguments {
  return {
    ...given,
    get: (_name, position) => {
      const value = position === null ? undefined : values[position];
      return value ? { value, at: given.at } : null;
    },
    keywords: () => new Map(),
    positional: () => values,
    spread: () => null,
  };
}

/** The value of calling an object with arguments. */
function callObject(evaluator: Evaluator, callee: ValueObject, given: CallArguments): Value {
  switch (callee.kind) {
    case 'function':
      return callFunction(evaluator, callee, given);
    case 'class':
      return constructValue(evaluator, callee.scope, given);
    case 'external':
      if (callee.name === OBJECT_NEW) return newInstance(given);
      if (callee.name === 'builtins.type') return callType(evaluator, given);
      return (
        fieldDefault(evaluator, callee.name, given) ??
        callOutside(evaluator, callee.name, given) ??
        evaluator.library.callExternal(callee.name, given) ??
        outsideResult(callee.name, given)
      );
    case 'method':
      return callMethod(evaluator, callee, given);
    case 'partial':
      return callObject(evaluator, callee.callee, withPartial(callee, given));
    case 'instance':
      return callInstance(evaluator, callee, given);
    case 'constant':
      return NOTHING;
    case 'api':
      return (
        callGetter(evaluator, callee, given) ??
        evaluator.library.callMethod(callee, CALLED, given) ??
        unknownValue('computed-at-run-time', `a call of ${callee.kind}`, given.at)
      );
    default:
      return unknownValue('computed-at-run-time', `a call of ${callee.kind}`, given.at);
  }
}

function outsideResult(name: string, { at }: CallArguments): Value {
  const [reason, detail] = outsideReason(name);
  return unknownValue(
    reason === 'unassigned-name' ? 'computed-at-run-time' : reason,
    `${detail}()`,
    at,
  );
}

/** `super()` in a method: its first parameter, seen from the bases of its class on. */
function callSuper(evaluator: Evaluator, call: CallExpression, site: Site): Value {
  const above = enclosingClass(evaluator.program, site);
  const [self] = site.body.scopes[site.scope]?.parameters ?? [];
  if (!above || self === undefined)
    return unknownValue('dynamic-attribute', 'super()', placeOf(site, call.at));
  const name = { kind: 'name', at: call.at, name: '', bindings: [self], open: false } as const;
  const objects = evaluator
    .evaluate(name, site)
    .objects.flatMap((object): Value[] =>
      object.kind === 'instance' || object.kind === 'class'
        ? [valueOf({ kind: 'super', self: object, above })]
        : [],
    );
  return joinAll(objects);
}

/** `type(object)`, which is `object.__class__`. */
function callType(evaluator: Evaluator, given: CallArguments): Value {
  const [object, ...rest] = given.positional();
  return object && rest.length === 0
    ? attributeOf(evaluator, object, '__class__', given.at)
    : unknownValue('computed-at-run-time', 'type()', given.at);
}

function callMethod(
  evaluator: Evaluator,
  { self, name }: MethodObject,
  given: CallArguments,
): Value {
  if (self.kind === 'instance') return callFieldMethod(evaluator, self, name, given);
  if (self.kind !== 'api') {
    const key = (): Value => given.positional()[0] ?? NOTHING;
    return callPlainMethod(lookedInto(evaluator.library, self, key, given.at), name, given);
  }
  if (self.type === FIXTURE_REQUEST && name === GET_FIXTURE_VALUE)
    return requestedValue(evaluator, self, given);
  const callback = evaluator.library.callback?.(self, name, given);
  if (callback)
    return callback.resultOf(
      callValue(evaluator, callback.callee, withPositional(given, callback.passed)),
    );
  const result = evaluator.library.callMethod(self, name, given);
  return result ?? unknownValue('api-response', `${self.type}.${name}()`, given.at);
}
