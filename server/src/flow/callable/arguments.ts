/*
 * The arguments of a call as values: for library models by name or position, for functions of the workspace by parameter.
 */
import type { CallArgument, CallExpression } from '../../summary/expression.ts';
import { printExpression } from '../../summary/print.ts';
import type { ParameterBinding } from '../../summary/unit.ts';
import { elementOf, itemsOf } from '../container/container.ts';
import { type Evaluator, placeOf, type Site } from '../evaluator.ts';
import type { ArgumentValue, CallArguments } from '../library/library.ts';
import { withStep } from '../value/trail.ts';
import { join, joinAll, NOTHING, textValue, type Value, valueOf } from '../value/value.ts';

/** The arguments of a call that stands at a site. Values are computed when they are asked for. */
export function argumentsOf(evaluator: Evaluator, call: CallExpression, site: Site): CallArguments {
  const evaluate = ({ value }: CallArgument): Value => evaluator.evaluate(value, site);
  const of = (kind: CallArgument['kind']): readonly CallArgument[] =>
    call.arguments.filter((item) => item.kind === kind);
  const given = (argument: CallArgument): ArgumentValue => ({
    value: evaluate(argument),
    at: placeOf(site, argument.value.at),
  });
  const positions = inOrder(call, given);
  const spread = (name: string): ArgumentValue | null => {
    const values = of('keyword-spread').flatMap((argument) => {
      const value = entryOf(evaluate(argument), name);
      return value ? [{ value, at: placeOf(site, argument.value.at) }] : [];
    });
    const [first] = values;
    return first ? { value: joinAll(values.map(({ value }) => value)), at: first.at } : null;
  };
  return {
    at: placeOf(site, call.at),
    note: printExpression(call),
    depth: site.call?.depth ?? 0,
    get: (name, position) => {
      const named = of('keyword').find((argument) => argument.name === name);
      if (named) return given(named);
      const placed = position === null ? undefined : positions.placed(position);
      return placed ?? spread(name);
    },
    keywords: () => keywordsOf(evaluator, call, site),
    positional: () => positions.all().map(({ value }) => value),
    spread: positions.loose,
  };
}

/** The arguments of a call by their position, as far as that is known. */
interface Positions {
  readonly placed: (position: number) => ArgumentValue | undefined;
  readonly all: () => readonly ArgumentValue[];
  /** What may stand behind them at any position; null when they are all. */
  readonly loose: () => Value | null;
}

/** `*values` of known items takes as many positions; of others, nobody knows where what follows them stands. */
function inOrder(
  { arguments: items }: CallExpression,
  given: (argument: CallArgument) => ArgumentValue,
): Positions {
  const ordered = items.filter(({ kind }) => kind === 'positional' || kind === 'spread');
  const firstSpread = ordered.findIndex(({ kind }) => kind === 'spread');
  const plain = firstSpread < 0 ? ordered : ordered.slice(0, firstSpread);
  if (firstSpread < 0) {
    return {
      placed: (position) => plain[position] && given(plain[position]),
      all: () => plain.map(given),
      loose: () => null,
    };
  }
  const behind = (): {
    readonly placed: readonly ArgumentValue[];
    readonly loose: Value | null;
  } => {
    const placed: ArgumentValue[] = [];
    let loose: Value | null = null;
    for (const argument of ordered.slice(firstSpread)) {
      const { value, at } = given(argument);
      const found = argument.kind === 'spread' ? itemsOf(value) : [value];
      if (found && loose === null) placed.push(...found.map((item) => ({ value: item, at })));
      else loose = join(loose ?? NOTHING, argument.kind === 'spread' ? elementOf(value) : value);
    }
    return { placed, loose };
  };
  return {
    placed: (position) =>
      position < firstSpread
        ? plain[position] && given(plain[position])
        : behind().placed[position - firstSpread],
    all: () => [...plain.map(given), ...behind().placed],
    loose: () => behind().loose,
  };
}

/** What `**value` gives for a keyword; null when it certainly gives none. */
function entryOf(value: Value, name: string): Value | null {
  const found = value.objects.flatMap((object) => {
    const entry = object.kind === 'dict' ? (object.entries.get(name) ?? object.rest) : null;
    return entry ? [entry] : [];
  });
  if (value.unknowns.length > 0) found.push({ objects: [], unknowns: value.unknowns });
  return found.length > 0 ? joinAll(found) : null;
}

function keywordsOf(
  evaluator: Evaluator,
  call: CallExpression,
  site: Site,
): ReadonlyMap<string, Value> {
  const keywords = new Map<string, Value>();
  for (const { kind, name, value } of call.arguments) {
    if (kind === 'keyword' && name !== null) keywords.set(name, evaluator.evaluate(value, site));
    if (kind !== 'keyword-spread') continue;
    for (const object of evaluator.evaluate(value, site).objects) {
      if (object.kind === 'dict')
        for (const [key, entry] of object.entries) keywords.set(key, entry);
    }
  }
  return keywords;
}

/** Binds the arguments of a call to parameters. `self` takes the first one. Parameters that get nothing are left out. */
export function bindParameters(
  parameters: readonly (readonly [number, ParameterBinding])[],
  given: CallArguments,
  self: Value | null,
): ReadonlyMap<number, Value> {
  const bound = new Map<number, Value>();
  const shift = self ? 1 : 0;
  const named = new Set(parameters.map(([, parameter]) => parameter.name));
  const spread = given.spread();
  for (const [binding, { name, index, form }] of parameters) {
    if (self && index === 0) {
      const all = valueOf({ kind: 'sequence', items: [self, ...given.positional()], rest: spread });
      bound.set(binding, form === 'rest' ? all : self);
    } else if (form === 'rest') {
      const items = given.positional().slice(index - shift);
      bound.set(binding, valueOf({ kind: 'sequence', items, rest: spread }));
    } else if (form === 'keyword-rest') {
      const entries = new Map([...given.keywords()].filter(([key]) => !named.has(key)));
      const keys = joinAll([...entries.keys()].map((key) => textValue(key)));
      bound.set(binding, valueOf({ kind: 'dict', entries, keys, rest: null }));
    } else {
      const argument = given.get(name, form === 'plain' ? index - shift : null);
      if (argument) bound.set(binding, withStep(argument.value, argument.at, given.note));
      else if (spread && form === 'plain') bound.set(binding, spread);
    }
  }
  return bound;
}
