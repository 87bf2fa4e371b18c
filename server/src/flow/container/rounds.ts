/*
 * Loops whose rounds are told apart: what a comprehension makes of each element, and what a loop puts into a dict.
 * Each round is evaluated for itself where all elements are known and few.
 */
import type { Expression, Iteration } from '../../summary/expression.ts';
import { printBinding } from '../../summary/print.ts';
import { itemAt, itemsOf } from './container.ts';
import { asIterable } from '../class/enumeration.ts';
import { type Evaluator, placeOf, type Site } from '../evaluator.ts';
import { withStep } from '../value/trail.ts';
import { MAX_OBJECTS, type Value, valueOf } from '../value/value.ts';

/** The elements of what a loop goes through; null when they are not all known, or too many. */
function elementsOf(value: Value): readonly Value[] | null {
  const [only] = value.objects;
  const isOne = value.objects.length === 1 && value.unknowns.length === 0;
  if (!isOne || only?.kind !== 'dict') return itemsOf(value);
  if (only.rest) return null;
  const keys = [...only.entries.keys()].map((text) =>
    only.keys.objects.find((key) => key.kind === 'string' && key.text === text),
  );
  return keys.every((key) => key !== undefined) ? keys.map(valueOf) : null;
}

/** What a target gets of an element; null when it does not take it as it is, or out of a tuple. */
function partOf(target: Expression | null, element: Value): Value | null {
  if (target?.kind === 'element') return element;
  if (target?.kind !== 'unpacked') return null;
  const source = partOf(target.source, element);
  return source && itemAt(source, target.index);
}

/** The sites of the rounds of a loop, in their order; null when its rounds are not told apart. */
export function roundsOf(
  evaluator: Evaluator,
  { iterable, targets }: Iteration,
  site: Site,
): readonly Site[] | null {
  if (targets.length === 0) return null;
  const elements = elementsOf(asIterable(evaluator, evaluator.evaluate(iterable, site)));
  if (!elements || elements.length > MAX_OBJECTS) return null;
  const rounds = elements.map((element): Site | null => {
    const round = new Map(site.round);
    for (const target of targets) {
      const binding = site.body.bindings[target];
      const part = binding?.kind === 'assignment' ? partOf(binding.value, element) : null;
      if (!binding || !part) return null;
      round.set(target, withStep(part, placeOf(site, binding.at), printBinding(binding)));
    }
    return { ...site, round };
  });
  return rounds.every((round) => round !== null) ? rounds : null;
}
