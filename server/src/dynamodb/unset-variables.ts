/*
 * Environment variables that code reads for a table's name and that the templates of its functions do not set.
 * It is only said where the templates surely list all variables of those functions.
 */
import type { Place } from '../link/place.ts';
import type { UnitFacts } from './extract-facts.ts';
import type { UnknownName, UnsetVariable } from './facts.ts';
import { similarNames } from '../base/similar.ts';
import type { Infrastructure } from '../infra/infrastructure.ts';

/** At most so many names are suggested. */
const MAX_SIMILAR = 3;

function unsetIn(
  infra: Pick<Infrastructure, 'variablesFor'>,
  { reason, detail, at }: UnknownName<Place>,
): UnsetVariable | null {
  const known = reason === 'environment-variable' ? infra.variablesFor(at.file) : null;
  if (!known || [...known.variables, ...known.elsewhere].includes(detail)) return null;
  const similar = similarNames(detail, known.variables).slice(0, MAX_SIMILAR);
  return { functions: known.functions, similar };
}

/** The facts of a unit, which say of variables that they are set nowhere where that is sure. */
export function withUnsetVariables(
  infra: Pick<Infrastructure, 'variablesFor'>,
  facts: UnitFacts,
): UnitFacts {
  const withUnset = <Item extends { readonly unknown: UnknownName<Place> | null }>(
    item: Item,
  ): Item => {
    const unset = item.unknown && unsetIn(infra, item.unknown);
    return unset ? { ...item, unknown: { ...item.unknown, unset } } : item;
  };
  return {
    ...facts,
    calls: facts.calls.map(withUnset),
    references: facts.references.map(withUnset),
  };
}
