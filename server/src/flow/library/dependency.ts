/*
 * Values that a framework puts into parameters: what a dependency returns.
 * Source: https://fastapi.tiangolo.com/tutorial/dependencies/
 */
import type { Expression } from '../../summary/expression.ts';
import { elementOf } from '../container/container.ts';
import { bodyOf } from '../../link/program.ts';
import { type Evaluator, placeOf, type Site } from '../evaluator.ts';
import type { CallArguments } from './library.ts';
import { joinOver, unknownValue, type Value, valueOf } from '../value/value.ts';

/** Markers whose call stands for the value that the parameter gets. */
const MARKERS: ReadonlySet<string> = new Set([
  'fastapi.Depends',
  'fastapi.Security',
  'fastapi.params.Depends',
]);

/** Markers whose arguments say how the value is given on the command line; a default stands behind the parameter. */
const OPTIONS: ReadonlySet<string> = new Set(['typer.Option', 'typer.Argument']);

/** What an item of `Annotated[T, item]` says about the value; null when it is no marker. */
export function injectedValue(evaluator: Evaluator, item: Expression, site: Site): Value | null {
  if (item.kind !== 'call') return null;
  const { objects } = evaluator.evaluate(item.callee, site);
  const isOneOf = (names: ReadonlySet<string>): boolean =>
    objects.some((object) => object.kind === 'external' && names.has(object.name));
  if (isOneOf(OPTIONS)) return unknownValue('command-line-argument', '', placeOf(site, item.at));
  if (!isOneOf(MARKERS) || item.arguments.length === 0) return null;
  return evaluator.evaluate(item, site);
}

/** `Depends(get_table)`: what the dependency returns, or yields. */
export function dependencyValue(evaluator: Evaluator, given: CallArguments): Value | null {
  const dependency = given.get('dependency', 0);
  if (!dependency) return null;
  const none: CallArguments = {
    ...given,
    get: () => null,
    keywords: () => new Map(),
    positional: () => [],
    spread: () => null,
  };
  return joinOver(dependency.value, (object) => {
    const result = evaluator.call(valueOf(object), none);
    if (object.kind !== 'function') return result;
    const definition = bodyOf(evaluator.program, object.scope)?.scopes[object.scope.scope];
    return definition && definition.yields.length > 0 ? elementOf(result) : result;
  });
}
