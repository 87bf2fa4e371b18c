/*
 * The value of a module-level or class-level name: the join over the bindings that may have given it its value.
 */
import type { NameRequest } from '../link/names.ts';
import type { Evaluator } from './evaluator.ts';
import { joinAll, type Value } from './value/value.ts';

/** The value of a name at a level; null when nothing there binds it. */
export function boundValue(evaluator: Evaluator, request: NameRequest): Value | null {
  const { bindings } = evaluator.names.bindingsOf(request);
  return bindings.length > 0
    ? joinAll(bindings.map((binding) => evaluator.bindingValue(binding)))
    : null;
}
