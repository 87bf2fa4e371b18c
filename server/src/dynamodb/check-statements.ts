/*
 * Whether what comments state fits the code: a comment that nothing can take, and one that the code contradicts.
 * Only what the code surely gives contradicts: no default, nothing unknown.
 */
import { uncommentedValue } from '../flow/evaluate-binding.ts';
import { type Evaluator, placeOf, type Site } from '../flow/evaluator.ts';
import { commentText, isAboutCall, isOpen } from '../flow/stated/stated.ts';
import { isNothing, joinAll, type Value } from '../flow/value/value.ts';
import type { Place } from '../link/place.ts';
import type { Expression } from '../summary/expression.ts';
import { codeTablesOf, type OperationCall } from './call-tables.ts';
import type { StatementProblem } from './facts.ts';
import { isStated } from './stated-call.ts';
import { tableNameOf } from './table-name.ts';

/** The names that a value surely has, and no others; null when anything about it is open. */
function sureNames(
  { library }: Pick<Evaluator, 'library'>,
  value: Value,
): readonly string[] | null {
  const names: string[] = [];
  if (value.unknowns.length > 0 || value.objects.length === 0) return null;
  for (const object of value.objects) {
    if (object.kind === 'string' && !isOpen(object)) {
      names.push(tableNameOf(object.text));
      continue;
    }
    const part = object.kind === 'api' ? nameOf(library, object) : null;
    const found = part && sureNames({ library }, part);
    if (!found) return null;
    names.push(...found);
  }
  return [...new Set(names)].sort();
}

function nameOf(
  library: Evaluator['library'],
  object: Parameters<Evaluator['library']['renamed']>[0],
): Value | null {
  let name: Value | null = null;
  library.renamed(object, (known) => (name = known));
  return name;
}

/** The sure names that are not among the stated ones; empty when nothing contradicts. */
export function contradicting(
  evaluator: Pick<Evaluator, 'library'>,
  known: Value,
  tables: readonly string[],
): readonly string[] {
  const stated = new Set(tables.map(tableNameOf));
  const sure = sureNames(evaluator, known) ?? [];
  return sure.some((name) => !stated.has(name)) ? sure : [];
}

/** Whether a value can take a name: it is open, a text, or an object with a name. */
function fits({ library }: Evaluator, value: Value): boolean {
  if (isNothing(value) || value.unknowns.length > 0) return true;
  return value.objects.some(
    (object) =>
      object.kind === 'string' ||
      isOpen(object) ||
      (object.kind === 'api' && nameOf(library, object) !== null),
  );
}

/** What a comment is about, beside operations: the values without what it states. */
function valuesFor(evaluator: Evaluator, site: Site, comment: number): readonly Value[] {
  const { body, scope, file, unit } = site;
  const definition = body.scopes[scope];
  const evaluate = (expression: Expression): Value => evaluator.evaluate(expression, site);
  const bindings = body.bindings.flatMap((binding, index) =>
    binding.scope === scope && 'stated' in binding && binding.stated === comment
      ? [uncommentedValue(evaluator, { file, unit, name: binding.name, binding: index })]
      : [],
  );
  const writes = (definition?.writes ?? []).filter(({ stated }) => stated === comment);
  const returns = (definition?.returns ?? []).flatMap((value) =>
    value.kind === 'stated' && value.stated === comment ? [evaluate(value.value)] : [],
  );
  const results =
    definition?.stated === comment
      ? [joinAll([...definition.returns, ...definition.yields].map(evaluate))]
      : [];
  return [...bindings, ...writes.map(({ value }) => evaluate(value)), ...returns, ...results];
}

/** Whether a call on the comment's line gives an object that takes the name. */
function makesNamed(evaluator: Evaluator, site: Site, comment: number): boolean {
  const calls = site.body.scopes[site.scope]?.calls ?? [];
  return calls
    .filter(({ stated }) => stated?.comment === comment)
    .some((call) =>
      evaluator
        .evaluate(call, site)
        .objects.some(
          (object) => object.kind === 'api' && nameOf(evaluator.library, object) !== null,
        ),
    );
}

/** What is wrong with the comment on a call of an operation. */
export function checkCallComment(operationCall: OperationCall): readonly StatementProblem<Place>[] {
  const { call, site, evaluator } = operationCall;
  const comment = call?.stated && site.body.tableComments[call.stated.comment];
  if (!call || !comment || site.body.broken || !isStated(call, site)) return [];
  const known = contradicting(evaluator, codeTablesOf(operationCall).value, comment.tables);
  const at = placeOf(site, comment.at);
  return known.length > 0 ? [{ kind: 'contradicted', at, text: commentText(comment), known }] : [];
}

/** What is wrong with the comments of a unit, but for contradictions of calls, which their facts tell. */
export function checkComments(
  evaluator: Evaluator,
  level: Site,
): readonly StatementProblem<Place>[] {
  const { body, file, unit } = level;
  if (body.broken) return [];
  return body.tableComments.flatMap((comment, index): StatementProblem<Place>[] => {
    const sites = body.scopes.map((_, scope): Site => ({ ...level, scope }));
    const at = { file, unit, anchor: comment.at };
    const text = commentText(comment);
    // Of several operations on a line each has its own tables, and its own check.
    if (sites.some((site) => isAboutCall(evaluator, site, index))) return [];
    const values = sites.flatMap((site) => valuesFor(evaluator, site, index));
    const known = values.flatMap((value) => contradicting(evaluator, value, comment.tables));
    if (known.length > 0) return [{ kind: 'contradicted', at, text, known }];
    const isTaken =
      values.some((value) => fits(evaluator, value)) ||
      sites.some((site) => makesNamed(evaluator, site, index));
    return isTaken ? [] : [{ kind: 'unused', at, text, known: [] }];
  });
}
