/*
 * `a + b`, f-strings and `template % values`.
 */
import type { ConcatenationExpression, PercentExpression } from '../summary/expression.ts';
import { appendSequences, itemAt, subscriptValue } from './container/container.ts';
import { type Evaluator, placeOf, type Site } from './evaluator.ts';
import { concatenateValues, fillTemplate, percentParts } from './container/text.ts';
import { textValue, type Value } from './value/value.ts';

/** The value of a concatenation; of lists too, for `+`. An empty f-string is an empty text. */
export function evaluateConcatenation(
  evaluator: Evaluator,
  { form, parts, at }: ConcatenationExpression,
  site: Site,
): Value {
  const values = parts.map((part) => evaluator.evaluate(part, site));
  if (values.length === 0) return textValue('');
  if (form === 'plus') {
    const [left, right] = values;
    if (
      left &&
      right &&
      [...left.objects, ...right.objects].some((object) => object.kind === 'sequence')
    ) {
      return appendSequences(left, right);
    }
  }
  return locate(concatenateValues(values), site, at);
}

/** The value of `template % values`, with a tuple, a dict or a single value on the right. */
export function evaluatePercent(
  evaluator: Evaluator,
  { template, values, at }: PercentExpression,
  site: Site,
): Value {
  const right = evaluator.evaluate(values, site);
  const slot = (key: string | number): Value | null => {
    if (typeof key === 'string') return subscriptValue(right, textValue(key), null);
    if (right.objects.some((object) => object.kind === 'sequence')) return itemAt(right, key);
    return key === 0 ? right : null;
  };
  return locate(fillTemplate(evaluator.evaluate(template, site), percentParts, slot), site, at);
}

/** Gives reasons that have no place yet the place of the whole text. */
function locate(value: Value, site: Site, at: number): Value {
  if (value.unknowns.every((unknown) => unknown.at)) return value;
  const unknowns = value.unknowns.map((unknown) =>
    unknown.at || unknown.reason === 'too-many-values'
      ? unknown
      : { ...unknown, at: placeOf(site, at) },
  );
  return { objects: value.objects, unknowns };
}
