/*
 * Which operations a place in the code is: by what the object is that the method is called on, never by the method's name.
 */
import { assertNever } from '../base/assert-never.ts';
import { argumentsOf } from '../flow/callable/arguments.ts';
import { attributeOf } from '../flow/class/attribute.ts';
import { type Arrival, arrivalsOf, type IsTarget } from '../flow/callable/arrivals.ts';
import type { PlacedCall } from '../flow/callable/callers.ts';
import { type Evaluator, placeOf, type Site } from '../flow/evaluator.ts';
import type { CallArguments } from '../flow/library/library.ts';
import { type ApiObject, joinAll, NOTHING, type Value, valueOf } from '../flow/value/value.ts';
import type { Place } from '../link/place.ts';
import type { AttributeExpression, CallExpression, Expression } from '../summary/expression.ts';
import { printExpression } from '../summary/print.ts';
import type { OperationCall } from './call-tables.ts';
import type { Operation, Surface } from './catalog/operation.ts';
import { operationOf } from './catalog/reference.ts';
import type { OperationSite } from './operation-sites.ts';

/** The library objects that a method may be called on: the receiver, or what an instance hands the method on to. */
function surfacesOf(
  evaluator: Evaluator,
  receiver: Value,
  method: string,
  at: Place,
): readonly ApiObject[] {
  const surfaces = receiver.objects.flatMap((object): readonly Value[] => {
    if (object.kind === 'api') return [valueOf(object)];
    if (object.kind !== 'instance') return [];
    return attributeOf(evaluator, valueOf(object), method, at).objects.flatMap((found) =>
      found.kind === 'method' && found.self.kind === 'api' && found.name === method
        ? [valueOf(found.self)]
        : [],
    );
  });
  // One call of one operation is one fact, however many ways lead to the object.
  return joinAll(surfaces).objects.filter((object) => object.kind === 'api');
}

/** The operations that a method of an object can be: one, or for a paginator one for each thing it may page through. */
function operationsOf(object: ApiObject, method: string): readonly Operation[] {
  const surface = object.type as Surface;
  if (surface !== 'Paginator') {
    const operation = operationOf(`${surface}.${method}`);
    return operation?.method === method ? [operation] : [];
  }
  const pages = object.parts.get('operation') ?? NOTHING;
  return pages.objects.flatMap((page) => {
    const operation = page.kind === 'string' ? operationOf(`${surface}.${page.text}`) : null;
    return operation?.method === method ? [operation] : [];
  });
}

/** The operations that a place is: by what the method's object is, or by what is called. */
export function operationsAt(
  evaluator: Evaluator,
  place: OperationSite,
  site: Site,
): readonly OperationCall[] {
  switch (place.kind) {
    case 'called':
      return calledAt(evaluator, place, site);
    case 'through':
      return throughAt(evaluator, place.call, site);
    case 'handed':
      return handedAt(evaluator, place, site);
    default:
      return assertNever(place);
  }
}

type PlaceOf<Kind extends OperationSite['kind']> = Extract<OperationSite, { readonly kind: Kind }>;

function calledAt(
  evaluator: Evaluator,
  { call, method }: PlaceOf<'called'>,
  site: Site,
): readonly OperationCall[] {
  const base = { evaluator, site, call, isCalled: true, object: method.object };
  const given = [argumentsOf(evaluator, call, site)];
  const nameAt = call.callee.kind === 'attribute' ? method.nameAt : call.callee.at;
  const note = printExpression(call);
  return receiversOf(evaluator, method, site).flatMap((receiver) =>
    operationsOf(receiver, method.name).map((operation) => ({
      ...base,
      operation,
      receiver,
      nameAt,
      given,
      note,
    })),
  );
}

