/*
 * From the calls of a unit to facts: which of them are operations, and which tables they touch.
 * A call is an operation only when its receiver is known to be DynamoDB's. A method's name alone proves nothing.
 */
import { argumentsOf } from '../flow/arguments.ts';
import { attributeOf } from '../flow/attribute.ts';
import { type Evaluator, placeOf, type Site, siteOf } from '../flow/evaluator.ts';
import { type ApiObject, joinAll, NOTHING, type Value, valueOf } from '../flow/value.ts';
import type { FilePath, Place, UnitReference } from '../link/place.ts';
import type { AttributeExpression, CallExpression, Expression } from '../summary/expression.ts';
import { printExpression } from '../summary/print.ts';
import { type OperationCall, referencesOf, type TableValue, tableValueOf } from './call-tables.ts';
import { callerOf } from './caller.ts';
import { type Operation, type Surface } from './catalog/operation.ts';
import { operationOf, TABLE_CONSTRUCTOR } from './catalog/reference.ts';
import { declarationOf } from './declaration.ts';
import { checkCallComment, checkComments } from './check-statements.ts';
import type { CallFact, NameReference, StatementProblem, TableDeclaration } from './facts.ts';
import { isCommonMethod } from './relevance.ts';
import { isOperationName, withCommentOnCall } from './stated-call.ts';
import { namedTables } from './table-name.ts';

/** The facts of one unit, in source order, with places instead of positions. */
export interface UnitFacts {
  readonly calls: readonly CallFact<Place>[];
  readonly declarations: readonly TableDeclaration<Place>[];
  readonly references: readonly NameReference<Place>[];
  /** What is wrong with what comments state. */
  readonly statements: readonly StatementProblem<Place>[];
}

const NO_FACTS: UnitFacts = { calls: [], declarations: [], references: [], statements: [] };

/** Whether a call could be an operation, by what is written alone. Everything else is never evaluated. */
function calledMethod(call: CallExpression, site: Site): AttributeExpression | null {
  const callee =
    call.callee.kind === 'name' ? aliasedMethod(call.callee.bindings, site) : call.callee;
  return callee?.kind === 'attribute' && isOperationName(callee.name) ? callee : null;
}

/** A method that was given a name first: `put = table.put_item`. */
function aliasedMethod(bindings: readonly number[], site: Site): Expression | null {
  const [only] = bindings;
  const binding =
    bindings.length === 1 && only !== undefined ? site.body.bindings[only] : undefined;
  return binding?.kind === 'assignment' ? binding.value : null;
}

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

/** How facts are found out. */
export interface FactSources {
  /** Follows parameters to their callers. */
  readonly far: Evaluator;
  /** Stays with what a function itself says. */
  readonly near: Evaluator;
  /** Whether a file speaks of DynamoDB, so that its callers are worth looking for. */
  readonly isRelevant: (file: FilePath) => boolean;
}

/** The facts of a unit. A unit that is gone has none. */
export function factsOfUnit(
  { far, near, isRelevant }: FactSources,
  unit: UnitReference,
): UnitFacts {
  const level = siteOf(far.program, { ...unit, scope: 0 });
  if (!level) return NO_FACTS;
  const found = level.body.scopes.flatMap((scope, index) => {
    const site: Site = { ...level, scope: index };
    return scope.calls.map((call) => {
      const method = calledMethod(call, site);
      if (!method) return NO_FACTS;
      const follows = !isCommonMethod(method.name) || isRelevant(unit.file);
      return factsOfCall(follows ? far : near, call, method, site);
    });
  });
  return {
    calls: found.flatMap(({ calls }) => calls),
    declarations: found.flatMap(({ declarations }) => declarations),
    references: found.flatMap(({ references }) => references),
    statements: [...found.flatMap(({ statements }) => statements), ...checkComments(far, level)],
  };
}

function factsOfCall(
  evaluator: Evaluator,
  call: CallExpression,
  method: AttributeExpression,
  site: Site,
): UnitFacts {
  const calls: CallFact<Place>[] = [];
  const declarations: TableDeclaration<Place>[] = [];
  const references: NameReference<Place>[] = [];
  const statements: StatementProblem<Place>[] = [];
  const object = evaluator.evaluate(method.object, site);
  for (const receiver of surfacesOf(evaluator, object, method.name, placeOf(site, method.at))) {
    if (receiver.type === 'ServiceResource' && method.name === TABLE_CONSTRUCTOR) {
      references.push(...constructorReference(evaluator, call, site));
    }
    for (const operation of operationsOf(receiver, method.name)) {
      const operationCall = { evaluator, operation, receiver, method, call, site };
      const found = tableValueOf(operationCall);
      const fact = callFact(operationCall, found);
      statements.push(...checkCallComment(operationCall));
      calls.push(fact);
      references.push(...referencesOf(operationCall, fact, found));
      if (operation.creates) declarations.push(...declarationOf(evaluator, fact, call, site));
    }
  }
  return { calls, declarations, references, statements };
}

/** `resource.Table(name)`: an expression that should give a name, whether the table is used or not. */
function constructorReference(
  evaluator: Evaluator,
  call: CallExpression,
  site: Site,
): readonly NameReference<Place>[] {
  const argument = argumentsOf(evaluator, call, site).get('name', 0);
  if (!argument) return [];
  const value = withCommentOnCall(call, site, argument.value);
  const { tables, unknown } = namedTables(value, [], argument.at, printExpression(call));
  return [{ kind: 'reference', at: argument.at, tables, unknown, stale: site.body.broken }];
}

function callFact(operationCall: OperationCall, found: TableValue): CallFact<Place> {
  const { evaluator, operation, method, call, site } = operationCall;
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
