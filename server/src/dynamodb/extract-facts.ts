/*
 * From the calls of a unit to facts: which of them are operations, and which tables they touch.
 * A call is an operation only when its receiver is known to be DynamoDB's. A method's name alone proves nothing.
 */
import { argumentsOf } from '../flow/arguments.ts';
import { type Evaluator, placeOf, type Site, siteOf } from '../flow/evaluator.ts';
import { type ApiObject, NOTHING, unknownValue, type Value } from '../flow/value.ts';
import type { Place, UnitReference } from '../link/place.ts';
import type { AttributeExpression, CallExpression, Expression } from '../summary/expression.ts';
import { printExpression } from '../summary/print.ts';
import { callerOf } from './caller.ts';
import { type Operation, type Surface } from './catalog/operation.ts';
import { OPERATION_METHODS, operationOf, TABLE_CONSTRUCTOR } from './catalog/reference.ts';
import { declarationOf } from './declaration.ts';
import type { CallFact, NameReference, TableDeclaration, UnknownName } from './facts.ts';
import { requestedTables } from './request-tables.ts';
import { namedTables } from './table-name.ts';

/** The facts of one unit, in source order, with places instead of positions. */
export interface UnitFacts {
  readonly calls: readonly CallFact<Place>[];
  readonly declarations: readonly TableDeclaration<Place>[];
  readonly references: readonly NameReference<Place>[];
}

const NO_FACTS: UnitFacts = { calls: [], declarations: [], references: [] };

/** What gives a call its tables: the value, and the expression that stands for it. */
export interface TableValue {
  readonly value: Value;
  readonly at: Place;
  readonly note: string;
}

/** Whether a call could be an operation, by what is written alone. Everything else is never evaluated. */
function calledMethod(call: CallExpression, site: Site): AttributeExpression | null {
  const callee =
    call.callee.kind === 'name' ? aliasedMethod(call.callee.bindings, site) : call.callee;
  if (callee?.kind !== 'attribute') return null;
  return OPERATION_METHODS.has(callee.name) || callee.name === TABLE_CONSTRUCTOR ? callee : null;
}

/** A method that was given a name first: `put = table.put_item`. */
function aliasedMethod(bindings: readonly number[], site: Site): Expression | null {
  const [only] = bindings;
  const binding =
    bindings.length === 1 && only !== undefined ? site.body.bindings[only] : undefined;
  return binding?.kind === 'assignment' ? binding.value : null;
}

