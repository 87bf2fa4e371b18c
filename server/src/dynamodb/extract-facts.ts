/*
 * From the calls of a unit to facts: which of them are operations, and which tables they touch.
 * A call is an operation only when its receiver is known to be DynamoDB's. A method's name alone proves nothing.
 */
import { argumentsOf } from '../flow/callable/arguments.ts';
import { type Evaluator, placeOf, type Site, siteOf } from '../flow/evaluator.ts';
import type { FilePath, Place, UnitReference } from '../link/place.ts';
import { printExpression } from '../summary/print.ts';
import { type OperationCall, referencesOf, type TableValue, tableValueOf } from './call-tables.ts';
import { callerOf } from './caller.ts';
import { TABLE_CONSTRUCTOR } from './catalog/reference.ts';
import { declarationOf } from './declaration.ts';
import { checkCallComment, checkComments } from './check-statements.ts';
import type { CallFact, NameReference, StatementProblem, TableDeclaration } from './facts.ts';
import { operationsAt, receiversOf } from './operations-at.ts';
import { isCommonMethod } from './relevance.ts';
import { type KeptMethods, type OperationSite, operationSitesIn } from './operation-sites.ts';
import { withCommentOnCall } from './stated-call.ts';
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

/** How facts are found out. */
export interface FactSources {
  /** Follows parameters to their callers. */
  readonly far: Evaluator;
  /** Stays with what a function itself says. */
  readonly near: Evaluator;
  /** Whether a file speaks of DynamoDB, so that its callers are worth looking for. */
  readonly isRelevant: (file: FilePath) => boolean;
  readonly keptMethods: KeptMethods;
}

/** The facts of a unit. A unit that is gone has none. */
export function factsOfUnit(
  { far, near, isRelevant, keptMethods }: FactSources,
  unit: UnitReference,
): UnitFacts {
  const level = siteOf(far.program, { ...unit, scope: 0 });
  if (!level) return NO_FACTS;
  const kept = keptMethods(unit.file);
  const found = level.body.scopes.flatMap((_, scope) => {
    const site: Site = { ...level, scope };
    return operationSitesIn(site, kept).map((place) => {
      const isTelling = 'method' in place && !isCommonMethod(place.method.name);
      const evaluator = isTelling || isRelevant(unit.file) ? far : near;
      return factsOfSite(evaluator, place, site);
    });
  });
  return {
    calls: found.flatMap(({ calls }) => calls),
    declarations: found.flatMap(({ declarations }) => declarations),
    references: found.flatMap(({ references }) => references),
    statements: [...found.flatMap(({ statements }) => statements), ...checkComments(far, level)],
  };
}

function factsOfSite(evaluator: Evaluator, place: OperationSite, site: Site): UnitFacts {
  const uses = operationsAt(evaluator, place, site);
  const facts = uses.map((use) => factsOfUse(use));
  const made = place.kind === 'called' ? constructorReferences(evaluator, place, site) : [];
  return {
    calls: facts.flatMap(({ calls }) => calls),
    declarations: facts.flatMap(({ declarations }) => declarations),
    references: [...made, ...facts.flatMap(({ references }) => references)],
    statements: facts.flatMap(({ statements }) => statements),
  };
}

/** The facts of one operation at one place. */
function factsOfUse(use: OperationCall): UnitFacts {
  const found = tableValueOf(use);
  const fact = callFact(use, found);
  const [given] = use.given;
  return {
    calls: [fact],
    declarations:
      use.operation.creates && use.call && given
        ? declarationOf(fact, given, placeOf(use.site, use.call.at))
        : [],
    references: referencesOf(use, fact, found),
    statements: checkCallComment(use),
  };
}

/** `resource.Table(name)`: an expression that should give a name, whether the table is used or not. */
function constructorReferences(
  evaluator: Evaluator,
  { call, method }: Extract<OperationSite, { readonly kind: 'called' }>,
  site: Site,
): readonly NameReference<Place>[] {
  if (method.name !== TABLE_CONSTRUCTOR) return [];
  const receivers = receiversOf(evaluator, method, site);
  if (!receivers.some(({ type }) => type === 'ServiceResource')) return [];
  const argument = argumentsOf(evaluator, call, site).get('name', 0);
  if (!argument) return [];
  const value = withCommentOnCall(call, site, argument.value);
  const { tables, unknown } = namedTables(value, [], argument.at, printExpression(call));
  return [{ kind: 'reference', at: argument.at, tables, unknown, stale: site.body.broken }];
}

function callFact(use: OperationCall, found: TableValue): CallFact<Place> {
  const { evaluator, operation, nameAt, site } = use;
  const { tables, unknown } = namedTables(found.value, operation.links, found.at, found.note);
  return {
    kind: 'call',
    at: placeOf(site, nameAt),
    method: operation.method,
    api: operation.api,
    caller: callerOf(evaluator.program, site, site.body, site.scope),
    nameAt: found.at,
    tables,
    links: operation.links,
    unknown,
    stale: site.body.broken,
  };
}
