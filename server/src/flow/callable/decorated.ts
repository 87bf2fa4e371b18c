/*
 * Decorators of the workspace that hand the decorated function more than it is called with, or in other places.
 * The name of such a function is the wrapper that the decorator makes; with any other decorator it is the function itself,
 * so that its callers stay known.
 */
import { type ScopeReference, scopeId } from '../../link/place.ts';
import type { CallArgument, CallExpression, Expression } from '../../summary/expression.ts';
import { printExpression } from '../../summary/print.ts';
import { type ParameterBinding } from '../../summary/unit.ts';
import { aroundOf } from './closure.ts';
import { type Evaluator, frameOf, parametersOf, placeOf, type Site, siteOf } from '../evaluator.ts';
import type { CallArguments } from '../library/library.ts';
import { type FunctionObject, joinAll, unknownValue, type Value, valueOf } from '../value/value.ts';

/** A call by somebody who is not seen: nothing is known about its arguments. */
function unseenCall(site: Site, decorator: Expression): CallArguments {
  const at = placeOf(site, decorator.at);
  const note = `@${printExpression(decorator)}`;
  const anything = unknownValue('parameter-without-caller', note, at);
  return {
    at,
    note,
    depth: site.call?.depth ?? 0,
    get: () => null,
    keywords: () => new Map(),
    positional: () => [],
    spread: () => anything,
  };
}

/** The call of a decorator with what it decorates. */
function application(site: Site, decorator: Expression, decorated: Value): CallArguments {
  const given = unseenCall(site, decorator);
  return {
    ...given,
    get: (_name, position) => (position === 0 ? { value: decorated, at: given.at } : null),
    positional: () => [decorated],
    spread: () => null,
  };
}

type Parameters = readonly (readonly [number, ParameterBinding])[];

/** Whether an expression is a parameter as it came in. */
function isParameter(expression: Expression, binding: number | undefined): boolean {
  if (expression.kind !== 'name' || expression.open) return false;
  const [only, ...more] = expression.bindings;
  return only === binding && only !== undefined && more.length === 0;
}

/** Whether an argument is what the parameter of its place, or of its name, got. */
function isPassedOn(argument: CallArgument, index: number, parameters: Parameters): boolean {
  const parameter = parameters.find(([, { form, name, index: place }]) => {
    switch (argument.kind) {
      case 'positional':
        return form === 'plain' && place === index;
      case 'spread':
        return form === 'rest' && place === index;
      case 'keyword':
        return (form === 'plain' || form === 'keyword-only') && name === argument.name;
      case 'keyword-spread':
        return form === 'keyword-rest';
    }
  });
  return isParameter(argument.value, parameter?.[0]);
}

/** Whether a call gives what it calls something else than the arguments of the function around, in their order. */
function changesArguments(call: CallExpression, parameters: Parameters): boolean {
  return !call.arguments.every((argument, index) => isPassedOn(argument, index, parameters));
}

/** Whether a function is a wrapper that calls the decorated function with other arguments than its own. */
function wraps(evaluator: Evaluator, wrapper: FunctionObject, inner: Value): boolean {
  const unit = wrapper.closure && siteOf(evaluator.program, wrapper.scope);
  if (!unit) return false;
  const parameters = parametersOf(unit);
  const more = { partial: true, around: aroundOf(wrapper) };
  const site = { ...unit, call: frameOf(wrapper.closure.parameters, more) };
  const isInner = (callee: Expression): boolean =>
    evaluator
      .evaluate(callee, site)
      .objects.some((object) => object.kind === 'function' && isAmong(object, inner));
  return (unit.body.scopes[unit.scope]?.calls ?? []).some(
    (call) =>
      call.callee.kind === 'name' && changesArguments(call, parameters) && isInner(call.callee),
  );
}

function isAmong({ scope }: FunctionObject, { objects }: Value): boolean {
  const id = scopeId(scope);
  return objects.some((object) => object.kind === 'function' && scopeId(object.scope) === id);
}

/** What a decorator makes of a function; the function itself where it is called with what the wrapper is called with. */
function afterDecorator(
  evaluator: Evaluator,
  { site, decorator }: { readonly site: Site; readonly decorator: Expression },
  inner: Value,
  standsFor: ScopeReference,
): Value {
  const callee = evaluator.evaluate(decorator, site);
  const isOwn = callee.objects.some(({ kind }) => kind === 'function' || kind === 'partial');
  if (!isOwn) return inner;
  const made = evaluator.call(callee, application(site, decorator, inner));
  const functions = made.objects.filter((object) => object.kind === 'function');
  const wrappers = functions.filter((object) => wraps(evaluator, object, inner));
  if (wrappers.length === 0) return inner;
  const values = wrappers.map((object) => valueOf({ ...object, standsFor }));
  return joinAll(functions.some((object) => isAmong(object, inner)) ? [...values, inner] : values);
}

/** The value of the name of a function that is defined at a site with these decorators. */
export function decoratedValue(
  evaluator: Evaluator,
  site: Site,
  scope: number,
  plain: Value,
): Value {
  const decorators = site.body.scopes[scope]?.decorators ?? [];
  const standsFor = { file: site.file, unit: site.unit, scope };
  return decorators.reduceRight(
    (inner, decorator) => afterDecorator(evaluator, { site, decorator }, inner, standsFor),
    plain,
  );
}

/** The wrappers that stand for a function, as somebody calls them who is not seen. */
export function unseenCallsOf(
  evaluator: Evaluator,
  target: Site,
): { readonly callee: Value; readonly given: CallArguments } | null {
  const { body, file, unit, scope } = target;
  const [outermost] = body.scopes[scope]?.decorators ?? [];
  const binding = body.bindings.findIndex((one) => one.kind === 'function' && one.body === scope);
  const definition = body.bindings[binding];
  if (!outermost || !definition) return null;
  const value = evaluator.bindingValue({ file, unit, name: definition.name, binding });
  const callee = joinAll(
    value.objects.flatMap((object) =>
      object.kind === 'function' && object.standsFor ? [valueOf(object)] : [],
    ),
  );
  return callee.objects.length > 0 ? { callee, given: unseenCall(target, outermost) } : null;
}