function surfacesOf(receiver: Value): readonly ApiObject[] {
  return receiver.objects.filter((object) => object.kind === 'api');
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

/** The facts of a unit. A unit that is gone has none. */
export function factsOfUnit(evaluator: Evaluator, unit: UnitReference): UnitFacts {
  const level = siteOf(evaluator.program, { ...unit, scope: 0 });
  if (!level) return NO_FACTS;
  const calls: CallFact<Place>[] = [];
  const declarations: TableDeclaration<Place>[] = [];
  const references: NameReference<Place>[] = [];
  references.push(...handedInReferences(evaluator, level));
  level.body.scopes.forEach((scope, index) => {
    const site: Site = { ...level, scope: index };
    for (const call of scope.calls) {
      const method = calledMethod(call, site);
      if (!method) continue;
      const receiver = evaluator.evaluate(method.object, site);
      for (const object of surfacesOf(receiver)) {
        if (object.type === 'ServiceResource' && method.name === TABLE_CONSTRUCTOR) {
          references.push(...constructorReference(evaluator, call, site));
        }
        for (const operation of operationsOf(object, method.name)) {
          const found = tableValuesOf(evaluator, operation, object, method, call, site);
          const fact = callFact(evaluator, operation, found, method, call, site);
          calls.push(fact);
          references.push(...referencesOf(fact, found, site.body.broken));
          if (operation.creates) declarations.push(...declarationOf(evaluator, fact, call, site));
        }
      }
    }
  });
  return { calls, declarations, references };
}

/** `resource.Table(name)`: an expression that should give a name, whether the table is used or not. */
function constructorReference(
  evaluator: Evaluator,
  call: CallExpression,
  site: Site,
): readonly NameReference<Place>[] {
  const argument = argumentsOf(evaluator, call, site).get('name', 0);
  if (!argument) return [];
  const { tables, unknown } = namedTables(argument.value, [], argument.at, printExpression(call));
  return [{ kind: 'reference', at: argument.at, tables, unknown, stale: site.body.broken }];
}

/** Parameters whose annotation says that a table is handed in: each should give a name, once. */
function handedInReferences(evaluator: Evaluator, level: Site): readonly NameReference<Place>[] {
  return level.body.bindings.flatMap((binding, index): readonly NameReference<Place>[] => {
    if (binding.kind !== 'parameter' || !binding.annotation) return [];
    if (!printExpression(binding.annotation).includes(TABLE_CONSTRUCTOR)) return [];
    const at = placeOf(level, binding.at);
    const value = evaluator.bindingValue({
      file: level.file,
      unit: level.unit,
      name: binding.name,
      binding: index,
    });
    return surfacesOf(value).flatMap((object) => {
      if (object.type !== 'Table') return [];
      const { tables, unknown } = namedTables(
        object.parts.get('name') ?? NOTHING,
        [],
        at,
        binding.name,
      );
      return [{ kind: 'reference', at, tables, unknown, stale: level.body.broken } as const];
    });
  });
}

/** Where the tables of a call come from. */
function tableValuesOf(
  evaluator: Evaluator,
  operation: Operation,
  receiver: ApiObject,
  method: AttributeExpression,
  call: CallExpression,
  site: Site,
): TableValue {
  const note = printExpression(call);
  const { table } = operation;
  if (table.kind === 'receiver') {
    return {
      value: receiver.parts.get('name') ?? NOTHING,
      at: placeOf(site, method.object.at),
      note,
    };
  }
  const argument = argumentsOf(evaluator, call, site).get(table.name, null);
  if (!argument) {
    const at = placeOf(site, method.nameAt);
    return { value: unknownValue('missing-argument', table.name, at, { source: at }), at, note };
  }
  return { value: requestedTables(argument.value, table, argument.at), at: argument.at, note };
}

function callFact(
  evaluator: Evaluator,
  operation: Operation,
  found: TableValue,
  method: AttributeExpression,
  call: CallExpression,
  site: Site,
): CallFact<Place> {
  const { tables, unknown } = namedTables(found.value, operation.links, found.at, found.note);
  const at = call.callee.kind === 'attribute' ? method.nameAt : call.callee.at;
  return {
    kind: 'call',
    at: placeOf(site, at),
    method: method.name,
    api: operation.api,
    caller: callerOf(evaluator.program, site, site.body, site.scope),
    nameAt: found.at,
    tables,
    links: operation.links,
    unknown,
    stale: site.body.broken,
  };
}

function sourcesOf({ objects, unknowns }: Value): readonly Place[] {
  const environment = objects.flatMap((object) =>
    object.kind === 'environment' ? [object.source] : [],
  );
  return [...environment, ...unknowns.map(({ source }) => source)].filter(
    (source) => source !== null,
  );
}

/**
 * What a call says about the expressions that give names. A name that was asked for elsewhere (`resource.Table(name)`)
 * is reported there, once; a name inside a request at the request.
 */
function referencesOf(
  fact: CallFact<Place>,
  found: TableValue,
  stale: boolean,
): readonly NameReference<Place>[] {
  const sources = sourcesOf(found.value);
  const inside = (place: Place): boolean =>
    place.file === fact.at.file && place.unit === fact.at.unit;
  const source = sources.find(inside);
  const reported = sources.length > 0 && !source;
  const unknown: UnknownName<Place> | null = reported ? null : fact.unknown;
  return [
    { kind: 'reference', at: (unknown && source) ?? found.at, tables: fact.tables, unknown, stale },
  ];
}
