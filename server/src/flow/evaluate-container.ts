/*
 * Dict and sequence displays, subscripts, and names after an item was assigned or a method changed them in place.
 */
import type {
  CallArgument,
  DictComprehensionExpression,
  DictExpression,
  ItemAssignedExpression,
  MutatedExpression,
  SequenceExpression,
  SubscriptExpression,
} from '../summary/expression.ts';
import {
  EMPTY_DICT,
  elementOf,
  subscriptValue,
  withEntry,
  withItem,
  withSpread,
} from './container.ts';
import { type Evaluator, placeOf, type Site } from './evaluator.ts';
import { joinAll, NOTHING, textValue, type Value, type ValueObject, valueOf } from './value.ts';

/** A dict display. Names used as keys keep how they were found. */
export function evaluateDict(evaluator: Evaluator, { entries }: DictExpression, site: Site): Value {
  let dict = EMPTY_DICT;
  let filled = new Map<string, Value>();
  for (const { key, value } of entries) {
    const evaluated = evaluator.evaluate(value, site);
    if (key) {
      dict = withEntry(dict, evaluator.evaluate(key, site), evaluated, filled);
    } else {
      dict = withSpread(dict, evaluated);
      filled = new Map(dict.entries);
    }
  }
  return valueOf(dict);
}

export function evaluateDictComprehension(
  evaluator: Evaluator,
  { key, value }: DictComprehensionExpression,
  site: Site,
): Value {
  const keys = evaluator.evaluate(key, site);
  return valueOf({ kind: 'dict', entries: new Map(), keys, rest: evaluator.evaluate(value, site) });
}

export function evaluateSequence(
  evaluator: Evaluator,
  { items }: SequenceExpression,
  site: Site,
): Value {
  const plain: Value[] = [];
  let rest: Value | null = null;
  for (const item of items) {
    const value = evaluator.evaluate(item, site);
    if (item.kind === 'spread') rest = joinAll([rest ?? NOTHING, elementOf(value)]);
    else plain.push(value);
  }
  if (rest === null) return valueOf({ kind: 'sequence', items: plain, rest });
  return valueOf({ kind: 'sequence', items: [], rest: joinAll([...plain, rest]) });
}

export function evaluateSubscript(
  evaluator: Evaluator,
  expression: SubscriptExpression,
  site: Site,
): Value {
  const at = placeOf(site, expression.at);
  const object = evaluator.evaluate(expression.object, site);
  const index = evaluator.evaluate(expression.index, site);
  const outside = object.objects.map((item) =>
    item.kind === 'external' ? evaluator.library.itemOf(item.name, index, at) : null,
  );
  const rest = {
    objects: object.objects.filter((_, position) => outside[position] === null),
    unknowns: object.unknowns,
  };
  return joinAll([...outside.filter((value) => value !== null), subscriptValue(rest, index, at)]);
}

/** A name after `name[key] = value`. */
export function evaluateItemAssigned(
  evaluator: Evaluator,
  expression: ItemAssignedExpression,
  site: Site,
): Value {
  const base = evaluator.evaluate(expression.base, site);
  const key = evaluator.evaluate(expression.key, site);
  const value = evaluator.evaluate(expression.value, site);
  return changed(base, (object) => {
    if (object.kind === 'dict') return withEntry(object, key, value);
    if (object.kind === 'sequence') return withItem(object, value);
    return object;
  });
}

function changed(value: Value, change: (object: ValueObject) => ValueObject): Value {
  return { objects: value.objects.map(change), unknowns: value.unknowns };
}

/** A name after `name.method(arguments)` for a method that changes its receiver. */
export function evaluateMutated(
  evaluator: Evaluator,
  expression: MutatedExpression,
  site: Site,
): Value {
  const base = evaluator.evaluate(expression.base, site);
  const argument = (index: number): Value => {
    const positional = expression.arguments.filter(({ kind }) => kind === 'positional')[index];
    return positional ? evaluator.evaluate(positional.value, site) : NOTHING;
  };
  switch (expression.method) {
    case 'append':
    case 'add':
      return changed(base, (object) =>
        object.kind === 'sequence' ? withItem(object, argument(0)) : object,
      );
    case 'insert':
      return changed(base, (object) =>
        object.kind === 'sequence' ? withItem(object, argument(1)) : object,
      );
    case 'extend':
      return changed(base, (object) =>
        object.kind === 'sequence' ? withItem(object, elementOf(argument(0))) : object,
      );
    case 'setdefault':
      return changed(base, (object) =>
        object.kind === 'dict' ? withEntry(object, argument(0), argument(1)) : object,
      );
    case 'update':
      return changed(base, (object) =>
        object.kind === 'dict'
          ? withKeywords(evaluator, withSpread(object, argument(0)), expression.arguments, site)
          : object,
      );
    default:
      return base;
  }
}

function withKeywords(
  evaluator: Evaluator,
  dict: ReturnType<typeof withSpread>,
  given: readonly CallArgument[],
  site: Site,
): ReturnType<typeof withSpread> {
  return given.reduce((result, { kind, name, value }) => {
    if (kind === 'keyword' && name !== null)
      return withEntry(result, textValue(name), evaluator.evaluate(value, site));
    return kind === 'keyword-spread' ? withSpread(result, evaluator.evaluate(value, site)) : result;
  }, dict);
}
