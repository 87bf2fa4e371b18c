/*
 * The places in a file where constructs are made: calls of classes of the CDK, and of `super` in classes derived from them.
 */
import { argumentsOf } from '../../flow/callable/arguments.ts';
import type { PlacedCall } from '../../flow/callable/callers.ts';
import { enclosingClass } from '../../flow/class/class.ts';
import { type Evaluator, placeOf, siteOf } from '../../flow/evaluator.ts';
import { outsideBases, runsBase } from '../../flow/class/library-base.ts';
import type { Value } from '../../flow/value/value.ts';
import { calledName } from '../../link/mentions.ts';
import type { FilePath } from '../../link/place.ts';
import { unitsOf } from '../../link/program.ts';
import { printExpression } from '../../summary/print.ts';
import type { CallExpression, DictExpression, Expression } from '../../summary/expression.ts';
import type { EnvironmentSetting } from '../model.ts';
import { withStep } from '../../flow/value/trail.ts';
import { type CallStyle, type ConstructCall, constructCall } from './construct-call.ts';
import { constructName } from './construct-names.ts';
import { waysInto } from './contexts.ts';

/** A construct that a call makes, by its name such as `dynamodb.Table`. */
export interface MadeConstruct extends PlacedCall {
  readonly name: string;
  readonly given: ConstructCall;
}

/** The calls of a file whose last name is among `names`, or that run the constructor of a base. */
export function callsIn(
  evaluator: Evaluator,
  file: FilePath,
  names: ReadonlySet<string>,
): readonly PlacedCall[] {
  return unitsOf(evaluator.program, file).flatMap(({ key }) => {
    const level = siteOf(evaluator.program, { file, unit: key, scope: 0 });
    return (level?.body.scopes ?? []).flatMap((scope, index) =>
      scope.calls.flatMap((call): PlacedCall[] =>
        level && (names.has(calledName(call) ?? '') || runsBase(call))
          ? [{ call, site: { ...level, scope: index } }]
          : [],
      ),
    );
  });
}

/** The names from outside that a call may be of. */
function calledNames(evaluator: Evaluator, { call, site }: PlacedCall): readonly string[] {
  if (runsBase(call)) {
    const owner = enclosingClass(evaluator.program, site);
    return owner ? outsideBases(evaluator, owner) : [];
  }
  return evaluator
    .evaluate(call.callee, site)
    .objects.flatMap((object) => (object.kind === 'external' ? [object.name] : []));
}

/** The constructs of wanted names that a call makes: one for each way in which it runs. */
export function constructsMade(
  evaluator: Evaluator,
  style: CallStyle,
  place: PlacedCall,
  isWanted: (name: string) => boolean,
): readonly MadeConstruct[] {
  return calledNames(evaluator, place).flatMap((external) => {
    const name = constructName(external);
    if (name === null || !isWanted(name)) return [];
    return waysInto(evaluator, place.site).map((site) => {
      const given = constructCall(argumentsOf(evaluator, place.call, site), style);
      return { call: place.call, site, name, given };
    });
  });
}

function entryIn({ entries }: DictExpression, name: string): Expression | null {
  const entry = entries.findLast(({ key }) => key?.kind === 'string' && key.text === name);
  return entry?.value ?? null;
}

/** Where a call writes the entry of a property, such as a variable of `environment`; null when it comes from elsewhere. */
function writtenEntry(
  { arguments: given }: CallExpression,
  property: string,
  name: string,
): Expression | null {
  for (const { kind, name: keyword, value } of given) {
    const held =
      kind === 'keyword' && keyword === property
        ? value
        : value.kind === 'dict'
          ? entryIn(value, property)
          : null;
    const entry = held?.kind === 'dict' ? entryIn(held, name) : null;
    if (entry) return entry;
  }
  return null;
}

/** The variables in the objects that a property holds, each with the place where it is set. */
export function variablesIn(
  variables: Value | null,
  { call, site }: PlacedCall,
  property: string,
): readonly EnvironmentSetting[] {
  return (variables?.objects ?? []).flatMap((object) => {
    if (object.kind !== 'dict') return [];
    return [...object.entries].map(([variable, value]): EnvironmentSetting => {
      const written = writtenEntry(call, property, variable);
      const at = placeOf(site, (written ?? call).at);
      const note = written ? `${variable}: ${printExpression(written)}` : variable;
      return { variable, value: withStep(value, at, note), at };
    });
  });
}