function throughAt(
  evaluator: Evaluator,
  call: CallExpression,
  site: Site,
): readonly OperationCall[] {
  const { callee } = call;
  const base = { evaluator, site, call, isCalled: true, object: callee };
  const given = [argumentsOf(evaluator, call, site)];
  const nameAt = callee.kind === 'attribute' ? callee.nameAt : callee.at;
  const note = printExpression(call);
  return methodsOf(evaluator.evaluate(callee, site)).flatMap(({ self, name }) =>
    operationsOf(self, name).map((operation) => ({
      ...base,
      operation,
      receiver: self,
      nameAt,
      given,
      note,
    })),
  );
}

function handedAt(
  evaluator: Evaluator,
  { call, method }: PlaceOf<'handed'>,
  site: Site,
): readonly OperationCall[] {
  const base = { evaluator, site, call, isCalled: false, object: method.object };
  const shown = { nameAt: method.nameAt, note: printExpression(method) };
  return receiversOf(evaluator, method, site).flatMap((receiver) =>
    operationsOf(receiver, method.name).map((operation) => {
      const asks = operation.table.kind !== 'receiver' && call !== null;
      const given = asks ? argumentsGivenTo(evaluator, call, site, receiver, method.name) : [];
      return { ...base, ...shown, operation, receiver, given };
    }),
  );
}

/** The library objects that a method is looked up on. */
export function receiversOf(
  evaluator: Evaluator,
  method: AttributeExpression,
  site: Site,
): readonly ApiObject[] {
  const object = evaluator.evaluate(method.object, site);
  return surfacesOf(evaluator, object, method.name, placeOf(site, method.at));
}

/** The methods of library objects that a value may be; one for each object and name. */
function methodsOf(value: Value): readonly { readonly self: ApiObject; readonly name: string }[] {
  return value.objects.flatMap((object) =>
    object.kind === 'method' && object.self.kind === 'api'
      ? [{ self: object.self, name: object.name }]
      : [],
  );
}

/** Whether an expression is what a call gives, as it is written. */
function isResult(expression: Expression | null, call: CallExpression): boolean {
  if (expression?.kind === 'await') return isResult(expression.value, call);
  return expression?.kind === 'call' && expression.at === call.at;
}

/** The calls of what a call gives: `adapted(method)(…)`, or by the name of a variable that keeps it. */
function callsOfResult(call: CallExpression, site: Site): readonly PlacedCall[] {
  const { bindings, scopes } = site.body;
  const keepsIt = (index: number): boolean => {
    const binding = bindings[index];
    return binding?.kind === 'assignment' && isResult(binding.value, call);
  };
  return scopes.flatMap(({ calls }, scope) =>
    calls.flatMap((outer): readonly PlacedCall[] => {
      const { callee } = outer;
      const isCalled =
        callee.kind === 'name' ? callee.bindings.some(keepsIt) : isResult(callee, call);
      return isCalled ? [{ call: outer, site: { ...site, scope } }] : [];
    }),
  );
}

/** The arguments that a method gets in the end that a call hands on. */
function argumentsGivenTo(
  evaluator: Evaluator,
  call: CallExpression,
  site: Site,
  receiver: ApiObject,
  method: string,
): readonly CallArguments[] {
  const isTarget: IsTarget = (object) => {
    if (object.kind !== 'method' || object.self.kind !== 'api') return false;
    if (object.self.type === receiver.type) return object.name === method;
    // `client.get_paginator(method.__name__).paginate(…)`
    return operationsOf(object.self, object.name).some(({ api }) => api === `Paginator.${method}`);
  };
  const arrivalsAt = (at: PlacedCall, hands: boolean): readonly Arrival[] => {
    const callee = evaluator.evaluate(at.call.callee, at.site);
    const step = { callee, given: argumentsOf(evaluator, at.call, at.site), hands };
    return arrivalsOf(evaluator, step, isTarget);
  };
  const later = callsOfResult(call, site).flatMap((outer) => arrivalsAt(outer, false));
  // A call that says more stands for the partial one that it completes.
  const arrivals = [...arrivalsAt({ call, site }, true), ...later];
  const whole = arrivals.filter(({ isPartial }) => !isPartial);
  return (whole.length > 0 ? whole : arrivals).map(({ given }) => given);
}
