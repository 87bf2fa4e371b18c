/*
 * `__init_subclass__`: it runs for each class that derives from its own, with what the class statement gives by keyword.
 * Rules: https://docs.python.org/3/reference/datamodel.html#object.__init_subclass__
 */
import type { ScopeReference } from '../../link/place.ts';
import { enclosingClass, lineage } from './class.ts';
import { descendantsOf } from './descendants.ts';
import {
  type CallFrame,
  type Evaluator,
  frameOf,
  parametersOf,
  placeOf,
  type Site,
  siteOf,
} from '../evaluator.ts';
import { withStep } from '../value/trail.ts';
import {
  type ClassObject,
  type InstanceObject,
  isNothing,
  joinAll,
  NOTHING,
  type Value,
  valueOf,
} from '../value/value.ts';

/** What the statement of a class, or of the nearest base that does, gives by a keyword; null when none does. */
function keywordOf(evaluator: Evaluator, scope: ScopeReference, name: string): Value | null {
  for (const candidate of lineage(evaluator, [scope])) {
    const site = siteOf(evaluator.program, candidate);
    const definition = site?.body.scopes[candidate.scope];
    const given = definition?.keywords?.find((argument) => argument.name === name);
    if (!site || !definition || !given) continue;
    const around = { ...site, scope: definition.parent };
    const at = placeOf(site, given.value.at);
    return withStep(
      evaluator.evaluate(given.value, around),
      at,
      `class ${definition.name}(${name}=…)`,
    );
  }
  return null;
}

/** The arguments with which the hook runs for a class, or for all classes that an instance may be of. */
export function subclassFrame(
  evaluator: Evaluator,
  method: Site,
  owner: ClassObject | InstanceObject,
): CallFrame {
  const { scope } = owner;
  // The hook does not run for the class that defines it.
  const isKnown = owner.kind === 'class' || owner.made !== null;
  const classes = isKnown ? [scope] : [scope, ...descendantsOf(evaluator, scope)];
  const derived = classes.filter(
    ({ file, unit }) => file !== method.file || unit !== ownerUnit(evaluator, method),
  );
  const parameters = new Map<number, Value>();
  for (const [binding, { name, index, initial }] of parametersOf(method)) {
    if (index === 0) parameters.set(binding, valueOf({ kind: 'class', scope }));
    if (index === 0 || derived.length === 0) continue;
    const around = { ...method, scope: method.body.scopes[method.scope]?.parent ?? 0 };
    const otherwise = initial ? evaluator.evaluate(initial, around) : NOTHING;
    const given = derived.map((candidate) => keywordOf(evaluator, candidate, name) ?? otherwise);
    const value = joinAll(given);
    if (!isNothing(value)) parameters.set(binding, value);
  }
  return frameOf(parameters, { partial: true });
}

/** The unit of the class that a method belongs to. */
function ownerUnit(evaluator: Evaluator, method: Site): string | null {
  return enclosingClass(evaluator.program, method)?.unit ?? null;
}
