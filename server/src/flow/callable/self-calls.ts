/*
 * Calls of a function inside itself: they pass on what other callers pass, or something made of it.
 * A few rounds show everything that merely changes places; what is new in every round is given up with a reason.
 */
import { scopeId } from '../../link/place.ts';
import type { CallExpression } from '../../summary/expression.ts';
import { argumentsOf, bindParameters } from './arguments.ts';
import { bounded } from '../value/bounded.ts';
import { type Evaluator, frameOf, parametersOf, type Site } from '../evaluator.ts';
import { commonPattern } from '../value/pattern.ts';
import { sameValue } from '../value/same.ts';
import {
  isNothing,
  join,
  joinAll,
  NOTHING,
  unknownValue,
  type Value,
  type ValueObject,
  valueOf,
} from '../value/value.ts';

/** Arguments that change places among so many parameters have all been everywhere after as many rounds. */
const MAX_ROUNDS = 4;

/** Adds to what other callers pass (`values`, by parameter) what the function's own calls of itself make of it. */
export function addSelfCalls(
  evaluator: Evaluator,
  site: Site,
  calls: readonly CallExpression[],
  values: Map<number, Value>,
): void {
  if (calls.length === 0 || values.size === 0) return;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const passed = passedInRound(evaluator, site, calls, values);
    let isStable = true;
    for (const [binding, value] of passed) {
      const before = values.get(binding) ?? NOTHING;
      const after = join(before, value);
      if (sameValue(before, after)) continue;
      isStable = false;
      const isLast = round === MAX_ROUNDS - 1;
      const name = site.body.scopes[site.scope]?.name ?? '';
      values.set(binding, isLast ? withMore(evaluator, before, value, name) : after);
    }
    if (isStable) return;
  }
}

/** What has grown in every round, with a reason that says that it goes on; for named objects it is about their names. */
function withMore({ library }: Evaluator, before: Value, next: Value, name: string): Value {
  const texts = (value: Value): readonly string[] =>
    value.objects.flatMap((object) => (object.kind === 'string' ? [object.text] : []));
  const more = (known: Value, added: Value): Value => {
    const patterns = [...texts(known), ...texts(added)].map((text) => `${text}*${text}`);
    const pattern = patterns.reduce<string | null>(
      (all, one) => commonPattern(all, one),
      patterns[0] ?? null,
    );
    return unknownValue('depth-limit', name, null, { pattern, endless: true });
  };
  const named = next.objects.flatMap((object) => {
    let names = NOTHING;
    if (object.kind === 'api') library.renamed(object, (known) => (names = known));
    return isNothing(names) ? [] : [names];
  });
  const renamed = (object: ValueObject): ValueObject | null =>
    object.kind === 'api'
      ? library.renamed(object, (known) => join(known, more(known, joinAll(named))))
      : null;
  const objects = before.objects.map((object) => renamed(object) ?? object);
  return join({ ...before, objects }, more(before, next));
}

/** What the calls pass while the parameters have these values. */
function passedInRound(
  evaluator: Evaluator,
  site: Site,
  calls: readonly CallExpression[],
  values: ReadonlyMap<number, Value>,
): ReadonlyMap<number, Value> {
  const parameters = new Map(values);
  const inside: Site = {
    ...site,
    call: frameOf(parameters),
  };
  const passed = new Map<number, Value>();
  for (const call of calls) {
    for (const object of evaluator.evaluate(call.callee, inside).objects) {
      if (object.kind !== 'function' || scopeId(object.scope) !== scopeId(site)) continue;
      const given = argumentsOf(evaluator, call, inside);
      const self = object.self && valueOf(object.self);
      for (const [binding, value] of bindParameters(parametersOf(site), given, self))
        passed.set(binding, join(passed.get(binding) ?? NOTHING, bounded(value)));
    }
  }
  return passed;
}
