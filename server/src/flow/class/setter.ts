/*
 * What the setter of a property is called with: an assignment to the property is a call of its setter.
 * Rules: https://docs.python.org/3/howto/descriptor.html#properties
 */
import { isAccessor } from './bound-member.ts';
import { enclosingClass } from './class.ts';
import { type Evaluator, parametersOf, type PassedArguments, type Site } from '../evaluator.ts';
import { evaluateOutsideWrites } from './outside-write.ts';
import { writtenValues } from './self-write.ts';
import { isNothing, joinAll } from '../value/value.ts';

/** What assignments hand to a setter; null for any other function. */
export function passedToSetter(evaluator: Evaluator, site: Site): PassedArguments | null {
  const definition = site.body.scopes[site.scope];
  const owner = enclosingClass(evaluator.program, site);
  if (!definition || !owner || !isAccessor(definition)) return null;
  const [, given] = parametersOf(site);
  const instance = { kind: 'instance', scope: owner, made: null } as const;
  const value = joinAll([
    ...writtenValues(evaluator, owner, instance, definition.name),
    evaluateOutsideWrites(evaluator, { owner: instance, name: definition.name }),
  ]);
  const isKnown = given !== undefined && !isNothing(value);
  return {
    values: new Map(isKnown ? [[given[0], value]] : []),
    omitted: new Set(),
    called: isKnown,
    uncertain: false,
    cut: false,
  };
}
