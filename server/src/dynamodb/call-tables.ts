/*
 * Where an operation's tables come from, and which expressions should give their names.
 */
import { type Evaluator, placeOf, type Site } from '../flow/evaluator.ts';
import type { CallArguments } from '../flow/library/library.ts';
import { withStep } from '../flow/value/trail.ts';
import { type ApiObject, joinAll, NOTHING, unknownValue, type Value } from '../flow/value/value.ts';
import type { Place } from '../link/place.ts';
import type { Anchor, CallExpression, Expression } from '../summary/expression.ts';
import { printExpression } from '../summary/print.ts';
import type { Operation, TableSource } from './catalog/operation.ts';
import type { CallFact, NameReference } from './facts.ts';
import { requestedTables } from './request-tables.ts';
import { isStated, withCommentOnCall } from './stated-call.ts';
import { namedTables } from './table-name.ts';

/** A call that is an operation of the object it is called on, or a method that is handed on to be called. */
export interface OperationCall {
  readonly evaluator: Evaluator;
  readonly operation: Operation;
  readonly receiver: ApiObject;
  /** What stands for the operation: the name of its method, or what is called. */
  readonly nameAt: Anchor;
  /** What stands for the object it is called on. */
  readonly object: Expression;
  /** The call itself, or the one that the method is handed to; null when it is kept or returned. */
  readonly call: CallExpression | null;
  /** Whether the call is of the operation itself. */
  readonly isCalled: boolean;
  /** The arguments of the call, or of all calls that a method that is handed on leads to. */
  readonly given: readonly CallArguments[];
  readonly note: string;
  readonly site: Site;
}

/** What gives a call its tables: the value, and the expression that stands for it. */
export interface TableValue {
  readonly value: Value;
  readonly at: Place;
  readonly note: string;
}

/** The value that names the tables of a call, with what a comment states about it. */
export function tableValueOf(operationCall: OperationCall): TableValue {
  const { call, site } = operationCall;
  const found = codeTablesOf(operationCall);
  return call ? { ...found, value: withCommentOnCall(call, site, found.value) } : found;
}

/** The value that names the tables of a call by the code alone. */
export function codeTablesOf(operationCall: OperationCall): TableValue {
  const { operation, receiver, object, nameAt, given, note, site } = operationCall;
  const { table } = operation;
  if (table.kind === 'receiver') {
    const at = placeOf(site, object.at);
    const name = receiver.parts.get('name') ?? NOTHING;
    // A receiver that is written out (`resource.Table(name).scan()`) has no binding that would be a step.
    const made = object.kind === 'call' ? withStep(name, at, printExpression(object)) : name;
    return { value: made, at, note };
  }
  const found = given.flatMap((one) => one.get(table.name, null) ?? []);
  const [first] = found;
  if (!first) {
    const at = placeOf(site, nameAt);
    const reason = operationCall.isCalled ? 'missing-argument' : 'computed-at-run-time';
    return { value: unknownValue(reason, table.name, at, { source: at }), at, note };
  }
  const values = found.map(({ value, at }) => requestedTables(value, table, at));
  return { value: joinAll(values), at: first.at, note };
}

/** The expressions inside an argument that is written out, each of which names one table. */
function writtenNames(argument: Expression | undefined, table: TableSource): readonly Expression[] {
  if (argument?.kind === 'dict' && table.kind === 'keys')
    return argument.entries.flatMap(({ key }) => key ?? []);
  if (argument?.kind !== 'sequence' || table.kind !== 'requests') return [];
  const requests = argument.items.flatMap((item) => (item.kind === 'dict' ? item.entries : []));
  return requests.flatMap(({ value }) => {
    const fields = value.kind === 'dict' ? value.entries : [];
    return fields.flatMap((field) =>
      field.key?.kind === 'string' && field.key.text === 'TableName' ? [field.value] : [],
    );
  });
}

function sourcesOf({ objects, unknowns }: Value): readonly Place[] {
  const environment = objects.map((object) =>
    object.kind === 'environment' ? object.source : null,
  );
  return [...environment, ...unknowns.map(({ source }) => source)].filter(
    (source) => source !== null,
  );
}

/** Whether the expression that should have given the name is another one, which is reported for itself. */
function isReportedElsewhere({ operation, site }: OperationCall, value: Value): boolean {
  if (operation.table.kind === 'receiver') return true;
  const sources = sourcesOf(value);
  return (
    sources.length > 0 &&
    !sources.some(({ file, unit }) => file === site.file && unit === site.unit)
  );
}

/** What a call says about the expressions that give names: each name of a request that is written out, or the argument as a whole. */
export function referencesOf(
  operationCall: OperationCall,
  fact: CallFact<Place>,
  found: TableValue,
): readonly NameReference<Place>[] {
  const { evaluator, operation, call, isCalled, site } = operationCall;
  const { table } = operation;
  const stale = site.body.broken;
  // A comment on the call is about all of its tables, not about one expression.
  const argument =
    !call || !isCalled || table.kind === 'receiver' || isStated(call, site)
      ? undefined
      : call.arguments.find(({ name }) => name === table.name)?.value;
  const written = writtenNames(argument, table).map((expression): NameReference<Place> => {
    const at = placeOf(site, expression.at);
    const value = evaluator.evaluate(expression, site);
    const { tables, unknown } = namedTables(
      value,
      operation.links,
      at,
      printExpression(expression),
    );
    return { kind: 'reference', at, tables, unknown, stale };
  });
  const reported =
    isReportedElsewhere(operationCall, found.value) || written.some(({ unknown }) => unknown);
  const whole = {
    kind: 'reference',
    at: found.at,
    tables: fact.tables,
    unknown: reported ? null : fact.unknown,
    stale,
  } as const;
  return written.length > 0 && !whole.unknown ? written : [...written, whole];
}
