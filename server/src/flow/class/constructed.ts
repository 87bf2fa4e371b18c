/*
 * Attributes while their constructor runs: what it reads back of what it has set itself, or of what was there before.
 */
import type { ScopeReference } from '../../link/place.ts';
import type { AttributeExpression, AttributeReaching } from '../../summary/expression.ts';
import { attributeOf } from './attribute.ts';
import { type Evaluator, placeOf, type Site } from '../evaluator.ts';
import { isDescribed } from './member.ts';
import { writtenValue } from './self-write.ts';
import { isNothing, joinAll, joinOver, NOTHING, type Value, valueOf } from '../value/value.ts';

/** An attribute at a place in the constructor that sets it. */
export function constructedAttribute(
  evaluator: Evaluator,
  { name, at }: AttributeExpression,
  { writes, before, changed }: AttributeReaching,
  object: Value,
  site: Site,
): Value {
  const place = placeOf(site, at);
  const constructor: ScopeReference = { file: site.file, unit: site.unit, scope: site.scope };
  const all = site.body.scopes[site.scope]?.writes ?? [];
  return joinOver(object, (owner) => {
    const ask = (): Value => attributeOf(evaluator, valueOf(owner), name, place);
    // What stands behind a property may be something else than what is set.
    if (owner.kind !== 'instance' || isDescribed(evaluator, owner.scope, name)) return ask();
    const known = joinAll([
      ...writes.flatMap((index) => {
        const write = all[index];
        return write ? [writtenValue(evaluator, write, site)] : [];
      }),
      before ? (evaluator.memberOf({ owner, name, before: constructor }) ?? NOTHING) : NOTHING,
      changed ? ask() : NOTHING,
    ]);
    return isNothing(known) ? ask() : known;
  });
}
