/*
 * `table = property(_get_table)` in a class: an attribute of an instance is what the function gives for it.
 */
import { bodyOf } from '../../link/program.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Owner } from './self-write.ts';
import { type ApiObject, joinOver, NOTHING, type Value, valueOf } from '../value/value.ts';

/** The type of what `property(…)` makes. */
export const PROPERTY = 'property()';

/** The value of such an attribute; the property itself where it is asked of the class. */
export function propertyValue(evaluator: Evaluator, property: ApiObject, owner: Owner): Value {
  if (owner.kind === 'class') return valueOf(property);
  return joinOver(property.parts.get('fget') ?? NOTHING, (getter) => {
    if (getter.kind !== 'function') return NOTHING;
    const definition = bodyOf(evaluator.program, getter.scope)?.scopes[getter.scope.scope];
    const [self] = definition?.parameters ?? [];
    const parameters = new Map(self === undefined ? [] : [[self, valueOf(owner)]]);
    return evaluator.returnsOf({ scope: getter.scope, parameters, depth: 1 });
  });
}
