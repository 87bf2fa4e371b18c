/*
 * Dict and sequence displays, subscripts, and names after an item was assigned or a method changed them in place.
 */
import type {
  CallArgument,
  ComprehensionExpression,
  DictComprehensionExpression,
  DictExpression,
  ItemAssignedExpression,
  MutatedExpression,
  SequenceExpression,
  SliceExpression,
  SubscriptExpression,
} from '../summary/expression.ts';
import {
  type Bounds,
  EMPTY_DICT,
  elementOf,
  integerOf,
  sliceOf,
  subscriptValue,
  withEntry,
  withItem,
  withSpread,
} from './container/container.ts';
import { asMapping } from './class/enumeration.ts';
import { type Evaluator, placeOf, type Site } from './evaluator.ts';
import { libraryEntry, valueLookedInto } from './library/library-entry.ts';
import { printExpression } from '../summary/print.ts';
import { roundsOf } from './container/rounds.ts';
import {
  joinAll,
  NOTHING,
  textValue,
  type Value,
  type ValueObject,
  valueOf,
} from './value/value.ts';

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

/** A comprehension: one item for each round where they are told apart, else any number of them. */
export function evaluateComprehension(
  evaluator: Evaluator,
  { element, over }: ComprehensionExpression,
  site: Site,
): Value {
  const rounds = over && roundsOf(evaluator, over, site);
  if (!rounds)
    return valueOf({ kind: 'sequence', items: [], rest: evaluator.evaluate(element, site) });
  const items = rounds.map((round) => evaluator.evaluate(element, round));
  return valueOf({ kind: 'sequence', items, rest: null });
}

export function evaluateDictComprehension(
  evaluator: Evaluator,
  { key, value, over }: DictComprehensionExpression,
  site: Site,
): Value {
  const rounds = over && roundsOf(evaluator, over, site);
  if (rounds) {
    const filled = new Map<string, Value>();
    const dict = rounds.reduce(
      (before, round) =>
        withEntry(before, evaluator.evaluate(key, round), evaluator.evaluate(value, round), filled),
      EMPTY_DICT,
    );
    return valueOf(dict);
  }
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
  const object = asMapping(evaluator, evaluator.evaluate(expression.object, site));
  if (expression.index.kind === 'slice')
    return sliceOf(object, boundsOf(evaluator, expression.index, site), at);
  const index = evaluator.evaluate(expression.index, site);
  const { library } = evaluator;
  const note = (): string => printExpression(expression);
  const outside = object.objects.map((item) => libraryEntry(library, item, index, at, note));
  const rest = valueLookedInto(
    library,
    {
      objects: object.objects.filter((_, position) => outside[position] === null),
      unknowns: object.unknowns,
    },
    index,
    at,
  );
  return joinAll([...outside.filter((value) => value !== null), subscriptValue(rest, index, at)]);
}

/** The bounds of a slice; null when one of them is not known. */
function boundsOf(
  evaluator: Evaluator,
  { from, to, step }: SliceExpression,
  site: Site,
): Bounds | null {
  const parts = [from, to, step].map((part) => (part ? evaluator.evaluate(part, site) : null));
  const numbers = parts.map((part) => (part ? integerOf(part) : null));
  if (parts.some((part, position) => part !== null && numbers[position] === null)) return null;
  const [start = null, end = null, by = null] = numbers;
  return by === null || by === 1 ? { from: start, to: end } : null;
}

/** A name after `name[key] = value`; without a base, any dict that has this item. */
export function evaluateItemAssigned(
  evaluator: Evaluator,
  expression: ItemAssignedExpression,
  site: Site,
): Value {
  const base = expression.base ? evaluator.evaluate(expression.base, site) : SOME_DICT;
  const rounds = (expression.over && roundsOf(evaluator, expression.over, site)) ?? [site];
  return rounds.reduce((before, round) => {
    const key = evaluator.evaluate(expression.key, round);
    const value = evaluator.evaluate(expression.value, round);
    return changed(before, (object) => {
      if (object.kind === 'dict') return withEntry(object, key, value);
      if (object.kind === 'sequence') return withItem(object, value);
      return object;
    });
  }, base);
}

/** A dict of which nothing is known, so that what it lacks is no news. */
const SOME_DICT = valueOf({ ...EMPTY_DICT, rest: NOTHING });

const SOME_SEQUENCE = valueOf({ kind: 'sequence', items: [], rest: NOTHING });

/** What has a method that changes it in place. */
function someContainer(method: string): Value {
  return method === 'update' || method === 'setdefault' ? SOME_DICT : SOME_SEQUENCE;
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
  const base = expression.base
    ? evaluator.evaluate(expression.base, site)
    : someContainer(expression.method);
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
