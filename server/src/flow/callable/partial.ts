/*
 * `functools.partial`: something to call, with some of its arguments given already.
 * Rule: https://docs.python.org/3/library/functools.html#functools.partial
 */
import type { Place } from '../../link/place.ts';
import type { ArgumentValue, CallArguments } from '../library/library.ts';
import { joinOver, type PartialObject, unknownValue, type Value, valueOf } from '../value/value.ts';
import { parametersKey } from '../value/value-key.ts';

/** What makes a partial call. */
export const PARTIAL = 'functools.partial';

/** The value of `partial(callee, …)`. With `*arguments` it is not known which parameter gets what. */
export function partialValue(given: CallArguments): Value {
  const [callee, ...positional] = given.positional();
  if (!callee || given.spread()) return unknownValue('computed-at-run-time', 'partial()', given.at);
  const keywords = given.keywords();
  const key = `${positional.length}:${parametersKey(new Map<string | number, Value>([...positional.entries(), ...keywords]))}`;
  return joinOver(callee, (object) =>
    valueOf({ kind: 'partial', callee: object, positional, keywords, at: given.at, key }),
  );
}

/** The arguments that the callee of a partial object gets when it is called with `given`. */
export function withPartial(
  { positional, keywords, at }: PartialObject,
  given: CallArguments,
): CallArguments {
  const first = positional.length;
  const fixed = (name: string, position: number | null): ArgumentValue | null => {
    const value = (position === null ? undefined : positional[position]) ?? keywords.get(name);
    return value ? { value, at } : null;
  };
  return {
    ...given,
    get: (name, position) =>
      given.get(name, position === null || position < first ? null : position - first) ??
      fixed(name, position),
    keywords: () => new Map([...keywords, ...given.keywords()]),
    positional: () => [...positional, ...given.positional()],
  };
}

/** The arguments of a call that someone else makes with these values. */
export function argumentsFrom(
  given: CallArguments,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value> = new Map(),
  rest: Value | null = null,
): CallArguments {
  const at: Place = given.at;
  return {
    ...given,
    get: (name, position) => {
      const value = keywords.get(name) ?? (position === null ? undefined : positional[position]);
      return value ? { value, at } : null;
    },
    keywords: () => keywords,
    positional: () => positional,
    spread: () => rest,
  };
}
